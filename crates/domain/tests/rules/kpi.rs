//! Figures at the edges of bands and at zero.

use domain::kpi::*;
use domain::money::Fen;

fn shown(figure: Option<Figure>) -> Option<String> {
    figure.map(|figure| figure.to_string())
}

#[test]
fn a_car_on_the_edge_of_a_band_belongs_to_the_younger_one() {
    let bands = ageing(
        [30, 31, 60, 61, 90, 91, 180, 181, 4_000],
        &[30, 60, 90, 180],
    );
    let counts: Vec<(String, u32)> = bands
        .iter()
        .map(|band| (band.label(), band.count))
        .collect();
    let expected = [
        ("0-30", 1),
        ("31-60", 2),
        ("61-90", 2),
        ("91-180", 2),
        (">180", 2),
    ]
    .map(|(label, count)| (label.to_owned(), count));
    assert_eq!(counts, expected);
}

#[test]
fn every_share_divides_by_what_its_name_says() {
    for (figure, expected) in [
        (record_rate(90, 120), "75.00"),
        (penetration_rate(2, 3), "66.67"),
        (completion_rate(11, 10), "110.00"),
        (stock_turns_a_year(Fen(100_000), Fen(200_000)), "6.00"),
        (lost_owner_rate(200, 150), "25.00"),
        (lost_owner_rate(200, 250), "-25.00"),
        (appointment_rate(1, 8), "12.50"),
        (on_time_rate(1, 3), "33.33"),
        (bay_turnover(90, 6, 5), "3.00"),
    ] {
        assert_eq!(shown(figure).as_deref(), Some(expected));
    }
}

#[test]
fn nothing_is_said_of_a_division_by_zero() {
    for figure in [
        record_rate(1, 0),
        lost_lead_rate(0, 0),
        stock_coefficient(3, 0),
        stock_turns_a_year(Fen(1), Fen::ZERO),
        bay_turnover(1, 6, 0),
        net_promoter_score(0, 0, 0),
    ] {
        assert_eq!(figure, None);
    }
    assert_eq!(revenue_per_unit(Fen(1), 0), None);
}

#[test]
fn a_figure_keeps_its_two_places_in_json() {
    let figure = record_rate(1, 2);
    assert_eq!(
        serde_json::to_string(&figure).expect("it writes"),
        "\"50.00\""
    );
}
