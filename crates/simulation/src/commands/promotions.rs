//! Promotions with a budget for few, coupons with few codes, and the quotes that take them: two desks without a line give
//! away the same yuan and redeem the same coupon.

use chrono::NaiveDate;
use domain::{
    Command,
    dated::Policies,
    ids::{CustomerId, QuoteId},
    money::Fen,
    promotions::{Benefit, Coupon, Promotion, PromotionUse},
    quotes::{Quote, QuoteInputs, SaveQuote, StatedFigures, StatedLine, on_the_road},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Drawing;
use crate::desk::ZONE;

/// 200,000 yuan, in fen.
const GUIDE_PRICE: i64 = 20_000_000;
const CODES: u64 = 2;
/// Quotes in the making on the first morning.
const QUOTES: u64 = 4;

/// One that needs a coupon and one that does not, each with a budget for three, and quotes in the making.
pub(super) fn promotions(today: NaiveDate, mut id: impl FnMut() -> Uuid) -> Vec<Command> {
    let (celebration, mats) = (id(), id());
    let coupons: Vec<Value> = (1..=CODES).map(|n| json!({"code": code(n)})).collect();
    let set = |promotion: Uuid, name: &str, benefit: Value, with_coupon: bool, budget: i64| {
        let content = json!({
            "promotion": promotion, "name": name, "validFrom": today, "validUntil": "2026-12-31",
            "benefit": benefit, "stacking": "withOtherKinds", "withCoupon": with_coupon,
            "budget": budget,
        });
        ("SetPromotion", content)
    };
    let given = [
        set(
            celebration,
            "周年庆",
            json!({"kind": "moneyOff", "amount": 500_000}),
            true,
            1_500_000,
        ),
        ("StartPromotion", json!({"promotion": celebration})),
        (
            "IssueCoupons",
            json!({"promotion": celebration, "coupons": coupons}),
        ),
        set(
            mats,
            "脚垫",
            json!({"kind": "accessory", "name": "脚垫", "value": 80_000}),
            false,
            240_000,
        ),
        ("StartPromotion", json!({"promotion": mats})),
    ];
    let given = given
        .into_iter()
        .filter_map(|(name, content)| Drawing::parsed(name, content));
    let quotes = (0..QUOTES).filter_map(|_| saved(QuoteId(id()), inputs(None, today), today));
    given.chain(quotes).collect()
}

fn code(number: u64) -> String {
    format!("QUAN{number:04}")
}

impl Drawing<'_> {
    pub(super) fn promoted(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..22 => self.save_quote(),
            22..76 => self.take_promotion(),
            76..84 => {
                let used: PromotionUse = self.any("where state = 'taken'")?;
                Self::parsed("PutPromotionBack", json!({"taken": used.id}))
            }
            84..91 => {
                let quote: Quote = self.any("where state <> 'withdrawn'")?;
                Self::parsed(
                    "WithdrawQuote",
                    json!({"quote": quote.id, "words": "客户改变主意"}),
                )
            }
            91..98 => {
                let quote: Quote = self.any("where state = 'draft'")?;
                Self::parsed("IssueQuote", json!({"quote": quote.id}))
            }
            _ => {
                let coupon: Coupon = self.any("where state = 'issued'")?;
                Self::parsed("VoidCoupon", json!({"code": coupon.code, "reason": "遗失"}))
            }
        }
    }

    /// A new quote, or one in the making with what it has taken.
    fn save_quote(&mut self) -> Option<Command> {
        let today = self.now.date_in(ZONE);
        let old = if self.chance.percent(30) {
            self.any::<Quote>("where state = 'draft'")
        } else {
            None
        };
        let (quote, mut inputs) = match old {
            Some(old) => (old.id, old.inputs.0),
            None => (
                QuoteId(self.chance.id()),
                inputs(Some(self.customer()?.id), today),
            ),
        };
        inputs.discount = Fen(self.chance.below(3) as i64 * 10_000);
        saved(quote, inputs, today)
    }

    fn take_promotion(&mut self) -> Option<Command> {
        let quote: Quote = self.any("where state = 'draft'")?;
        let promotion: Promotion = self.any("where state = 'running'")?;
        let amount = match &promotion.benefit.0 {
            Benefit::MoneyOff { amount } => amount.0,
            Benefit::Percent { .. } | Benefit::Accessory { .. } => 0,
        };
        let mut content = json!({
            "taken": self.chance.id(), "quote": quote.id, "promotion": promotion.id,
            "amount": amount,
        });
        if promotion.with_coupon {
            content["coupon"] = json!(code(1 + self.chance.below(CODES)));
        }
        Self::parsed("TakePromotion", content)
    }
}

fn inputs(customer: Option<CustomerId>, today: NaiveDate) -> QuoteInputs {
    serde_json::from_value(json!({
        "car": {
            "description": "比亚迪 汉EV", "guidePrice": GUIDE_PRICE, "power": "batteryElectric",
            "seats": 5, "listing": "newEnergyListed",
        },
        "customer": customer, "customerName": "王小明", "buyer": "person", "discountReason": "老客户",
        "province": "beijing", "invoicedOn": today, "compulsory": {"kind": "tariff"},
    }))
    .expect("what a quote is reckoned from")
}

fn saved(quote: QuoteId, inputs: QuoteInputs, today: NaiveDate) -> Option<Command> {
    let worked = on_the_road(&inputs, Policies::shipped()).ok()?;
    let lines = worked.lines.iter().map(|line| StatedLine {
        kind: line.kind,
        amount: line.amount,
    });
    Some(Command::SaveQuote(SaveQuote {
        quote,
        number: String::new(),
        valid_until: today + chrono::Days::new(7),
        language: "zh-CN".to_owned(),
        remark: String::new(),
        stated: StatedFigures {
            lines: lines.collect(),
            total: worked.total,
            loans: Vec::new(),
        },
        inputs,
    }))
}
