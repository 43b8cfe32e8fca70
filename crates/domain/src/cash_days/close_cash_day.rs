//! The day is counted, compared and signed: the signature under this command is the cashier's.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CashDay, CashDayRefusal, CashDayState, cash_day_id};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    money::Fen,
    payments::PaymentMethod,
    people::Person,
    refusal::GeneralRefusal,
    rights::Right,
};

/// So many pieces of one note or coin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Denomination {
    pub face: Fen,
    pub pieces: u32,
}

/// The notes and coins of the renminbi in use, in fen.
const FACES: [i64; 11] = [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 1];

/// What is there by one method, beside what should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MethodCount {
    pub method: PaymentMethod,
    /// Filled in by the rule.
    #[serde(default)]
    pub expected: Fen,
    pub counted: Fen,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CloseCashDay {
    pub day: NaiveDate,
    /// The till, piece by piece.
    pub pieces: Vec<Denomination>,
    /// Sums of the terminals' and banks' slips; a method that is not named is not compared.
    #[serde(default)]
    pub counted: Vec<MethodCount>,
    #[serde(default)]
    pub explanation: String,
}

impl Rule for CloseCashDay {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::CloseCashDay);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("explanation", &self.explanation, checks::REMARK)?;
        if self.day > context.today() {
            return Err(CashDayRefusal::CashDayAhead { day: self.day }.into());
        }
        let Some(day) = facts.get::<CashDay>(cash_day_id(context.lane, self.day))? else {
            return Err(CashDayRefusal::CashDayUnknown { day: self.day }.into());
        };
        if day.state == CashDayState::Closed {
            let person = match day.closed_by {
                Some(person) => facts.get::<Person>(person)?,
                None => None,
            };
            return Err(CashDayRefusal::CashDayClosed {
                person: person.map_or_else(String::new, |p| p.name),
                at: day.closed_at.unwrap_or_default(),
            }
            .into());
        }
        let counted = self.compared(&day)?;
        let mut difference = Fen::ZERO;
        for line in &counted {
            let differs = less(line.counted, line.expected)?;
            if !differs.is_zero() && self.explanation.trim().is_empty() {
                return Err(CashDayRefusal::DifferenceUnexplained {
                    method: line.method,
                    expected: line.expected,
                    counted: line.counted,
                    difference: differs,
                }
                .into());
            }
            difference = difference.checked_add(differs).ok_or_else(too_large)?;
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &CashDay {
                state: CashDayState::Closed,
                counted: Json(counted),
                denominations: Json(self.pieces.clone()),
                difference,
                explanation: self.explanation.trim().to_owned(),
                closed_by: Some(context.actor),
                closed_at: Some(context.made_at),
                ..day
            },
        );
        Ok(changes.into())
    }
}

impl CloseCashDay {
    /// Each counted method beside what should be there; the till always comes first.
    fn compared(&self, day: &CashDay) -> Result<Vec<MethodCount>, Stop> {
        let expected = |method| day.expected(method).ok_or_else(too_large);
        let mut lines = vec![MethodCount {
            method: PaymentMethod::Cash,
            expected: expected(PaymentMethod::Cash)?,
            counted: self.till()?,
        }];
        for line in &self.counted {
            if lines.iter().any(|there| there.method == line.method) {
                return Err(CashDayRefusal::CountedTwice {
                    method: line.method,
                }
                .into());
            }
            lines.push(MethodCount {
                method: line.method,
                expected: expected(line.method)?,
                counted: line.counted,
            });
        }
        Ok(lines)
    }

    fn till(&self) -> Result<Fen, Stop> {
        let mut sum = Fen::ZERO;
        for piece in &self.pieces {
            if !FACES.contains(&piece.face.fen()) {
                return Err(CashDayRefusal::DenominationUnknown { face: piece.face }.into());
            }
            sum = piece
                .face
                .checked_mul(i64::from(piece.pieces))
                .and_then(|part| sum.checked_add(part))
                .ok_or_else(too_large)?;
        }
        checks::sum_in_range("pieces", sum)?;
        Ok(sum)
    }
}

fn less(counted: Fen, expected: Fen) -> Result<Fen, Stop> {
    counted.checked_sub(expected).ok_or_else(too_large)
}

fn too_large() -> Stop {
    GeneralRefusal::MoneyOutOfRange {
        field: "counted".to_owned(),
    }
    .into()
}
