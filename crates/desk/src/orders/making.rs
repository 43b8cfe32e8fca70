//! What a new order starts from, and what it comes to while it is typed.

use std::sync::Arc;

use domain::{
    command::Stop,
    customers::Customer,
    deposits::{DepositRules, deposit_cap},
    ids::{CustomerId, ModelId, OrderId, PersonId, QuoteId, VehicleId},
    money::{Fen, rmb_capitals},
    orders::{
        Guide, GuideSource, NewOrderLine, Order, OrderLineKind, car_price_of, known_guide,
        lines_of_quote, order_standing, total_of,
    },
    people::{Person, PersonState},
    privacy::{PersonalKind, mask},
    quotes::{Quote, QuoteLine, QuoteState, Standing},
    rights::Right,
    vehicles::Vehicle,
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use super::card::not_found;
use crate::{Desk, clock, error::RpcError, quotes::line_of_order};

#[derive(Debug, Deserialize, TS)]
pub struct BeginOrderArgs {
    pub quote: Option<QuoteId>,
    pub customer: Option<CustomerId>,
    pub vehicle: Option<VehicleId>,
}

/// The quote that an order is made from, as far as its form shows it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteTakenUp {
    pub id: QuoteId,
    pub number: String,
    /// The state today.
    pub state: QuoteState,
    pub total: Fen,
    pub to_house: Fen,
    pub to_elsewhere: Fen,
    /// The name on it, masked.
    pub customer_name: String,
    /// The order that it became already, when that was not cancelled.
    pub order: Option<OrderId>,
    pub order_number: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Seller {
    pub id: PersonId,
    pub name: String,
}

/// What the form of a new order starts with.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderBegun {
    pub quote: Option<QuoteTakenUp>,
    pub customer: Option<CustomerId>,
    /// Masked, with the telephone that tells two of one name apart.
    pub customer_shown: String,
    pub vehicle: Option<VehicleId>,
    pub model: Option<ModelId>,
    /// What the house knows about the guide price; absent where it has to be typed.
    pub guide: Option<Guide>,
    pub wanted: String,
    pub colour: String,
    pub lines: Vec<NewOrderLine>,
    pub consultant: PersonId,
    pub sellers: Vec<Seller>,
}

pub fn begin(desk: &Desk, asked: BeginOrderArgs) -> Result<OrderBegun, RpcError> {
    let (store, session) = desk.with_right(Right::MakeOrders)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let quote = match asked.quote {
            Some(id) => Some(
                rows::entity::<Quote>(connection, id)?
                    .ok_or_else(|| not_found("quote", "quote"))?,
            ),
            None => None,
        };
        let vehicle = match quote.as_ref().map_or(asked.vehicle, |quote| quote.vehicle) {
            Some(id) => rows::entity::<Vehicle>(connection, id)?,
            None => None,
        };
        let customer = match quote
            .as_ref()
            .and_then(|quote| quote.customer)
            .or(asked.customer)
        {
            Some(id) => rows::entity::<Customer>(connection, id)?,
            None => None,
        };
        let lines = match &quote {
            Some(quote) => house_lines(connection, quote)?,
            None => direct_lines(vehicle.as_ref()),
        };
        let model = quote
            .as_ref()
            .and_then(|quote| quote.model)
            .or_else(|| vehicle.as_ref().and_then(|vehicle| vehicle.model));
        let guide = match &quote {
            Some(quote) => Some(Guide {
                price: quote.guide_price,
                source: GuideSource::Quote,
            }),
            None => known_guide(
                &StoreFacts::new(connection),
                vehicle.as_ref().map(|vehicle| vehicle.id),
                model,
            )
            .map_err(stopped)?,
        };
        let sellers = rows::all::<Person>(connection)?
            .into_iter()
            .filter(|person| person.state == PersonState::Working)
            .map(|person| Seller {
                id: person.id,
                name: person.name,
            })
            .collect();
        let colour = quote
            .as_ref()
            .map(|quote| quote.inputs.0.car.exterior_colour.clone())
            .filter(|colour| !colour.is_empty())
            .or_else(|| {
                vehicle
                    .as_ref()
                    .map(|vehicle| vehicle.exterior_colour.clone())
            });
        Ok(OrderBegun {
            customer: customer.as_ref().map(|customer| customer.id),
            customer_shown: customer.as_ref().map_or_else(String::new, shown),
            vehicle: vehicle.as_ref().map(|vehicle| vehicle.id),
            model,
            guide,
            wanted: quote
                .as_ref()
                .map(|quote| quote.description.clone())
                .or_else(|| vehicle.as_ref().map(|vehicle| vehicle.description.clone()))
                .unwrap_or_default(),
            colour: colour.unwrap_or_default(),
            lines,
            consultant: quote
                .as_ref()
                .map_or(session.person, |quote| quote.consultant),
            sellers,
            quote: match quote {
                Some(quote) => Some(taken_up(connection, quote, today)?),
                None => None,
            },
        })
    })
}

