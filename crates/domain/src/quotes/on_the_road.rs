//! 落地价: every line of a quote by the dated rules, each with the rule it follows, and one sum.
//!
//! This is the only place where a quote is reckoned. The page calls it while somebody types, and
//! the rules call it again before anything is saved.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::inputs::{CompulsoryCover, Cover, Extra, PaidTo, QuoteInputs, TakenPromotion};
use crate::{
    dated::{Policies, RuleError, RuleStamp, Undefined},
    ids::PromotionUseId,
    insurance::{ClaimHistory, compulsory_premium},
    money::{Fen, MoneyTooLarge, Rate},
    tax::{
        PurchaseTaxRelief, Taxation, TradeInScheme, VehicleVesselQuestion, luxury_tax,
        purchase_tax, trade_in_subsidy, vehicle_vessel_tax,
    },
};

crate::words! {
    /// What a line of a quote is for; the word is its i18n key.
    pub enum LineKind {
        Car => "car",
        Discount => "discount",
        PurchaseTax => "purchaseTax",
        LuxuryTax => "luxuryTax",
        CompulsoryInsurance => "compulsoryInsurance",
        VesselTax => "vesselTax",
        CommercialInsurance => "commercialInsurance",
        Plate => "plate",
        Accessory => "accessory",
        ServiceFee => "serviceFee",
        Other => "other",
    }
}

/// How the amount of a line came about, with the figures that a person can check it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Working {
    /// Said by the consultant or agreed with the customer: quantity times price.
    Given,
    /// A promotion, which its name tells.
    Promotion {
        taken: PromotionUseId,
    },
    /// The insurer's own quote.
    InsurersQuote,
    /// No rule is known for the day: a person enters the amount. What is known is suggested.
    Undecided {
        suggestion: Option<Fen>,
    },
    PurchaseTax {
        taxable_price: Fen,
        rate: Rate,
        full_tax: Fen,
        relief: Fen,
        /// Share and cap of the relief, where one is granted.
        relief_share: Option<Rate>,
        relief_cap: Option<Fen>,
    },
    LuxuryTax {
        net: Fen,
        rate: Rate,
    },
    CompulsoryInsurance {
        base: Fen,
        floating: Rate,
    },
    VesselTax {
        annual: Fen,
        months_due: u32,
        taxation: Taxation,
    },
}

/// One reckoned line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkedLine {
    pub kind: LineKind,
    /// The house's own words; empty where the kind says it all.
    pub name: String,
    pub quantity: u32,
    pub unit_price: Fen,
    /// Absent while no rule is known and nobody has entered it.
    pub amount: Option<Fen>,
    pub paid_to: PaidTo,
    /// The covers of commercial insurance.
    pub covers: Vec<Cover>,
    pub working: Working,
    /// The rules that the amount follows.
    pub rules: Vec<RuleStamp>,
    /// The rules that are not known for the day: 政策未定, 人工确认.
    pub undecided: Vec<Undefined>,
}

/// A subsidy that others may grant: 预计, 以审核为准.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExpectedSubsidy {
    pub scheme: TradeInScheme,
    /// Absent while no rule is known for the day, or for cars the scheme does not know.
    pub expected: Option<Fen>,
    pub rule: Option<RuleStamp>,
    pub undecided: Option<Undefined>,
}

/// A whole quote, reckoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OnTheRoad {
    pub lines: Vec<WorkedLine>,
    /// Guide price less discount and promotions.
    pub car_price: Fen,
    /// The sum of all lines that have an amount.
    pub total: Fen,
    pub to_house: Fen,
    pub to_elsewhere: Fen,
    /// Positions of lines that still want an amount; the quote cannot be saved before.
    pub open: Vec<u32>,
    /// Every rule used, once.
    pub rules: Vec<RuleStamp>,
    pub subsidy: Option<ExpectedSubsidy>,
}

