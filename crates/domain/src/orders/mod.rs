//! Orders: from the first draft over contract, car and hand-over to the call some days later.

mod allocate_vehicle;
mod approvals;
mod cancel_order;
mod deliver_vehicle;
mod facts;
mod finance;
mod follow_up;
mod from_quote;
mod guide;
mod handover;
mod inspection;
mod insurance;
mod invoices;
mod lines;
mod make_order;
mod missing;
mod plates;
mod refusals;
mod release_vehicle;
mod request_order;
mod sign_contract;
mod states;

#[cfg(test)]
mod guide_tests;
#[cfg(test)]
pub(crate) mod house;
#[cfg(test)]
mod lead_tests;
#[cfg(test)]
mod request_tests;
#[cfg(test)]
mod tests;

pub use allocate_vehicle::AllocateVehicle;
pub use approvals::{AskOrderApproval, DecideOrderApproval, OrderVerdict};
pub use cancel_order::{CancelOrder, Settlement, settlement};
pub use deliver_vehicle::DeliverVehicle;
pub use finance::RecordFinanceDecision;
pub use follow_up::RecordFollowUp;
pub use from_quote::lines_of_quote;
pub use guide::{Guide, GuideSource, car_price_of, known_guide, order_standing};
pub use handover::{HandoverGroup, HandoverItem, HandoverState, HandoverTick};
pub use inspection::{InspectionResult, RecordInspection};
pub use insurance::RecordInsurance;
pub use invoices::{Invoice, RecordInvoice, RecordRedLetter};
pub use lines::{LineGroup, NewOrderLine, OrderLine, OrderLineKind, total_of};
pub use make_order::MakeOrder;
pub use missing::{MissingItem, Picture, missing_for, settled};
pub use plates::RecordPlate;
pub use refusals::{OrderConcern, OrderRefusal};
pub use release_vehicle::ReleaseVehicle;
pub use request_order::RequestOrder;
pub use sign_contract::SignContract;
pub use states::{
    Fault, FinanceState, InspectionState, InsuranceState, InvoiceState, OrderApproval, OrderState,
    OrderStep,
};

pub(crate) use facts::{open_order, order_account, order_picture, put_order, required};

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    deposits::AdvanceKind,
    entity::{ColumnKind, ColumnValue, Json, Value, ValueError},
    ids::{CustomerId, ModelId, OrderId, PersonId, QuoteId, VehicleId},
    money::Fen,
    time::Timestamp,
};

/// A sale, from its draft on. Every amount that any paper or list shows about it is `total`, or a
/// figure of its account; nothing is added up anywhere else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "sales_order",
    index(number),
    index(state, consultant, made_on, total, made_at),
    index(customer),
    index(consultant),
    index(quote),
    index(vehicle),
    index(model),
    index(made_on)
)]
pub struct Order {
    pub id: OrderId,
    pub number: String,
    /// Empty until the contract is signed.
    pub contract_number: String,
    pub state: OrderState,
    pub customer: CustomerId,
    pub consultant: PersonId,
    pub quote: Option<QuoteId>,
    /// The catalogue's model that is wanted, when it is known there.
    pub model: Option<ModelId>,
    /// The car that is wanted, in words.
    pub wanted: String,
    /// The car of the stock that the price was agreed for; it is not held by this.
    pub wanted_vehicle: Option<VehicleId>,
    pub colour: String,
    /// The guide price at making, which the discount is measured from.
    pub guide_price: Fen,
    pub guide_source: GuideSource,
    /// What is asked for the car itself; the sum of its lines.
    pub car_price: Fen,
    /// The sum of the lines, VAT included, less what is set off: what the customer has to pay.
    pub total: Fen,
    /// What the advance is called on the contract.
    pub advance: AdvanceKind,
    /// The advance that was agreed; nought when none was.
    pub advance_agreed: Fen,
    pub promised_on: Option<NaiveDate>,
    pub approval: OrderApproval,
    /// Why the discount is asked for, for the manager.
    pub approval_words: String,
    /// What the manager answered.
    pub approval_answer: String,
    pub approved_by: Option<PersonId>,
    pub signed_at: Option<Timestamp>,
    /// The car that is held for it, or that it was fulfilled with.
    pub vehicle: Option<VehicleId>,
    pub allocated_by: Option<PersonId>,
    pub allocated_at: Option<Timestamp>,
    pub finance: FinanceState,
    pub lender: String,
    /// What the lender pays; nought without a loan.
    pub loan: Fen,
    pub insurance: InsuranceState,
    pub insurer: String,
    pub policy_number: String,
    /// Last day of the compulsory cover.
    pub insured_until: Option<NaiveDate>,
    pub invoice: InvoiceState,
    pub invoice_number: String,
    pub invoiced_on: Option<NaiveDate>,
    pub inspection: InspectionState,
    pub inspection_remark: String,
    pub inspected_at: Option<Timestamp>,
    #[column(personal = Plate)]
    pub plate: String,
    /// Last day of the temporary plate 临牌, while there is no lasting one.
    pub temporary_plate_until: Option<NaiveDate>,
    pub handover_number: String,
    pub handover: Json<Vec<HandoverTick>>,
    pub handover_place: String,
    /// Charge or fuel at the hand-over, in words.
    pub charge_or_fuel: String,
    pub delivered_at: Option<Timestamp>,
    pub followed_up_at: Option<Timestamp>,
    pub cancelled_at: Option<Timestamp>,
    pub cancel_reason: String,
    pub fault: Option<Fault>,
    pub remark: String,
    /// The dealership's calendar day on which it was made.
    pub made_on: NaiveDate,
    pub made_at: Timestamp,
}

impl Order {
    /// The car's lasting plate; empty while it has none, or only a temporary one.
    pub fn lasting_plate(&self) -> &str {
        match self.temporary_plate_until {
            Some(_) => "",
            None => &self.plate,
        }
    }
}

/// The advance's word, as a column.
impl ColumnValue for AdvanceKind {
    const KIND: ColumnKind = ColumnKind::Text;

    fn to_value(&self) -> Value {
        Value::Text(
            match self {
                Self::Deposit => "deposit",
                Self::Prepayment => "prepayment",
            }
            .to_owned(),
        )
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        match value.text()? {
            "deposit" => Ok(Self::Deposit),
            "prepayment" => Ok(Self::Prepayment),
            _ => Err(ValueError::expected("an advance", value)),
        }
    }
}