fn shown(customer: &Customer) -> String {
    let phone = customer
        .mobile
        .as_ref()
        .map_or_else(|| customer.other_phone.clone(), ToString::to_string);
    format!(
        "{} {}",
        mask(PersonalKind::Name, &customer.name),
        mask(PersonalKind::Mobile, &phone)
    )
    .trim()
    .to_owned()
}

/// What a quote says is paid to the house, as lines of an order in the language of its papers.
fn house_lines(connection: &Connection, quote: &Quote) -> Result<Vec<NewOrderLine>, RpcError> {
    let lines = rows::select::<QuoteLine>(
        connection,
        "where quote = ?1 order by position",
        params![quote.id.0.as_bytes()],
    )?;
    Ok(lines_of_quote(&lines, |line| {
        line_of_order(line, &quote.language)
    }))
}

fn direct_lines(vehicle: Option<&Vehicle>) -> Vec<NewOrderLine> {
    let Some(vehicle) = vehicle else {
        return Vec::new();
    };
    vec![NewOrderLine {
        kind: OrderLineKind::Car,
        label: vehicle.description.clone(),
        amount: vehicle
            .asking_price
            .or(vehicle.guide_price)
            .unwrap_or_default(),
    }]
}

fn taken_up(
    connection: &Connection,
    quote: Quote,
    today: chrono::NaiveDate,
) -> Result<QuoteTakenUp, RpcError> {
    let order = rows::select::<Order>(
        connection,
        "where quote = ?1 order by made_at",
        params![quote.id.0.as_bytes()],
    )?
    .into_iter()
    .find(|order| !order.state.is_cancelled());
    Ok(QuoteTakenUp {
        id: quote.id,
        state: quote.state_on(today),
        total: quote.total,
        to_house: quote.to_house,
        to_elsewhere: quote.to_elsewhere,
        customer_name: mask(PersonalKind::Name, &quote.customer_name),
        number: quote.number,
        order: order.as_ref().map(|order| order.id),
        order_number: order.map_or_else(String::new, |order| order.number),
    })
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkOutOrderArgs {
    pub lines: Vec<NewOrderLine>,
    pub vehicle: Option<VehicleId>,
    #[serde(default)]
    pub model: Option<ModelId>,
    /// The guide price as it is typed, where the house knows none.
    #[serde(default)]
    pub guide_price: Option<Fen>,
    pub quote: Option<QuoteId>,
}

/// What the lines come to, reckoned where the rule of the order reckons it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderWorkedOut {
    pub total: Fen,
    /// The total in capitals.
    pub capitals: String,
    /// The most that may be 定金; absent while no rule is known for the day.
    pub deposit_cap: Option<Fen>,
    /// All that the car is asked for below its guide price; absent while that is not known.
    pub discount: Option<Fen>,
    /// Where the price stands for whoever asks; a quote was within authority when it was issued.
    pub standing: Option<Standing>,
}

fn stopped(stop: Stop) -> RpcError {
    match stop {
        Stop::Refused(refusal) => refusal.into(),
        Stop::Missing => RpcError::failed("storeBroken"),
    }
}

pub fn work_out(desk: &Desk, asked: WorkOutOrderArgs) -> Result<OrderWorkedOut, RpcError> {
    let (store, session) = desk.with_right(Right::MakeOrders)?;
    let today = clock::now().date_in(store.zone);
    let total = total_of(&asked.lines).map_err(stopped)?;
    let car_price = car_price_of(&asked.lines).map_err(stopped)?;
    let (deposits, discount, standing) = store.store.read(|connection| {
        let facts = StoreFacts::new(connection);
        let deposits: Arc<DepositRules> = store::rules_in_force(connection)?;
        if let Some(quote) = asked.quote {
            let quote = rows::entity::<Quote>(connection, quote)?;
            return Ok((deposits, quote.map(|quote| quote.discount), None));
        }
        let guide = known_guide(&facts, asked.vehicle, asked.model).map_err(stopped)?;
        let Some(price) = guide.map(|guide| guide.price).or(asked.guide_price) else {
            return Ok((deposits, None, None));
        };
        let standing = order_standing(&facts, session.person, asked.vehicle, price, car_price)
            .map_err(|_| RpcError::failed("storeBroken"))?;
        let discount = price.checked_sub(car_price);
        Ok::<_, RpcError>((deposits, discount, Some(standing)))
    })?;
    Ok(OrderWorkedOut {
        total,
        capitals: rmb_capitals(total),
        deposit_cap: deposit_cap(total, today, &deposits).ok(),
        discount,
        standing,
    })
}