/// Reckons the quote. Fails only when amounts are beyond anything money can hold.
pub fn on_the_road(inputs: &QuoteInputs, policies: &Policies) -> Result<OnTheRoad, MoneyTooLarge> {
    let car_price = inputs.car_price().ok_or(MoneyTooLarge)?;
    let mut lines = vec![given(
        LineKind::Car,
        &inputs.car.description,
        inputs.car.guide_price,
        PaidTo::House,
    )];
    if !inputs.discount.is_zero() {
        lines.push(given(
            LineKind::Discount,
            &inputs.discount_reason,
            inputs.discount.checked_neg().ok_or(MoneyTooLarge)?,
            PaidTo::House,
        ));
    }
    for taken in inputs.promotions.iter().filter(|one| !one.amount.is_zero()) {
        let off = taken.amount.checked_neg().ok_or(MoneyTooLarge)?;
        lines.push(promoted(LineKind::Discount, &taken.name, off, taken));
    }
    lines.push(purchase_tax_line(inputs, car_price, policies)?);
    lines.extend(luxury_line(inputs, car_price, policies)?);
    lines.extend(compulsory_line(inputs, policies)?);
    lines.push(vessel_line(inputs, policies)?);
    if !inputs.covers.is_empty() {
        let premium = Fen::sum(inputs.covers.iter().map(|cover| cover.premium));
        lines.push(WorkedLine {
            covers: inputs.covers.clone(),
            ..given(
                LineKind::CommercialInsurance,
                "",
                premium.ok_or(MoneyTooLarge)?,
                PaidTo::Elsewhere,
            )
        });
    }
    if let Some(plate) = &inputs.plate {
        lines.push(given(
            LineKind::Plate,
            &plate.name,
            plate.amount,
            plate.paid_to,
        ));
    }
    for (kind, extras) in [
        (LineKind::Accessory, &inputs.accessories),
        (LineKind::ServiceFee, &inputs.services),
    ] {
        for extra in extras {
            lines.push(extra_line(kind, extra)?);
        }
    }
    for taken in inputs
        .promotions
        .iter()
        .filter(|one| !one.accessory.is_empty())
    {
        let name = format!("{} · {}", taken.accessory, taken.name);
        lines.push(promoted(LineKind::Accessory, &name, Fen::ZERO, taken));
    }
    for other in &inputs.others {
        lines.push(given(
            LineKind::Other,
            &other.name,
            other.amount,
            other.paid_to,
        ));
    }
    let subsidy = subsidy(inputs, car_price, policies)?;
    summed(lines, car_price, subsidy)
}

fn summed(
    lines: Vec<WorkedLine>,
    car_price: Fen,
    subsidy: Option<ExpectedSubsidy>,
) -> Result<OnTheRoad, MoneyTooLarge> {
    let paid_to = |whom: PaidTo| {
        Fen::sum(
            lines
                .iter()
                .filter(|line| line.paid_to == whom)
                .filter_map(|line| line.amount),
        )
        .ok_or(MoneyTooLarge)
    };
    let to_house = paid_to(PaidTo::House)?;
    let to_elsewhere = paid_to(PaidTo::Elsewhere)?;
    let open = (0_u32..)
        .zip(&lines)
        .filter(|(_, line)| line.amount.is_none())
        .map(|(position, _)| position)
        .collect();
    let mut rules: Vec<RuleStamp> = Vec::new();
    let subsidy_rule = subsidy.as_ref().and_then(|subsidy| subsidy.rule.as_ref());
    for rule in lines
        .iter()
        .flat_map(|line| &line.rules)
        .chain(subsidy_rule)
    {
        if !rules.contains(rule) {
            rules.push(rule.clone());
        }
    }
    Ok(OnTheRoad {
        car_price,
        total: to_house.checked_add(to_elsewhere).ok_or(MoneyTooLarge)?,
        to_house,
        to_elsewhere,
        open,
        rules,
        subsidy,
        lines,
    })
}

fn given(kind: LineKind, name: &str, amount: Fen, paid_to: PaidTo) -> WorkedLine {
    WorkedLine {
        kind,
        name: name.trim().to_owned(),
        quantity: 1,
        unit_price: amount,
        amount: Some(amount),
        paid_to,
        covers: Vec::new(),
        working: Working::Given,
        rules: Vec::new(),
        undecided: Vec::new(),
    }
}

