//! The quotes: saved, asked about, answered and issued by the very rules that a person's quotes follow,
//! at the time of the sample.

use chrono::{Days, NaiveDate};
use domain::{
    Command,
    command::Stop,
    context::Context,
    dated::Policies,
    decide,
    ids::{ApprovalId, CommandId, PersonId, QuoteId},
    people::rights_of,
    quotes::*,
    time::Timestamp,
};
use serde_json::{Value, json};
use store::{StoreError, StoreFacts};

use super::{
    NEAR, Sheet, Size, Unit, cars::vehicle_id, customers::customer_id, damaged, id, words::LENDERS,
};

/// What becomes of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Draft,
    Waiting,
    Approved,
    Issued,
    Accepted,
    Expired,
    Withdrawn,
}

impl Fate {
    fn of(size: Size, number: u32) -> Option<Self> {
        let of_lead = number >= size.buyers
            && number < (size.buyers + size.leads).min(size.customers)
            && matches!(number % 10, 5 | 6);
        of_lead.then(|| match number / 10 * 2 % 8 + (number % 10 - 5) {
            0 => Self::Draft,
            1 if number < NEAR => Self::Waiting,
            1 => Self::Draft,
            2 => Self::Issued,
            3 => Self::Approved,
            4 => Self::Accepted,
            5 => Self::Expired,
            6 => Self::Withdrawn,
            _ => Self::Issued,
        })
    }

    /// How many days ago it was made. A quote holds for a week.
    fn age(self, number: u32) -> u32 {
        match self {
            Self::Draft | Self::Waiting => 0,
            Self::Approved | Self::Issued => number / 10 % 4,
            Self::Accepted | Self::Withdrawn => 2 + number / 10 % 20,
            Self::Expired => 9 + number / 10 % 20,
        }
    }

    /// Whether the price lies beyond what a consultant may give alone.
    fn beyond_authority(self) -> bool {
        matches!(self, Self::Waiting | Self::Approved)
    }
}

const DAYS_VALID: u64 = 7;

pub fn quote(sheet: &mut Sheet, size: Size, unit: &Unit) -> Result<(), StoreError> {
    let Some(fate) = Fate::of(size, unit.number) else {
        return Ok(());
    };
    let day = sheet.day(fate.age(unit.number));
    let minutes = 15 + unit.number % 300;
    let made_at = sheet.happened(day, minutes);
    let quote = QuoteId(id(7, unit.number));
    let car = (unit.number < size.cars).then(|| vehicle_id(unit.number));
    let inputs: QuoteInputs =
        serde_json::from_value(inputs(unit, fate, car, made_at.date_in(sheet.zone)))
            .map_err(|error| damaged(&error.to_string()))?;
    let consultant = sheet.consultant;
    let save = Command::SaveQuote(SaveQuote {
        quote,
        number: format!("QTS-{:06}", unit.number),
        valid_until: made_at
            .date_in(sheet.zone)
            .checked_add_days(Days::new(DAYS_VALID))
            .unwrap_or(day),
        language: "zh-CN".to_owned(),
        remark: String::new(),
        stated: stated(&inputs, made_at.date_in(sheet.zone))?,
        inputs,
    });
    give(sheet, unit, consultant, made_at, save)?;
    let approval = ApprovalId(id(8, unit.number));
    if fate.beyond_authority() {
        let words = "老客户转介绍，今天能定。".to_owned();
        give(
            sheet,
            unit,
            consultant,
            made_at.plus(60_000),
            Command::RequestApproval(RequestApproval {
                approval,
                quote,
                words,
            }),
        )?;
    }
    if fate == Fate::Approved {
        let manager = sheet.manager;
        let decided = Command::DecideApproval(DecideApproval {
            approval,
            decision: ApprovalDecision::Approve,
            words: "可以，月底冲量。".to_owned(),
        });
        give(sheet, unit, manager, made_at.plus(120_000), decided)?;
    }
    if matches!(fate, Fate::Issued | Fate::Accepted | Fate::Expired) {
        let issued = Command::IssueQuote(IssueQuote { quote });
        give(sheet, unit, consultant, made_at.plus(180_000), issued)?;
    }
    match fate {
        Fate::Accepted => {
            let accepted = Command::AcceptQuote(AcceptQuote { quote });
            give(sheet, unit, consultant, made_at.plus(240_000), accepted)
        }
        Fate::Withdrawn => {
            let withdrawn = Command::WithdrawQuote(WithdrawQuote {
                group: None,
                quote,
                words: "客户换了车型".to_owned(),
            });
            give(sheet, unit, consultant, made_at.plus(240_000), withdrawn)
        }
        Fate::Draft | Fate::Waiting | Fate::Approved | Fate::Issued | Fate::Expired => Ok(()),
    }
}

