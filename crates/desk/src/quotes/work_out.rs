//! Live figures while somebody types, by the very rules that will be asked when the quote is saved.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use domain::{
    catalogue::{Model, ModelFigures},
    dated::Policies,
    ids::{CustomerId, ModelId, VehicleId},
    lending::Schedule,
    money::Fen,
    provinces::Province,
    quotes::{
        BuyerKind, ByHand, CarInputs, CompulsoryCover, DiscountFloor, LoanFigures, LoanInputs,
        LoanQuestion, OnTheRoad, Quote, QuoteInputs, Standing, on_the_road, solve_loan, standing,
        work_out_loan,
    },
    refusal::{Concern, Refusal},
    rights::Right,
    tax::{CatalogueListing, PowerSource, TaxRules, VatCategory, vat_split},
    vehicles::{Vehicle, VehicleCost},
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreError, StoreFacts, rows};
use ts_rs::TS;

use super::limit;
use crate::{
    Desk,
    catalogue::{Shelf, Tongue},
    clock,
    error::RpcError,
};

/// How long a quote holds unless the consultant says otherwise.
const DAYS_VALID: u64 = 7;

#[derive(Debug, Deserialize, TS)]
pub struct WorkOutArgs {
    pub inputs: QuoteInputs,
}

/// A loan plan reckoned, or why it cannot be.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LoanAnswer {
    pub figures: Option<LoanFigures>,
    pub refusal: Option<FieldRefusal>,
}

/// A refusal on a field of the plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldRefusal {
    pub field: Option<String>,
    #[serde(flatten)]
    pub why: Concern,
}

impl From<Refusal> for FieldRefusal {
    fn from(refusal: Refusal) -> Self {
        Self {
            field: refusal.field,
            why: Concern {
                code: refusal.code,
                values: refusal.values,
            },
        }
    }
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkedOut {
    pub quote: OnTheRoad,
    pub loans: Vec<LoanAnswer>,
    /// Where the price stands for whoever types.
    pub standing: Standing,
    /// By right only, and only for a car whose cost is known.
    pub gross: Option<Fen>,
}

/// The rules that hold here now; a version that is not known is said on its line, and asked.
fn policies(connection: &Connection) -> Result<Policies, StoreError> {
    let facts = StoreFacts::new(connection);
    Policies::in_force(&facts).map_err(|_| facts.breakage())
}

fn too_large() -> RpcError {
    RpcError::refused("amountTooLarge")
}

pub fn work_out(desk: &Desk, asked: WorkOutArgs) -> Result<WorkedOut, RpcError> {
    let (store, session) = desk.with_right(Right::MakeQuotes)?;
    let sees_gross = session.rights(&store)?.has(Right::SeeGross);
    let today = clock::now().date_in(store.zone);
    let inputs = &asked.inputs;
    store.store.read(|connection| {
        let policies = policies(connection)?;
        let quote = on_the_road(inputs, &policies).map_err(|_| too_large())?;
        let loans = inputs
            .loans
            .iter()
            .map(|plan| answer(work_out_loan(plan, inputs, today, &policies)))
            .collect();
        let floor = match inputs.car.vehicle {
            Some(vehicle) => rows::entity::<DiscountFloor>(connection, vehicle)?,
            None => None,
        };
        Ok(WorkedOut {
            standing: standing(
                limit(connection, session.person)?,
                inputs.car.guide_price,
                inputs.discount,
                floor.map(|row| row.floor),
            ),
            gross: if sees_gross {
                gross(
                    connection,
                    inputs.car.vehicle,
                    quote.car_price,
                    inputs.invoiced_on,
                )?
            } else {
                None
            },
            loans,
            quote,
        })
    })
}

fn answer(reckoned: Result<LoanFigures, Refusal>) -> LoanAnswer {
    match reckoned {
        Ok(figures) => LoanAnswer {
            figures: Some(figures),
            refusal: None,
        },
        Err(refusal) => LoanAnswer {
            figures: None,
            refusal: Some(refusal.into()),
        },
    }
}

/// 单车毛利 while desking: price without VAT less cost without VAT. None while the cost or the rate
/// of the day is not known.
pub(super) fn gross(
    connection: &Connection,
    vehicle: Option<VehicleId>,
    price: Fen,
    on: NaiveDate,
) -> Result<Option<Fen>, RpcError> {
    let Some(vehicle) = vehicle else {
        return Ok(None);
    };
    let Some(cost) = rows::entity::<VehicleCost>(connection, vehicle)? else {
        return Ok(None);
    };
    let rules: Arc<TaxRules> = store::rules_in_force(connection)?;
    let net = |sum: Fen| {
        vat_split(sum, VatCategory::GoodsAndRepair, on, &rules)
            .ok()
            .map(|split| split.net)
    };
    Ok(cost
        .purchase_price
        .checked_add(cost.extras)
        .and_then(net)
        .and_then(|cost| net(price)?.checked_sub(cost)))
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SolveArgs {
    /// The quote that the plan belongs to.
    pub inputs: QuoteInputs,
    pub plan: LoanInputs,
    pub question: LoanQuestion,
}

/// The plan with the unknown filled in, its figures, and each month's payment.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Solved {
    pub plan: LoanInputs,
    pub figures: LoanFigures,
    pub schedule: Schedule,
}

pub fn loans(desk: &Desk, asked: SolveArgs) -> Result<Solved, RpcError> {
    let (store, _) = desk.with_right(Right::MakeQuotes)?;
    let today = clock::now().date_in(store.zone);
    let car_price = asked.inputs.car_price().ok_or_else(too_large)?;
    let plan = solve_loan(&asked.plan, car_price, asked.question)?;
    let policies = store.store.read(policies)?;
    Ok(Solved {
        figures: work_out_loan(&plan, &asked.inputs, today, &policies)?,
        schedule: plan.schedule(car_price)?,
        plan,
    })
}

#[derive(Debug, Deserialize, TS)]
pub struct BeginArgs {
    pub vehicle: Option<VehicleId>,
    pub customer: Option<CustomerId>,
    /// A version of the catalogue, where no car is at hand.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub model: Option<ModelId>,
}

/// So many seats has a car of which nothing is known.
const USUAL_SEATS: u32 = 5;

/// A new quote to start from: the car and customer at hand, and otherwise what was said last time.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Begun {
    pub inputs: QuoteInputs,
    pub valid_until: NaiveDate,
}

