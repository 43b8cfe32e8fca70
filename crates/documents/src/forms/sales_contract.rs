//! 汽车买卖合同, the contract of sale.

use super::{
    Consultant, Contents, Dealership, Form, Gift, Party, PriceLine, Vehicle, less, sums_to,
};
use crate::DocumentError;
use domain::money::{Fen, Rate};
use serde::{Deserialize, Serialize};

/// Everything a contract of sale states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SalesContract {
    /// Contract number.
    pub number: String,
    /// Day of signing; absent leaves a blank to be filled in by hand.
    #[serde(default)]
    pub signed_on: Option<String>,
    /// Place of signing.
    pub signed_at: String,
    /// The seller.
    pub dealership: Dealership,
    /// The buyer.
    pub buyer: Party,
    /// The seller's consultant.
    pub consultant: Consultant,
    /// The car.
    pub vehicle: Vehicle,
    /// 厂家指导价, including VAT.
    pub guide_price: Fen,
    /// 车辆成交价, including VAT.
    pub car_price: Fen,
    /// The car's price without VAT.
    pub car_price_net: Fen,
    /// VAT in the car's price.
    pub car_price_vat: Fen,
    /// Accessories and services that the buyer chose to buy from the seller.
    #[serde(default)]
    pub extras: Vec<PriceLine>,
    /// Taxes, insurance and fees that the seller only passes on.
    #[serde(default)]
    pub passed_on: Vec<PriceLine>,
    /// Car, extras and what is passed on.
    pub total: Fen,
    /// The buyer's old car, taken in payment.
    #[serde(default)]
    pub trade_in: Option<TradeIn>,
    /// What the buyer has to pay: the total less the old car's value.
    pub payable: Fen,
    /// 定金 or 订金.
    #[serde(default)]
    pub deposit: Option<Deposit>,
    /// When what is to be paid; the deposit is the first of them.
    pub payments: Vec<PaymentStep>,
    /// The loan, when one is applied for.
    #[serde(default)]
    pub loan: Option<ContractLoan>,
    /// Where and until when the car is handed over.
    pub delivery: Delivery,
    /// 三包 and the maker's warranty.
    pub warranty: Warranty,
    /// What the buyer must know about this car before signing.
    #[serde(default)]
    pub disclosures: Vec<Disclosure>,
    /// What comes with the car without charge.
    #[serde(default)]
    pub gifts: Vec<Gift>,
    /// Subsidies that may be granted by others; never part of the price.
    #[serde(default)]
    pub expected_subsidies: Vec<PriceLine>,
    /// Where disputes go.
    pub disputes: Disputes,
    /// What the parties agreed besides.
    #[serde(default)]
    pub supplements: Vec<String>,
    /// How many originals are made.
    pub copies: i64,
}

/// 置换: the buyer's old car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TradeIn {
    /// Brand and model.
    pub vehicle: String,
    /// Its plate.
    pub plate: String,
    /// Its VIN.
    pub vin: String,
    /// Odometer reading in kilometres.
    pub odometer_km: i64,
    /// Agreed price.
    pub price: Fen,
    /// What the seller pays off to a lender out of it.
    pub payoff: Fen,
    /// What is set off against the new car: price less payoff.
    pub offset: Fen,
}

/// The exact word decides what happens when the sale fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DepositKind {
    /// 定金: binding for both sides (民法典 586-588).
    Binding,
    /// 订金: a prepayment, refundable.
    Prepayment,
}

/// The deposit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deposit {
    /// 定金 or 订金.
    pub kind: DepositKind,
    /// Amount.
    pub amount: Fen,
    /// When it is due.
    pub due_on: String,
}

/// One payment of the buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentStep {
    /// What it is: 定金, 首付款, 贷款, 尾款.
    pub name: String,
    /// When, as a day or in words.
    pub due: String,
    /// How: transfer, card, paid by the lender.
    pub method: String,
    /// Amount.
    pub amount: Fen,
}

/// The loan that the contract counts on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContractLoan {
    /// The lender.
    pub lender: String,
    /// Amount to be lent.
    pub principal: Fen,
    /// Number of months.
    pub months: i64,
    /// 年化综合融资成本 as on the signed disclosure.
    pub annual_cost: Rate,
    /// Last day for the lender's approval.
    pub approval_by: String,
}

/// The handing over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// Where.
    pub place: String,
    /// Last day.
    pub until: String,
    /// Penalty for each day of delay, as a part of the car's price; binds both sides alike.
    pub late_rate: Rate,
    /// Days of delay after which the other side may withdraw.
    pub withdraw_after_days: i64,
}

/// 三包 and quality assurance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Warranty {
    /// Bought for use in the household, so that the 三包 rules apply.
    pub household: bool,
    /// 三包有效期 in years and kilometres.
    pub replacement_years: i64,
    /// 三包有效期 in kilometres.
    pub replacement_km: i64,
    /// 包修期 in years.
    pub repair_years: i64,
    /// 包修期 in kilometres.
    pub repair_km: i64,
    /// Coefficient n of the usage fee, at most 0.5 %.
    pub usage_rate: Rate,
    /// The maker's promise for the traction battery.
    #[serde(default)]
    pub battery: Option<String>,
    /// Name, address and telephone of the place that repairs.
    pub service_point: String,
}

/// Something about this very car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Disclosure {
    /// What it concerns: paint, transport damage, storage.
    pub subject: String,
    /// What is the case.
    pub text: String,
}

/// Where disputes go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Disputes {
    /// The courts that the law names.
    Court,
    /// Arbitration, if both sides chose it.
    Arbitration {
        /// The commission's full name.
        commission: String,
    },
}

impl Contents for SalesContract {
    const FORM: Form = Form::SalesContract;

    fn number(&self) -> &str {
        &self.number
    }

    fn dealership(&self) -> &Dealership {
        &self.dealership
    }

    fn check(&self) -> Result<(), DocumentError> {
        sums_to(
            "car_price",
            [self.car_price_net, self.car_price_vat],
            self.car_price,
        )?;
        let lines = self.extras.iter().chain(&self.passed_on);
        sums_to(
            "total",
            std::iter::once(self.car_price).chain(lines.map(|line| line.amount)),
            self.total,
        )?;
        let mut offset = Fen::ZERO;
        if let Some(trade_in) = &self.trade_in {
            let payoff = less("trade_in", trade_in.payoff)?;
            sums_to("trade_in", [trade_in.price, payoff], trade_in.offset)?;
            offset = less("trade_in", trade_in.offset)?;
        }
        sums_to("payable", [self.total, offset], self.payable)?;
        sums_to(
            "payments",
            self.payments.iter().map(|step| step.amount),
            self.payable,
        )
    }
}
