//! What the rules of quotes promise, as sentences; here what they are told with.

mod authority;
mod life;
mod loans;
mod properties;
mod road;
mod rules;

use super::*;
use crate::{
    Command,
    dated::{Policies, PolicyName},
    ids::{ApprovalId, PersonId, QuoteId, VehicleId},
    lending::{ChargedWhen, CostKind, Fee, FeeStandard},
    money::{Fen, Rate},
    people::BuiltInRole,
    provinces::Province,
    quotes::testing::{House, id},
    tax::{CatalogueListing, PowerSource},
};

pub(crate) fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

fn rate(text: &str) -> Rate {
    text.parse().expect("a rate")
}

pub(crate) fn yuan(yuan: i64) -> Fen {
    Fen::from_yuan(yuan).expect("fits")
}

/// A listed electric car for a family in Beijing, no discount.
pub(crate) fn electric(guide_price: Fen, invoiced_on: &str) -> QuoteInputs {
    QuoteInputs {
        car: CarInputs {
            vehicle: None,
            model: None,
            description: "比亚迪 汉EV 2026款".to_owned(),
            exterior_colour: "雪域白".to_owned(),
            guide_price,
            power: PowerSource::BatteryElectric,
            displacement_ml: 0,
            seats: 5,
            listing: CatalogueListing::NewEnergyListed,
        },
        customer: None,
        customer_name: "王小明".to_owned(),
        buyer: BuyerKind::Person,
        discount: Fen::ZERO,
        discount_reason: String::new(),
        promotions: Vec::new(),
        province: Province::Beijing,
        plate_city: "北京".to_owned(),
        invoiced_on: day(invoiced_on),
        compulsory: CompulsoryCover::Tariff,
        covers: Vec::new(),
        plate: None,
        accessories: Vec::new(),
        services: Vec::new(),
        others: Vec::new(),
        by_hand: ByHand::default(),
        trade_in: None,
        loans: Vec::new(),
    }
}

fn fuel(guide_price: Fen, province: Province) -> QuoteInputs {
    let inputs = electric(guide_price, "2026-07-10");
    QuoteInputs {
        car: CarInputs {
            power: PowerSource::Fuel,
            displacement_ml: 1_984,
            listing: CatalogueListing::NotNewEnergy,
            ..inputs.car
        },
        province,
        ..inputs
    }
}

pub(crate) fn loan(months: u32) -> LoanInputs {
    LoanInputs {
        name: "标准贷".to_owned(),
        lender: "某汽车金融有限公司".to_owned(),
        financed: Financed::DownPaymentShare { share: rate("0.3") },
        months,
        terms: LoanTerms::EqualInstalment {
            annual_rate: rate("0.0499"),
        },
        fees: vec![Fee {
            cost: CostKind::ServiceFee,
            standard: FeeStandard::Amount {
                amount: yuan(2_000),
            },
            charged: ChargedWhen::AtDrawdown,
            charged_by: "北京某汽车销售有限公司".to_owned(),
        }],
        contingent: Vec::new(),
    }
}

/// What an honest page states: exactly what it was shown.
pub(crate) fn stated(inputs: &QuoteInputs, today: &str) -> StatedFigures {
    let worked = on_the_road(inputs, Policies::shipped()).expect("in range");
    StatedFigures {
        lines: worked
            .lines
            .iter()
            .map(|line| StatedLine {
                kind: line.kind,
                amount: line.amount,
            })
            .collect(),
        total: worked.total,
        loans: inputs
            .loans
            .iter()
            .map(|plan| {
                let figures = work_out_loan(plan, inputs, day(today), Policies::shipped())
                    .expect("a loan that can be reckoned");
                StatedLoan {
                    first_payment: figures.first_payment,
                    total_paid: figures.total_paid,
                }
            })
            .collect(),
    }
}

pub(crate) fn save(quote: u128, inputs: &QuoteInputs) -> SaveQuote {
    SaveQuote {
        quote: id(quote),
        number: format!("QA-{quote}"),
        valid_until: day("2026-07-31"),
        language: "zh-CN".to_owned(),
        remark: String::new(),
        inputs: inputs.clone(),
        stated: stated(inputs, "2026-07-01"),
    }
}

fn house() -> (House, PersonId, PersonId, PersonId) {
    let mut house = House::on(2026, 7, 1);
    let consultant = house.person(1, BuiltInRole::SalesConsultant);
    let manager = house.person(2, BuiltInRole::SalesManager);
    let store_manager = house.person(3, BuiltInRole::StoreManager);
    (house, consultant, manager, store_manager)
}

fn discounted(percent: i64) -> QuoteInputs {
    let inputs = electric(yuan(200_000), "2026-07-10");
    QuoteInputs {
        discount: yuan(2_000 * percent),
        discount_reason: "店庆".to_owned(),
        ..inputs
    }
}

fn line(worked: &OnTheRoad, kind: LineKind) -> &WorkedLine {
    worked
        .lines
        .iter()
        .find(|line| line.kind == kind)
        .unwrap_or_else(|| panic!("no line {}", kind.word()))
}

fn state(house: &House, quote: u128) -> QuoteState {
    house.get::<Quote>(id::<QuoteId>(quote)).state
}

fn request(approval: u128, quote: u128) -> Command {
    Command::RequestApproval(RequestApproval {
        approval: id(approval),
        quote: id(quote),
        words: "客户今天就订".to_owned(),
    })
}

fn answer(approval: u128, decision: ApprovalDecision, words: &str) -> Command {
    Command::DecideApproval(DecideApproval {
        approval: id(approval),
        decision,
        words: words.to_owned(),
    })
}

pub(crate) fn issue(quote: u128) -> Command {
    Command::IssueQuote(IssueQuote { quote: id(quote) })
}

fn rows_of(house: &House, quote: u128) -> (Vec<QuoteLine>, Vec<LoanPlan>) {
    use crate::{entity::ColumnValue, facts::Ask};
    let quote = id::<QuoteId>(quote).to_value();
    (
        house
            .by(QuoteLine::BY_QUOTE_POSITION, [quote.clone()])
            .expect("lines"),
        house
            .by(LoanPlan::BY_QUOTE_POSITION, [quote])
            .expect("plans"),
    )
}