/// A line that a promotion gives, so that each yuan off says why.
fn promoted(kind: LineKind, name: &str, amount: Fen, taken: &TakenPromotion) -> WorkedLine {
    WorkedLine {
        working: Working::Promotion { taken: taken.taken },
        ..given(kind, name, amount, PaidTo::House)
    }
}

fn extra_line(kind: LineKind, extra: &Extra) -> Result<WorkedLine, MoneyTooLarge> {
    let amount = extra
        .unit_price
        .checked_mul(i64::from(extra.quantity))
        .ok_or(MoneyTooLarge)?;
    Ok(WorkedLine {
        quantity: extra.quantity,
        unit_price: extra.unit_price,
        ..given(kind, &extra.name, amount, PaidTo::House)
    })
}

/// A line by a rule: its amount with the working and the rules, or what is not known.
fn ruled(
    kind: LineKind,
    paid_to: PaidTo,
    amount: Fen,
    working: Working,
    rules: Vec<RuleStamp>,
) -> WorkedLine {
    WorkedLine {
        working,
        rules,
        ..given(kind, "", amount, paid_to)
    }
}

/// A line whose rule is not known for the day: what a person entered, or nothing yet.
fn undecided(
    kind: LineKind,
    paid_to: PaidTo,
    gap: Undefined,
    suggestion: Option<Fen>,
    by_hand: Option<Fen>,
) -> WorkedLine {
    WorkedLine {
        unit_price: by_hand.unwrap_or_default(),
        amount: by_hand,
        working: Working::Undecided { suggestion },
        undecided: vec![gap],
        ..given(kind, "", Fen::ZERO, paid_to)
    }
}

fn purchase_tax_line(
    inputs: &QuoteInputs,
    car_price: Fen,
    policies: &Policies,
) -> Result<WorkedLine, MoneyTooLarge> {
    let (kind, paid_to) = (LineKind::PurchaseTax, PaidTo::Elsewhere);
    let by_hand = inputs.by_hand.purchase_tax;
    let day = inputs.invoiced_on;
    let rate = match policies.tax.purchase_tax.on(day) {
        Ok(row) => row.terms.rate,
        Err(gap) => return Ok(undecided(kind, paid_to, gap, None, by_hand)),
    };
    let tax = match purchase_tax(car_price, day, inputs.car.listing, &policies.tax) {
        Ok(tax) => tax,
        Err(RuleError::Undefined(gap)) => {
            return Ok(undecided(kind, paid_to, gap, None, by_hand));
        }
        Err(RuleError::TooLarge) => return Err(MoneyTooLarge),
    };
    let mut rules = vec![tax.rule];
    let (relief_share, relief_cap) = match tax.basis {
        PurchaseTaxRelief::None => (None, None),
        PurchaseTaxRelief::Granted { share, cap, rule } => {
            rules.push(rule);
            (Some(share), Some(cap))
        }
        // The full tax is only a suggestion: whether a listed car gets relief that day is not known.
        PurchaseTaxRelief::Undefined(gap) => {
            return Ok(WorkedLine {
                rules,
                ..undecided(kind, paid_to, gap, Some(tax.full_tax), by_hand)
            });
        }
    };
    Ok(ruled(
        kind,
        paid_to,
        tax.payable,
        Working::PurchaseTax {
            taxable_price: tax.taxable_price,
            rate,
            full_tax: tax.full_tax,
            relief: tax.relief,
            relief_share,
            relief_cap,
        },
        rules,
    ))
}

