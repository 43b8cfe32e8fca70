//! What an order takes over from a quote.

use super::{NewOrderLine, Order, OrderLineKind, OrderRefusal, OrderState, required};
use crate::{
    command::Stop,
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{CustomerId, PersonId, QuoteId},
    money::Fen,
    promotions,
    quotes::{Approval, ApprovalState, LineKind, PaidTo, Quote, QuoteLine, QuoteState, Standing},
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

/// The quote that an order is made from, accepted by this very decision. The order must ask for
/// exactly what the quote says is paid to the house, and for the same price of the car.
pub(super) fn taken_up(
    facts: &dyn Facts,
    context: &Context,
    quote: QuoteId,
    customer: CustomerId,
    car_price: Fen,
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
    promotions::still_taken(facts, &found)?;
    if total != found.to_house {
        return Err(OrderRefusal::QuoteSumDiffers {
            quote: found.to_house,
            lines: total,
        }
        .into());
    }
    if car_price != found.car_price {
        return Err(OrderRefusal::QuoteSumDiffers {
            quote: found.car_price,
            lines: car_price,
        }
        .into());
    }
    Ok(Quote {
        customer: found.customer.or(Some(customer)),
        ..found
    })
}

/// The state that a new order begins in.
pub(super) const fn beginning(standing: Standing) -> OrderState {
    match standing {
        Standing::Within { .. } => OrderState::Draft,
        Standing::BeyondShare { .. } | Standing::BelowFloor { .. } => OrderState::ApprovalWaiting,
    }
}

/// The manager whose word the price of a quote rests on, where it needed one.
pub(super) fn approver_of(facts: &dyn Facts, quote: &Quote) -> Result<Option<PersonId>, Missing> {
    let Some(approval) = quote.approval else {
        return Ok(None);
    };
    Ok(facts
        .get::<Approval>(approval)?
        .filter(|approval| approval.state == ApprovalState::Approved)
        .and_then(|approval| approval.decided_by))
}