pub fn begin(desk: &Desk, asked: BeginArgs) -> Result<Begun, RpcError> {
    let (store, session) = desk.with_right(Right::MakeQuotes)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let last = rows::select::<Quote>(
            connection,
            "where consultant = ?1 order by changed_at desc limit 1",
            [session.person.0.as_bytes().as_slice()],
        )?
        .into_iter()
        .next();
        let vehicle = match asked.vehicle {
            Some(vehicle) => rows::entity::<Vehicle>(connection, vehicle)?,
            None => None,
        };
        let shelf = Shelf::load(connection)?;
        let model = vehicle
            .as_ref()
            .and_then(|car| car.model)
            .or(asked.model)
            .and_then(|model| shelf.model(model));
        let tongue = Tongue::of(&crate::stores::language(desk));
        let car = car(
            vehicle,
            model.map(|model| (model, shelf.name(model, tongue))),
        );
        let dealership: Vec<domain::dealerships::Dealership> = rows::all(connection)?;
        let home = dealership
            .first()
            .and_then(|dealership| Province::from_name(&dealership.address))
            .unwrap_or(Province::Beijing);
        Ok(Begun {
            inputs: fresh(car, asked.customer, last, home, today),
            valid_until: today
                .checked_add_days(Days::new(DAYS_VALID))
                .unwrap_or(today),
        })
    })
}

/// What the car says of itself comes first, then what the catalogue says of its version.
fn car(vehicle: Option<Vehicle>, model: Option<(&Model, String)>) -> CarInputs {
    let figures = model.as_ref().map(|(model, _)| &model.figures.0);
    CarInputs {
        vehicle: vehicle.as_ref().map(|car| car.id),
        model: model.as_ref().map(|(model, _)| model.id),
        guide_price: vehicle
            .as_ref()
            .and_then(|car| car.guide_price)
            .or(model.as_ref().map(|(model, _)| model.guide_price))
            .unwrap_or_default(),
        power: figures.map_or(PowerSource::Fuel, ModelFigures::power_source),
        displacement_ml: figures
            .and_then(|figures| figures.displacement_ml)
            .unwrap_or(0),
        seats: figures.map_or(USUAL_SEATS, |figures| figures.seats),
        listing: figures.map_or(CatalogueListing::NotNewEnergy, ModelFigures::listing),
        description: vehicle
            .as_ref()
            .map(|car| car.description.clone())
            .or(model.map(|(_, name)| name))
            .unwrap_or_default(),
        exterior_colour: vehicle.map_or_else(String::new, |car| car.exterior_colour),
    }
}

fn fresh(
    car: CarInputs,
    customer: Option<CustomerId>,
    last: Option<Quote>,
    home: Province,
    today: NaiveDate,
) -> QuoteInputs {
    let last = last.map(|quote| quote.inputs.0);
    QuoteInputs {
        car,
        customer,
        customer_name: String::new(),
        buyer: BuyerKind::Person,
        discount: Fen::ZERO,
        discount_reason: String::new(),
        promotions: Vec::new(),
        province: last.as_ref().map_or(home, |last| last.province),
        plate_city: last
            .as_ref()
            .map_or_else(String::new, |last| last.plate_city.clone()),
        invoiced_on: today,
        compulsory: CompulsoryCover::Tariff,
        covers: Vec::new(),
        plate: last.as_ref().and_then(|last| last.plate.clone()),
        accessories: Vec::new(),
        services: last.map_or_else(Vec::new, |last| last.services),
        others: Vec::new(),
        by_hand: ByHand::default(),
        trade_in: None,
        loans: Vec::new(),
    }
}