/// The dealer's retail consumption tax on dear cars. No line where it does not fall.
fn luxury_line(
    inputs: &QuoteInputs,
    car_price: Fen,
    policies: &Policies,
) -> Result<Option<WorkedLine>, MoneyTooLarge> {
    let (kind, paid_to) = (LineKind::LuxuryTax, PaidTo::House);
    let day = inputs.invoiced_on;
    let by_hand = inputs.by_hand.luxury_tax;
    let rate = match policies.tax.luxury_tax.on(day) {
        Ok(row) => row.terms.rate,
        Err(gap) => return Ok(Some(undecided(kind, paid_to, gap, None, by_hand))),
    };
    match luxury_tax(car_price, inputs.car.power, day, &policies.tax) {
        Ok(line) if line.tax.is_zero() => Ok(None),
        Ok(line) => Ok(Some(ruled(
            kind,
            paid_to,
            line.tax,
            Working::LuxuryTax {
                net: line.net,
                rate,
            },
            vec![line.rule],
        ))),
        Err(RuleError::Undefined(gap)) => Ok(Some(undecided(kind, paid_to, gap, None, by_hand))),
        Err(RuleError::TooLarge) => Err(MoneyTooLarge),
    }
}

fn compulsory_line(
    inputs: &QuoteInputs,
    policies: &Policies,
) -> Result<Option<WorkedLine>, MoneyTooLarge> {
    let (kind, paid_to) = (LineKind::CompulsoryInsurance, PaidTo::Elsewhere);
    match inputs.compulsory {
        CompulsoryCover::Without => Ok(None),
        CompulsoryCover::InsurersQuote { amount } => Ok(Some(ruled(
            kind,
            paid_to,
            amount,
            Working::InsurersQuote,
            Vec::new(),
        ))),
        CompulsoryCover::Tariff => {
            let premium = compulsory_premium(
                inputs.use_class(),
                inputs.province,
                ClaimHistory::NewCar,
                inputs.invoiced_on,
                &policies.insurance,
            );
            match premium {
                Ok(premium) => Ok(Some(ruled(
                    kind,
                    paid_to,
                    premium.premium,
                    Working::CompulsoryInsurance {
                        base: premium.base,
                        floating: premium.floating,
                    },
                    vec![premium.rule],
                ))),
                Err(RuleError::Undefined(gap)) => Ok(Some(undecided(
                    kind,
                    paid_to,
                    gap,
                    None,
                    inputs.by_hand.compulsory_insurance,
                ))),
                Err(RuleError::TooLarge) => Err(MoneyTooLarge),
            }
        }
    }
}

fn vessel_line(inputs: &QuoteInputs, policies: &Policies) -> Result<WorkedLine, MoneyTooLarge> {
    let (kind, paid_to) = (LineKind::VesselTax, PaidTo::Elsewhere);
    let question = VehicleVesselQuestion {
        power: inputs.car.power,
        displacement_ml: inputs.car.displacement_ml,
        province: inputs.province,
        invoiced_on: inputs.invoiced_on,
    };
    match vehicle_vessel_tax(question, &policies.tax) {
        Ok(tax) => Ok(ruled(
            kind,
            paid_to,
            tax.first_year,
            Working::VesselTax {
                annual: tax.annual,
                months_due: tax.months_due,
                taxation: tax.taxation,
            },
            vec![tax.rule],
        )),
        Err(RuleError::Undefined(gap)) => Ok(undecided(
            kind,
            paid_to,
            gap,
            None,
            inputs.by_hand.vessel_tax,
        )),
        Err(RuleError::TooLarge) => Err(MoneyTooLarge),
    }
}

fn subsidy(
    inputs: &QuoteInputs,
    car_price: Fen,
    policies: &Policies,
) -> Result<Option<ExpectedSubsidy>, MoneyTooLarge> {
    let Some(scheme) = inputs.trade_in else {
        return Ok(None);
    };
    let nothing = ExpectedSubsidy {
        scheme,
        expected: None,
        rule: None,
        undecided: None,
    };
    let Some(class) = inputs.trade_in_class() else {
        return Ok(Some(nothing));
    };
    match trade_in_subsidy(scheme, class, car_price, inputs.invoiced_on, &policies.tax) {
        Ok(subsidy) => Ok(Some(ExpectedSubsidy {
            expected: Some(subsidy.expected),
            rule: Some(subsidy.rule),
            ..nothing
        })),
        Err(RuleError::Undefined(gap)) => Ok(Some(ExpectedSubsidy {
            undecided: Some(gap),
            ..nothing
        })),
        Err(RuleError::TooLarge) => Err(MoneyTooLarge),
    }
}
