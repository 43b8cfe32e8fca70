//! The figures by which a dealership is run.

use crate::reading::{Findings, every_case, money};
use domain::kpi::*;
use domain::money::Fen;
use serde_json::Value;

/// The bands of the vectors; a house may set others.
const EDGES: [u32; 4] = [30, 60, 90, 180];

#[test]
fn every_indicator_divides_by_what_its_name_says() {
    every_case("kpi.json", |case, findings| {
        let inputs = Inputs(&case["inputs"]);
        let figure = match case["kpi"].as_str().unwrap_or("") {
            "库龄结构" => return check_ageing(case, findings),
            "单台产值" => yuan(revenue_per_unit(
                inputs.money("revenue"),
                inputs.count("units"),
            )),
            "单车毛利" => yuan(gross_per_car(
                inputs.money("net_price"),
                inputs.money("net_cost"),
                inputs.money("rebate_and_derivative"),
            )),
            "到店成交率" => shown(visit_to_deal_rate(
                inputs.count("deals"),
                inputs.count("first_visits"),
            )),
            "战败率" => shown(lost_lead_rate(inputs.count("lost"), inputs.count("won"))),
            "试驾率" => shown(test_drive_rate(
                inputs.count("test_drives"),
                inputs.count("first_visits"),
            )),
            "一次修复率" => shown(first_time_fix_rate(
                inputs.count("not_returned"),
                inputs.count("repairs"),
            )),
            "库存系数" => shown(stock_coefficient(
                inputs.count("closing_stock"),
                inputs.count("month_sales"),
            )),
            "零服吸收率" => shown(absorption_rate(AftersalesResult {
                gross_profit: inputs.money("aftersales_gp"),
                total_expense: inputs.money("total_expense"),
                new_car_variable_expense: inputs.money("new_car_variable_expense"),
            })),
            "NPS" => shown(net_promoter_score(
                inputs.count("promoters"),
                inputs.count("passives"),
                inputs.count("detractors"),
            )),
            other => return findings.fault(format!("no figure is called {other}")),
        };
        findings.equal(
            "figure",
            case["expected"].as_str().map(str::to_owned),
            figure,
        );
    });
}

fn shown(figure: Option<Figure>) -> Option<String> {
    figure.map(|figure| figure.to_string())
}

fn yuan(amount: Option<Fen>) -> Option<String> {
    amount.map(|amount| amount.yuan().to_string())
}

fn check_ageing(case: &Value, findings: &mut Findings) {
    let days = case["inputs"]["days"]
        .as_array()
        .expect("a list of days")
        .iter()
        .map(|days| u32::try_from(days.as_u64().expect("days")).expect("they fit"));
    let bands = ageing(days, &EDGES);
    let expected = case["expected"].as_object().expect("bands");
    findings.equal("number of bands", expected.len(), bands.len());
    for band in bands {
        let expected = expected.get(&band.label()).and_then(Value::as_u64);
        findings.equal(&band.label(), expected, Some(u64::from(band.count)));
    }
}

/// The inputs come as numbers or as texts.
struct Inputs<'a>(&'a Value);

impl Inputs<'_> {
    fn text(&self, key: &str) -> String {
        match &self.0[key] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            other => panic!("{key} is neither a number nor a text but {other}"),
        }
    }

    fn money(&self, key: &str) -> Fen {
        money(&self.text(key))
    }

    fn count(&self, key: &str) -> u32 {
        self.text(key).parse().expect("a count")
    }
}
