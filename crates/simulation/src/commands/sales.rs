//! A sales day in any order: cars, customers, orders, money and the cash day.

use domain::{
    Command,
    attentions::Attention,
    cash_days::CashDay,
    customers::{Customer, CustomerField},
    orders::Order,
    payments::Payment,
    time::Timestamp,
    vehicles::Vehicle,
};
use serde_json::{Value, json};

use super::Drawing;
use crate::desk::ZONE;

/// Prices in fen: 200,000 yuan, and what is paid in advance.
const PRICE: i64 = 20_000_000;
const ADVANCE: i64 = 1_000_000;

impl Drawing<'_> {
    /// What goes on around a sale.
    pub(super) fn sale(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..13 => self.take_into_stock(),
            13..25 => self.add_customer(),
            25..37 => self.amend_customer(),
            37..49 => self.make_order(),
            49..57 => self.with_order("state = 'draft'", "SignContract", |_| json!({})),
            57..65 => self.deposit(),
            65..74 => self.allocate(),
            74..80 => self.pay(),
            80..84 => self.refund(),
            84..86 => self.with_order("vehicle is not null", "ReleaseVehicle", |_| json!({})),
            86..88 => self.with_order(
                "state <> 'cancelled'",
                "CancelOrder",
                |_| json!({"fault": "nobody", "reason": "改变主意"}),
            ),
            88..91 => self.set_price(),
            91..92 => self.erase(),
            92..94 => Self::parsed("OpenCashDay", json!({"openingFloat": 50_000})),
            94..95 => self.close_day(),
            95..97 => self.settle(),
            97..98 => self.change_dealership(),
            _ => self.merge(),
        }
    }

    fn take_into_stock(&mut self) -> Option<Command> {
        let vin = self.chance.one_of(self.vins)?;
        Self::parsed(
            "TakeIntoStock",
            json!({
                "vehicle": self.chance.id(), "vin": vin, "description": "迈腾 380TSI",
                "purpose": "forSale", "source": "maker", "certificate": "inHouse",
                "arrivedOn": self.now.plus(-40 * Timestamp::DAY).date_in(ZONE).to_string(),
                "guidePrice": PRICE,
            }),
        )
    }

    fn add_customer(&mut self) -> Option<Command> {
        let mobile = format!("138001380{:02}", self.chance.below(60));
        Self::parsed(
            "AddCustomer",
            json!({
                "customer": self.chance.id(),
                "details": {"kind": "person", "name": format!("张{}", self.chance.below(1_000)),
                            "mobile": mobile},
            }),
        )
    }

    fn amend_customer(&mut self) -> Option<Command> {
        let customer = self.customer()?;
        let (field, to) = match self.chance.below(4) {
            0 => (
                CustomerField::Address,
                format!("人民路{}号", self.chance.below(99)),
            ),
            1 => (
                CustomerField::Remark,
                format!("喜欢白色 {}", self.chance.below(99)),
            ),
            2 => (CustomerField::Name, format!("李{}", self.chance.below(99))),
            _ => (
                CustomerField::Mobile,
                format!("138001380{:02}", self.chance.below(60)),
            ),
        };
        let from = field.read(&customer);
        Self::parsed(
            "AmendCustomer",
            json!({
                "customer": customer.id,
                "changes": [{"field": field, "from": from, "to": to}],
            }),
        )
    }

    fn make_order(&mut self) -> Option<Command> {
        let customer = self.customer()?;
        Self::parsed(
            "MakeOrder",
            json!({
                "order": self.chance.id(), "customer": customer.id, "guidePrice": PRICE,
                "wanted": "迈腾 380TSI", "advance": "deposit", "advanceAgreed": ADVANCE,
                "lines": [{"kind": "car", "label": "迈腾", "amount": PRICE}],
            }),
        )
    }

    fn with_order(
        &mut self,
        condition: &str,
        name: &str,
        more: impl FnOnce(&mut Self) -> Value,
    ) -> Option<Command> {
        let order: Order = self.any(&format!("where {condition}"))?;
        let mut content = more(self);
        content["order"] = json!(order.id);
        Self::parsed(name, content)
    }

    fn deposit(&mut self) -> Option<Command> {
        self.with_order("state = 'signed'", "TakeDeposit", |drawing| {
            json!({
                "payment": drawing.chance.id(), "kind": "deposit", "amount": ADVANCE,
                "method": "cash",
            })
        })
    }

    fn allocate(&mut self) -> Option<Command> {
        // The same few cars: several desks reach for one.
        let vehicle: Vehicle = self.any("where held_by is null and purpose = 'forSale'")?;
        self.with_order(
            "state in ('signed', 'depositPaid')",
            "AllocateVehicle",
            |_| json!({"vehicle": vehicle.id}),
        )
    }

    fn pay(&mut self) -> Option<Command> {
        self.with_order(
            "state in ('depositPaid', 'allocated', 'ready')",
            "RecordPayment",
            |drawing| {
                let amount = 100_000 * (1 + drawing.chance.below(120) as i64);
                let method = ["cash", "card", "transfer", "weChat"];
                json!({
                    "payment": drawing.chance.id(), "kind": "balance", "amount": amount,
                    "method": drawing.chance.one_of(&method),
                })
            },
        )
    }

    fn refund(&mut self) -> Option<Command> {
        let payment: Payment = self.any("where amount > 0 and refunded < amount")?;
        let rest = payment.amount.0 - payment.refunded.0;
        let amount = if self.chance.percent(50) {
            rest
        } else {
            rest.min(50_000)
        };
        Self::parsed(
            "RefundPayment",
            json!({
                "refund": self.chance.id(), "payment": payment.id, "amount": amount,
                "reason": "多收",
            }),
        )
    }

    fn set_price(&mut self) -> Option<Command> {
        let vehicle: Vehicle = self.any("")?;
        let to = PRICE - 100_000 * self.chance.below(10) as i64;
        Self::parsed(
            "SetAskingPrice",
            json!({"vehicle": vehicle.id, "from": vehicle.asking_price, "to": to}),
        )
    }

    fn erase(&mut self) -> Option<Command> {
        let customer: Customer = self.any("where erased_at is null")?;
        Self::parsed(
            "EraseCustomer",
            json!({"customer": customer.id, "reason": "本人到店申请"}),
        )
    }

    fn merge(&mut self) -> Option<Command> {
        let kept = self.customer()?;
        let taken = self.customer()?;
        Self::parsed(
            "MergeCustomers",
            json!({"merge": self.chance.id(), "kept": kept.id, "taken": taken.id}),
        )
    }

    fn close_day(&mut self) -> Option<Command> {
        let day: CashDay = self.any("where state = 'open'")?;
        Self::parsed(
            "CloseCashDay",
            json!({"day": day.day, "pieces": [], "explanation": "演练"}),
        )
    }

    fn settle(&mut self) -> Option<Command> {
        let attention: Attention = self.any("where state = 'open'")?;
        let way = match attention.kind {
            domain::attentions::AttentionKind::Refused => "discarded",
            domain::attentions::AttentionKind::Concern => "resolved",
        };
        Self::parsed(
            "SettleAttention",
            json!({"attention": attention.id, "way": way, "note": "已看"}),
        )
    }

    fn change_dealership(&mut self) -> Option<Command> {
        let number = self.chance.below(9_999);
        Self::parsed(
            "ChangeDealership",
            json!({"phone": format!("021-5000{number:04}")}),
        )
    }
}
