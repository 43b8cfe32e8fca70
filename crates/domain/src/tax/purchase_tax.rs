//! 车辆购置税 and the relief for listed new-energy cars, by the date of the invoice.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CatalogueListing, TaxRules, VatCategory, vat_split};
use crate::dated::{PolicyName, RuleError, RuleStamp, Terms, Undefined};
use crate::money::{Fen, Rate};

/// The tax itself (车辆购置税法 arts. 4-6).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseTaxTerms {
    /// On the price without VAT.
    pub rate: Rate,
}

impl Terms for PurchaseTaxTerms {
    const POLICY: PolicyName = PolicyName::PurchaseTax;
}

/// How much of the tax is waived for a listed passenger car (MOF/STA/MIIT 2023 no. 10).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReliefTerms {
    /// Share of the tax that is waived: 1 exempts, 0.5 halves.
    pub share: Rate,
    /// The most that is waived for one car.
    pub cap: Fen,
}

impl Terms for ReliefTerms {
    const POLICY: PolicyName = PolicyName::PurchaseTaxRelief;
}

/// The tax on one car, estimated from its invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PurchaseTax {
    /// 计税价格: the price without VAT.
    pub taxable_price: Fen,
    /// Before relief.
    pub full_tax: Fen,
    /// Waived.
    pub relief: Fen,
    /// Left to pay.
    pub payable: Fen,
    /// Why so much is waived, or why the question needs a person.
    pub basis: PurchaseTaxRelief,
    /// The rule of the tax itself.
    pub rule: RuleStamp,
}

/// What the relief rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum PurchaseTaxRelief {
    /// The car is not one that relief is for.
    None,
    /// Relief as granted by a known rule.
    Granted {
        /// Share of the tax that is waived.
        share: Rate,
        /// The most that is waived for one car.
        cap: Fen,
        /// The rule of the relief.
        rule: RuleStamp,
    },
    /// The car is listed, but no rule is known for the day: the full tax is shown, and a person confirms.
    Undefined(Undefined),
}

/// Estimates the tax from the invoice total including VAT and the date of the invoice (or of the customs
/// tax certificate). Each step is rounded once.
pub fn purchase_tax(
    invoice_total: Fen,
    invoiced_on: NaiveDate,
    listing: CatalogueListing,
    rules: &TaxRules,
) -> Result<PurchaseTax, RuleError> {
    let tax = rules.purchase_tax.on(invoiced_on)?;
    let taxable_price = vat_split(
        invoice_total,
        VatCategory::GoodsAndRepair,
        invoiced_on,
        rules,
    )?
    .net;
    let full_tax = taxable_price.at_rate(tax.terms.rate)?;
    let (relief, basis) = match listing {
        CatalogueListing::NotNewEnergy | CatalogueListing::NewEnergyUnlisted => {
            (Fen::ZERO, PurchaseTaxRelief::None)
        }
        CatalogueListing::NewEnergyListed => relief_on(full_tax, invoiced_on, rules)?,
    };
    Ok(PurchaseTax {
        taxable_price,
        full_tax,
        relief,
        payable: full_tax.checked_sub(relief).ok_or(RuleError::TooLarge)?,
        basis,
        rule: tax.stamp(),
    })
}

fn relief_on(
    full_tax: Fen,
    invoiced_on: NaiveDate,
    rules: &TaxRules,
) -> Result<(Fen, PurchaseTaxRelief), RuleError> {
    let row = match rules.purchase_tax_relief.on(invoiced_on) {
        Ok(row) => row,
        Err(undefined) => return Ok((Fen::ZERO, PurchaseTaxRelief::Undefined(undefined))),
    };
    let ReliefTerms { share, cap } = row.terms;
    Ok((
        full_tax.at_rate(share)?.min(cap),
        PurchaseTaxRelief::Granted {
            share,
            cap,
            rule: row.stamp(),
        },
    ))
}
