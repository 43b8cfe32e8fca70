//! What an order takes over from a quote, and how far its giver may go without one.

use super::{NewOrderLine, Order, OrderLineKind, OrderRefusal, OrderState};
use crate::{
    command::Stop,
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{CustomerId, PersonId, QuoteId, VehicleId},
    money::Fen,
    orders::{LineGroup, required},
    quotes::{LineKind, PaidTo, Quote, QuoteLine, QuoteState, Standing, standing_of},
    refusal::GeneralRefusal,
    vehicles::Vehicle,
};

/// What a line of a quote is called on an order.
const fn kind_of(kind: LineKind) -> OrderLineKind {
    match kind {
        LineKind::Car => OrderLineKind::Car,
        LineKind::Discount => OrderLineKind::Discount,
        LineKind::PurchaseTax => OrderLineKind::PurchaseTax,
        LineKind::CompulsoryInsurance | LineKind::CommercialInsurance => OrderLineKind::Insurance,
        LineKind::VesselTax => OrderLineKind::VehicleTax,
        LineKind::Plate => OrderLineKind::Registration,
        LineKind::Accessory => OrderLineKind::Accessory,
        LineKind::ServiceFee => OrderLineKind::Service,
        // The dealer's own tax on dear cars has no kind of its own on a contract.
        LineKind::LuxuryTax | LineKind::Other => OrderLineKind::Other,
    }
}

/// The lines of an order made from a quote: what is paid to the house, in the quote's order. `named`
/// gives the words of a line.
pub fn lines_of_quote(
    lines: &[QuoteLine],
    named: impl Fn(&QuoteLine) -> String,
) -> Vec<NewOrderLine> {
    lines
        .iter()
        .filter(|line| line.paid_to == PaidTo::House)
        .map(|line| NewOrderLine {
            kind: kind_of(line.kind),
            label: named(line),
            amount: line.amount,
        })
        .collect()
}

fn sum_of(
    lines: &[NewOrderLine],
    which: impl Fn(OrderLineKind) -> bool,
) -> Result<Fen, GeneralRefusal> {
    Fen::sum(
        lines
            .iter()
            .filter(|line| which(line.kind))
            .map(|line| line.amount),
    )
    .ok_or_else(|| GeneralRefusal::MoneyOutOfRange {
        field: "lines".to_owned(),
    })
}

/// The quote that an order is made from, accepted by this very decision. The order must ask for
/// exactly what the quote says is paid to the house, and for the same price of the car.
pub(super) fn taken_up(
    facts: &dyn Facts,
    context: &Context,
    quote: QuoteId,
    customer: CustomerId,
    lines: &[NewOrderLine],
    total: Fen,
) -> Result<Quote, Stop> {
    let found: Quote = required(facts, quote, "quote")?;
    let standing_order = facts
        .by::<Order>(Order::BY_QUOTE, [Some(quote).to_value()])?
        .into_iter()
        .find(|order| !order.state.is_cancelled());
    if let Some(order) = standing_order {
        return Err(OrderRefusal::QuoteHasOrder {
            order_number: order.number,
            order: order.id,
        }
        .into());
    }
    let found = match found.state_on(context.today()) {
        QuoteState::Accepted => found,
        QuoteState::Issued
        | QuoteState::Draft
        | QuoteState::ApprovalWaiting
        | QuoteState::Approved
        | QuoteState::Expired
        | QuoteState::Withdrawn => found.accepted(context.today(), context.made_at)?,
    };
    if total != found.to_house {
        return Err(OrderRefusal::QuoteSumDiffers {
            quote: found.to_house,
            lines: total,
        }
        .into());
    }
    let car = sum_of(lines, |kind| kind.group() == LineGroup::Car)?;
    if car != found.car_price {
        return Err(OrderRefusal::QuoteSumDiffers {
            quote: found.car_price,
            lines: car,
        }
        .into());
    }
    Ok(Quote {
        customer: found.customer.or(Some(customer)),
        ..found
    })
}

/// Where the price of an order without a quote stands for a person: the discount is what its lines
/// take off, and what the car is asked for below its guide price.
pub fn order_standing(
    facts: &dyn Facts,
    person: PersonId,
    vehicle: Option<VehicleId>,
    lines: &[NewOrderLine],
) -> Result<Standing, Stop> {
    let too_large = || GeneralRefusal::MoneyOutOfRange {
        field: "lines".to_owned(),
    };
    let asked = sum_of(lines, |kind| kind == OrderLineKind::Car)?;
    let price = sum_of(lines, |kind| kind.group() == LineGroup::Car)?;
    let guide_price = match vehicle {
        Some(vehicle) => required::<Vehicle>(facts, vehicle, "vehicle")?
            .guide_price
            .filter(|guide| *guide > asked),
        None => None,
    }
    .unwrap_or(asked);
    let discount = guide_price.checked_sub(price).ok_or_else(too_large)?;
    Ok(standing_of(facts, person, vehicle, guide_price, discount)?)
}

/// The state that a new order begins in.
pub(super) const fn beginning(standing: Standing) -> OrderState {
    match standing {
        Standing::Within { .. } => OrderState::Draft,
        Standing::BeyondShare { .. } | Standing::BelowFloor { .. } => OrderState::ApprovalWaiting,
    }
}