/// What the consultant says; the words are those that the page sends.
fn inputs(unit: &Unit, fate: Fate, car: Option<domain::ids::VehicleId>, day: NaiveDate) -> Value {
    let model = unit.model;
    let guide_price = model.yuan * 100;
    let discount = if fate.beyond_authority() {
        model.yuan * 4
    } else {
        model.yuan * 3 / 2
    };
    let accessory = if unit.number.is_multiple_of(2) {
        json!([{"name": "全包脚垫", "quantity": 1, "unitPrice": 68_000}])
    } else {
        json!([{"name": "隐形车衣", "quantity": 1, "unitPrice": 680_000}, {"name": "行车记录仪", "quantity": 1, "unitPrice": 0}])
    };
    json!({
        "car": {
            "vehicle": car,
            "description": model.name,
            "exteriorColour": unit.colour,
            "guidePrice": guide_price,
            "power": model.power,
            "displacementMl": model.displacement_ml,
            "seats": model.seats,
            "listing": model.listing(),
        },
        "customer": customer_id(unit.number),
        "buyer": "person",
        "discount": discount,
        "discountReason": "店庆优惠",
        "province": "shanghai",
        "plateCity": "上海",
        "invoicedOn": day,
        "compulsory": {"kind": "tariff"},
        "covers": [
            {"cover": "vehicleDamage", "premium": model.yuan * 2},
            {"cover": "thirdParty", "insured": 300_000_000, "premium": 160_050},
        ],
        "plate": {"name": "", "amount": 50_000, "paidTo": "house"},
        "accessories": accessory,
        // Of use only where the house trains on a day whose rules are not known yet.
        "byHand": {
            "purchaseTax": guide_price / 113 * 10,
            "luxuryTax": 0,
            "vesselTax": 36_000,
            "compulsoryInsurance": 95_000,
        },
        "loans": if unit.number % 4 < 3 { loans(unit.number) } else { json!([]) },
    })
}

fn loans(number: u32) -> Value {
    let lender = LENDERS[number as usize % LENDERS.len()];
    let plan = |name: &str, share: &str, months: u32, rate: &str| {
        json!({
            "name": name,
            "lender": lender,
            "financed": {"kind": "downPaymentShare", "share": share},
            "months": months,
            "terms": {"kind": "equalInstalment", "annualRate": rate},
        })
    };
    json!([
        plan("标准贷", "0.3", 36, "0.0499"),
        plan("两年低息", "0.5", 24, "0.0199"),
    ])
}

/// The figures that consultant and customer looked at: those of the rules.
fn stated(inputs: &QuoteInputs, today: NaiveDate) -> Result<StatedFigures, StoreError> {
    let policies = Policies::shipped();
    let worked = on_the_road(inputs, policies).map_err(|_| damaged("a quote that is too large"))?;
    let loans = inputs
        .loans
        .iter()
        .map(|plan| work_out_loan(plan, inputs, today, policies))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|refusal| damaged(&refusal.code))?;
    Ok(StatedFigures {
        lines: worked
            .lines
            .iter()
            .map(|line| StatedLine {
                kind: line.kind,
                amount: line.amount,
            })
            .collect(),
        total: worked.total,
        loans: loans
            .iter()
            .map(|figures| StatedLoan {
                first_payment: figures.first_payment,
                total_paid: figures.total_paid,
            })
            .collect(),
    })
}

/// Decides a command as if it had been given then, and writes what it changes.
fn give(
    sheet: &mut Sheet,
    unit: &Unit,
    actor: PersonId,
    at: Timestamp,
    command: Command,
) -> Result<(), StoreError> {
    let facts = StoreFacts::new(sheet.writing.connection());
    let decided = rights_of(&facts, actor)
        .map_err(Stop::from)
        .and_then(|rights| {
            let context = Context {
                command: CommandId(id(9, unit.number)),
                lane: sheet.lane,
                desk: sheet.desk,
                actor,
                rights,
                made_at: at,
                decided_at: at,
                zone: sheet.zone,
            };
            decide(&command, &facts, &context)
        });
    let outcome = match decided {
        Ok(outcome) => outcome,
        Err(Stop::Missing) => return Err(facts.breakage()),
        Err(Stop::Refused(refusal)) => {
            return Err(damaged(&format!(
                "{} of {} refused: {} {:?}",
                command.name(),
                unit.number,
                refusal.code,
                refusal.values
            )));
        }
    };
    for change in outcome.changes.0 {
        if let Some(row) = change.row {
            sheet.put_row(change.table, change.id, row)?;
        }
    }
    Ok(())
}
