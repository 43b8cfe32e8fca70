//! 价税分离: a price that includes VAT, split into its net part and the tax.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::TaxRules;
use crate::dated::{PolicyName, RuleError, RuleStamp, Terms};
use crate::money::{Fen, MoneyTooLarge, Rate, round_half_up};

/// What is sold, as VAT tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum VatCategory {
    /// New cars, parts, accessories, and repair labour (加工修理修配).
    GoodsAndRepair,
    /// Registration, agency and finance services.
    Services,
    /// Simplified method of small taxpayers.
    Simplified,
}

/// The VAT rates of a time (增值税法).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VatTerms {
    /// Rate for [`VatCategory::GoodsAndRepair`].
    pub goods_and_repair: Rate,
    /// Rate for [`VatCategory::Services`].
    pub services: Rate,
    /// Rate for [`VatCategory::Simplified`].
    pub simplified: Rate,
}

impl Terms for VatTerms {
    const POLICY: PolicyName = PolicyName::ValueAddedTax;
}

/// The reduced rate for dealers in used cars.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedCarVatTerms {
    /// Levied on the net price.
    pub rate: Rate,
}

impl Terms for UsedCarVatTerms {
    const POLICY: PolicyName = PolicyName::UsedCarValueAddedTax;
}

/// A price taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VatSplit {
    /// What the customer pays.
    pub total: Fen,
    /// Without tax, half-up to the fen.
    pub net: Fen,
    /// The tax.
    pub vat: Fen,
    /// The rate applied.
    pub rate: Rate,
    /// The rule applied.
    pub rule: RuleStamp,
}

/// Splits a price that includes VAT at the rate of its category on the day of the invoice.
/// Net and tax always add up to the price.
pub fn vat_split(
    total: Fen,
    category: VatCategory,
    invoiced_on: NaiveDate,
    rules: &TaxRules,
) -> Result<VatSplit, RuleError> {
    let row = rules.value_added_tax.on(invoiced_on)?;
    let rate = match category {
        VatCategory::GoodsAndRepair => row.terms.goods_and_repair,
        VatCategory::Services => row.terms.services,
        VatCategory::Simplified => row.terms.simplified,
    };
    let (net, vat) = vat_split_at(total, rate)?;
    Ok(VatSplit {
        total,
        net,
        vat,
        rate,
        rule: row.stamp(),
    })
}

/// Net and tax of a price at a known rate: the net is rounded, the tax is the rest.
pub fn vat_split_at(total: Fen, rate: Rate) -> Result<(Fen, Fen), MoneyTooLarge> {
    let net = net_of(total, rate)?;
    let vat = total.checked_sub(net).ok_or(MoneyTooLarge)?;
    Ok((net, vat))
}

/// The VAT of a dealer on a used car: levied on the net price (2020 no. 17, 2023 no. 63), so that net and
/// tax may miss the price by a fen.
pub fn used_car_vat(
    total: Fen,
    invoiced_on: NaiveDate,
    rules: &TaxRules,
) -> Result<VatSplit, RuleError> {
    let row = rules.used_car_value_added_tax.on(invoiced_on)?;
    let rate = row.terms.rate;
    let net = net_of(total, rate)?;
    Ok(VatSplit {
        total,
        net,
        vat: net.at_rate(rate)?,
        rate,
        rule: row.stamp(),
    })
}

fn net_of(total: Fen, rate: Rate) -> Result<Fen, MoneyTooLarge> {
    let divisor = Decimal::ONE
        .checked_add(rate.decimal())
        .ok_or(MoneyTooLarge)?;
    round_half_up(total.yuan().checked_div(divisor).ok_or(MoneyTooLarge)?)
}
