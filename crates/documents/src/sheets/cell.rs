//! A cell as it was read: typed as far as the file tells its type.

use chrono::{NaiveDate, NaiveDateTime};

/// The contents of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetCell {
    /// Nothing.
    Empty,
    /// Text, without blanks at its ends. Everything in a csv file is text.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A day, or a day with a time.
    Moment(NaiveDateTime),
    /// An Excel error such as `#N/A`.
    Fault(String),
}

impl SheetCell {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        match self {
            SheetCell::Empty => true,
            SheetCell::Text(text) => text.is_empty(),
            SheetCell::Number(_)
            | SheetCell::Boolean(_)
            | SheetCell::Moment(_)
            | SheetCell::Fault(_) => false,
        }
    }

    /// The contents as a person would type them: a telephone number without `.0`, a day without hours.
    pub fn as_text(&self) -> String {
        match self {
            SheetCell::Empty => String::new(),
            SheetCell::Text(text) | SheetCell::Fault(text) => text.clone(),
            SheetCell::Number(number) => number_as_text(*number),
            SheetCell::Boolean(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            SheetCell::Moment(moment) if moment.time() == chrono::NaiveTime::MIN => {
                moment.format("%Y-%m-%d").to_string()
            }
            SheetCell::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
        }
    }

    /// The day, from a date cell or from text such as `2026-11-22`, `2026/11/22`, `2026年11月22日`.
    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            SheetCell::Moment(moment) => Some(moment.date()),
            SheetCell::Text(text) => ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
                .iter()
                .find_map(|pattern| NaiveDate::parse_from_str(text, pattern).ok()),
            SheetCell::Empty
            | SheetCell::Number(_)
            | SheetCell::Boolean(_)
            | SheetCell::Fault(_) => None,
        }
    }

    /// Excel keeps 15 digits of a number. An identity or account number typed as a number has
    /// lost its last digits, and nothing can bring them back; the row must be refused.
    pub fn has_lost_digits(&self) -> bool {
        match self {
            SheetCell::Number(number) => number.abs() >= 1e15,
            SheetCell::Empty
            | SheetCell::Text(_)
            | SheetCell::Boolean(_)
            | SheetCell::Moment(_)
            | SheetCell::Fault(_) => false,
        }
    }
}

fn number_as_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e18 {
        return format!("{number:.0}");
    }
    // Excel itself shows 15 digits; more are the shadow of binary fractions.
    let rounded = format!("{number:.10}");
    rounded
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}
