//! The outline of a car from five sides, with numbered marks on it and what they mean beside it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::lines::{self, Line, Measure};
use super::page::{Ink, Mark};
use super::strips::{Setting, Strip, scale, text_marks};
use crate::model::{Alignment, Outline, OutlineMark, Span};

/// The drawing that the page of the workstation shows too, so that a mark stands on both in the same place.
#[derive(Deserialize)]
struct Drawing {
    width: f32,
    height: f32,
    /// Lines of each side, from corner to corner.
    views: BTreeMap<String, Vec<Vec<(f32, f32)>>>,
}

static CAR: LazyLock<Drawing> = LazyLock::new(|| {
    // A test keeps the drawing readable; without it a paper has its legend and no lines.
    serde_json::from_str(include_str!("../../../../assets/outlines/car.json")).unwrap_or(Drawing {
        width: 1_000.0,
        height: 500.0,
        views: BTreeMap::new(),
    })
});

/// The share of the measure that the drawing takes where a legend stands beside it.
const SHARE: f32 = 0.6;
const GUTTER: f32 = 12.0;
const LABEL: f32 = 7.5;
const NUMBER: f32 = 8.5;
const LEGEND: f32 = 8.5;
const LEADING: f32 = 1.5;
/// White between two entries of the legend.
const BETWEEN: f32 = 2.5;
/// Half the arm of the cross that marks a place.
const ARM: f32 = 2.6;

pub(crate) fn strips_of(outline: &Outline, setting: Setting<'_>) -> Vec<Strip> {
    let width = setting.width * SHARE;
    let (mut marks, drawn) = drawing(outline, width, setting);
    let x = width + GUTTER;
    let legend = legend(&outline.marks, setting.width - x, setting);
    let beside: f32 = legend.iter().map(|(_, height)| height).sum();
    let mut strips = Vec::new();
    if beside <= drawn {
        let mut y = 0.0;
        for (lines, height) in legend {
            marks.extend(text_marks(lines, (x, y), (LEGEND, LEADING), Ink::Black));
            y += height;
        }
        strips.push(strip(drawn, 6.0, marks));
        return strips;
    }
    // More than fits beside it stands under it, over the whole measure.
    strips.push(strip(drawn, 6.0, marks));
    for (lines, height) in self::legend(&outline.marks, setting.width, setting) {
        let marks = text_marks(lines, (0.0, 0.0), (LEGEND, LEADING), Ink::Black).collect();
        strips.push(strip(height, 0.0, marks));
    }
    strips
}

fn strip(height: f32, above: f32, marks: Vec<Mark>) -> Strip {
    Strip {
        height,
        above,
        marks,
        ..Strip::default()
    }
}

/// All sides, two in a row, each with its name under it; and how tall they stand.
fn drawing(outline: &Outline, width: f32, setting: Setting<'_>) -> (Vec<Mark>, f32) {
    let cell = (width - GUTTER) / 2.0;
    let size = cell / CAR.width;
    let tall = CAR.height * size;
    let row_height = tall + LABEL * LEADING + 3.0;
    let mut marks = Vec::new();
    for (place, view) in outline.views.iter().enumerate() {
        let left = (place % 2) as f32 * (cell + GUTTER);
        let top = (place / 2) as f32 * row_height;
        let at = |(x, y): (f32, f32)| (left + x * size, top + y * size);
        for line in CAR.views.get(&view.name).into_iter().flatten() {
            for pair in line.windows(2) {
                marks.push(rule(at(pair[0]), at(pair[1]), scale::HAIRLINE, Ink::Dark));
            }
        }
        let label = lines::set(
            setting.fonts,
            &view.label,
            Measure {
                size: LABEL,
                width: cell,
                alignment: Alignment::Centre,
            },
        );
        marks.extend(text_marks(
            label,
            (left, top + tall),
            (LABEL, LEADING),
            Ink::Grey,
        ));
        for (number, mark) in (1..).zip(&outline.marks) {
            if mark.view != view.name {
                continue;
            }
            // Marks are kept in thousandths of the side.
            let place = (
                mark.x as f32 / 1_000.0 * CAR.width,
                mark.y as f32 / 1_000.0 * CAR.height,
            );
            cross(at(place), number, setting, &mut marks);
        }
    }
    let rows = outline.views.len().div_ceil(2);
    (marks, rows as f32 * row_height)
}

/// A cross on the place, its number beside it.
fn cross((x, y): (f32, f32), number: usize, setting: Setting<'_>, marks: &mut Vec<Mark>) {
    let arm = |dx: f32, dy: f32| rule((x - dx, y - dy), (x + dx, y + dy), 1.3, Ink::Black);
    marks.push(arm(ARM, ARM));
    marks.push(arm(ARM, -ARM));
    let number = lines::set(
        setting.fonts,
        &[Span::bold(number.to_string())],
        Measure {
            size: NUMBER,
            width: 30.0,
            alignment: Alignment::Left,
        },
    );
    let top = y - NUMBER * 1.25;
    marks.extend(text_marks(
        number,
        (x + ARM + 1.0, top),
        (NUMBER, 1.2),
        Ink::Black,
    ));
}

fn rule(from: (f32, f32), to: (f32, f32), thickness: f32, ink: Ink) -> Mark {
    Mark::Rule {
        from,
        to,
        thickness,
        ink,
    }
}

/// What each number means, with the height that it takes.
fn legend(marks: &[OutlineMark], width: f32, setting: Setting<'_>) -> Vec<(Vec<Line>, f32)> {
    (1..)
        .zip(marks)
        .map(|(number, mark): (usize, &OutlineMark)| {
            let mut text = vec![Span::bold(format!("{number}　"))];
            text.extend(mark.legend.iter().cloned());
            let lines = lines::set(
                setting.fonts,
                &text,
                Measure {
                    size: LEGEND,
                    width,
                    alignment: Alignment::Left,
                },
            );
            let height = lines.len() as f32 * LEGEND * LEADING + BETWEEN;
            (lines, height)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::CAR;

    #[test]
    fn the_drawing_has_five_sides_and_stays_within_its_frame() {
        assert_eq!(CAR.views.len(), 5);
        for (view, lines) in &CAR.views {
            assert!(lines.len() > 5, "{view} is more than a box");
            for (x, y) in lines.iter().flatten() {
                assert!((0.0..=CAR.width).contains(x), "{view} {x}");
                assert!((0.0..=CAR.height).contains(y), "{view} {y}");
            }
        }
    }
}
