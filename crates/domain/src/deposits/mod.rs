//! 定金 and 订金: what a payment in advance is worth to either side (民法典 586-588).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::dated::{Dated, PolicyName, RuleError, RuleStamp, Terms};
use crate::money::{Fen, Rate};

/// What a payment in advance is called. The word decides; papers print it exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AdvanceKind {
    /// 定金: binds both sides, at most a share of the contract.
    Deposit,
    /// 订金 (also 意向金, 预付款): refundable when there is no deal.
    Prepayment,
}

impl AdvanceKind {
    /// The word on the receipt.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            AdvanceKind::Deposit => "定金",
            AdvanceKind::Prepayment => "订金",
        }
    }
}

/// How much of a contract can be 定金.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DepositTerms {
    /// Share of the contract value.
    pub cap_rate: Rate,
}

impl Terms for DepositTerms {
    const POLICY: PolicyName = PolicyName::Deposit;
}

/// What the functions of this module ask for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DepositRules {
    /// 定金.
    pub deposit: Dated<DepositTerms>,
}

/// Whether the paid amount is the agreed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AgreedAmount {
    /// Paid as agreed.
    AsAgreed,
    /// More or less was paid: the agreed amount counts as changed (art. 586).
    DeemedChanged,
}

/// What a paid 定金 means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DepositAssessment {
    /// The most that can be 定金.
    pub cap: Fen,
    /// What binds: paid, up to the cap. It binds when it is paid, not when it is agreed.
    pub effective: Fen,
    /// The rest, which is a prepayment.
    pub excess: Fen,
    /// Whether the agreed amount counts as changed.
    pub agreed: AgreedAmount,
    /// What the buyer gets back on breaking the contract: the excess.
    pub refund_if_buyer_defaults: Fen,
    /// What the seller pays on breaking it: double the 定金, and the excess (art. 587).
    pub payment_if_seller_defaults: Fen,
    /// The rule applied.
    pub rule: RuleStamp,
}

/// The most 定金 that a contract of a value can carry. Claims above it are to be refused.
pub fn deposit_cap(
    contract_price: Fen,
    on: NaiveDate,
    rules: &DepositRules,
) -> Result<Fen, RuleError> {
    Ok(contract_price.at_rate(rules.deposit.on(on)?.terms.cap_rate)?)
}

/// Money that was taken as 定金, as far as the law lets it be that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DepositSplit {
    /// The most that can be 定金 on this contract.
    pub cap: Fen,
    /// What is 定金.
    pub deposit: Fen,
    /// What goes over the cap, which is 订金.
    pub prepayment: Fen,
}

/// Splits money that was called 定金, when so much of the contract is 定金 already: up to the cap it
/// is 定金, the rest is 订金. For records of what has happened, as an import brings them; at the
/// counter the same is refused.
pub fn split_deposit(
    contract_price: Fen,
    taken: Fen,
    amount: Fen,
    on: NaiveDate,
    rules: &DepositRules,
) -> Result<DepositSplit, RuleError> {
    let cap = deposit_cap(contract_price, on, rules)?;
    let room = cap.checked_sub(taken).ok_or(RuleError::TooLarge)?;
    let deposit = amount.min(room).max(Fen::ZERO);
    let prepayment = amount.checked_sub(deposit).ok_or(RuleError::TooLarge)?;
    Ok(DepositSplit {
        cap,
        deposit,
        prepayment,
    })
}

/// What a 定金 that was agreed and paid means under the rule of the day of payment.
pub fn assess_deposit(
    contract_price: Fen,
    agreed: Fen,
    paid: Fen,
    paid_on: NaiveDate,
    rules: &DepositRules,
) -> Result<DepositAssessment, RuleError> {
    let cap = deposit_cap(contract_price, paid_on, rules)?;
    let effective = paid.min(cap);
    let excess = paid.checked_sub(effective).ok_or(RuleError::TooLarge)?;
    let payment_if_seller_defaults = effective
        .checked_mul(2)
        .and_then(|double| double.checked_add(excess))
        .ok_or(RuleError::TooLarge)?;
    let agreed = if paid == agreed {
        AgreedAmount::AsAgreed
    } else {
        AgreedAmount::DeemedChanged
    };
    Ok(DepositAssessment {
        cap,
        effective,
        excess,
        agreed,
        refund_if_buyer_defaults: excess,
        payment_if_seller_defaults,
        rule: rules.deposit.on(paid_on)?.stamp(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dated::Policies;

    fn split(taken: i64, amount: i64) -> DepositSplit {
        let on = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let rules = &Policies::shipped().deposits;
        split_deposit(Fen(20_000_000), Fen(taken), Fen(amount), on, rules).expect("a rule")
    }

    #[test]
    fn what_goes_over_a_fifth_of_the_contract_is_a_prepayment() {
        for (taken, amount, deposit, prepayment) in [
            (0, 4_000_000, 4_000_000, 0),
            (0, 4_000_001, 4_000_000, 1),
            (3_000_000, 2_000_000, 1_000_000, 1_000_000),
            (4_000_000, 500, 0, 500),
            (5_000_000, 500, 0, 500),
        ] {
            let split = split(taken, amount);
            assert_eq!(
                (split.deposit, split.prepayment),
                (Fen(deposit), Fen(prepayment))
            );
            assert_eq!(split.cap, Fen(4_000_000));
        }
    }
}
