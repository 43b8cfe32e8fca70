//! 超豪华小汽车消费税: the dealer's own consumption tax line on dear cars, at the retail stage.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PowerSource, TaxRules, VatCategory, vat_split};
use crate::dated::{PolicyName, RuleError, RuleStamp, Terms};
use crate::money::{Fen, Rate};

/// From which price on the tax is levied, and on what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LuxuryTaxTerms {
    /// Price without VAT from which, itself included, the tax is due.
    pub threshold: Fen,
    /// On the price without VAT.
    pub rate: Rate,
    /// Which cars it falls on.
    pub scope: LuxuryScope,
}

impl Terms for LuxuryTaxTerms {
    const POLICY: PolicyName = PolicyName::LuxuryTax;
}

/// Which cars the tax falls on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LuxuryScope {
    /// Only cars with an engine.
    EnginesOnly,
    /// Every car, electric ones included.
    AllCars,
}

/// The line on a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LuxuryTaxLine {
    /// The price without VAT.
    pub net: Fen,
    /// The tax; zero below the threshold.
    pub tax: Fen,
    /// The rule applied.
    pub rule: RuleStamp,
}

/// The retail consumption tax on a new car sold at a price that includes VAT.
pub fn luxury_tax(
    invoice_total: Fen,
    power: PowerSource,
    invoiced_on: NaiveDate,
    rules: &TaxRules,
) -> Result<LuxuryTaxLine, RuleError> {
    let row = rules.luxury_tax.on(invoiced_on)?;
    let net = vat_split(
        invoice_total,
        VatCategory::GoodsAndRepair,
        invoiced_on,
        rules,
    )?
    .net;
    let in_scope = match (row.terms.scope, power) {
        (LuxuryScope::AllCars, _) => true,
        (LuxuryScope::EnginesOnly, PowerSource::BatteryElectric | PowerSource::FuelCell) => false,
        (
            LuxuryScope::EnginesOnly,
            PowerSource::Fuel | PowerSource::EnergySavingFuel | PowerSource::PluginHybrid,
        ) => true,
    };
    let tax = if in_scope && net >= row.terms.threshold {
        net.at_rate(row.terms.rate)?
    } else {
        Fen::ZERO
    };
    Ok(LuxuryTaxLine {
        net,
        tax,
        rule: row.stamp(),
    })
}
