//! The dated rules of law that offers, sales and repairs are reckoned by, together.

use std::sync::{Arc, LazyLock};

use crate::{
    calendars::CalendarRules,
    deposits::DepositRules,
    facts::{Facts, Missing},
    insurance::InsuranceRules,
    lending::LendingRules,
    rules::{LawSet, rules_then},
    tax::TaxRules,
    time::Timestamp,
    warranty::WarrantyRules,
};

/// The rules that the functions of this crate ask for; empty ones answer every question with
/// [`super::Undefined`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policies {
    /// Taxes and subsidies.
    pub tax: Arc<TaxRules>,
    /// 交强险.
    pub insurance: Arc<InsuranceRules>,
    /// 定金.
    pub deposits: Arc<DepositRules>,
    /// Loans.
    pub lending: Arc<LendingRules>,
    /// 三包 and repair warranty.
    pub warranty: Arc<WarrantyRules>,
    /// Working days and deadlines.
    pub calendars: Arc<CalendarRules>,
}

static SHIPPED: LazyLock<Policies> = LazyLock::new(|| Policies {
    tax: Arc::clone(TaxRules::shipped()),
    insurance: Arc::clone(InsuranceRules::shipped()),
    deposits: Arc::clone(DepositRules::shipped()),
    lending: Arc::clone(LendingRules::shipped()),
    warranty: Arc::clone(WarrantyRules::shipped()),
    calendars: Arc::clone(CalendarRules::shipped()),
});

impl Policies {
    /// The rules that this version of the program brings along. They hold in a house that the platform has given
    /// none.
    #[must_use]
    pub fn shipped() -> &'static Policies {
        &SHIPPED
    }

    /// The rules that hold in this house now. Whoever needs one set asks for that with
    /// [`crate::rules::rules_in_force`].
    pub fn in_force(facts: &dyn Facts) -> Result<Policies, Missing> {
        Policies::at(facts, Timestamp(i64::MAX))
    }

    /// The rules that held in this house at an instant; see [`rules_then`].
    pub fn at(facts: &dyn Facts, then: Timestamp) -> Result<Policies, Missing> {
        // All are asked for before any is waited for, so that what is missing is fetched in one go.
        let tax = rules_then(facts, then);
        let insurance = rules_then(facts, then);
        let deposits = rules_then(facts, then);
        let lending = rules_then(facts, then);
        let warranty = rules_then(facts, then);
        let calendars = rules_then(facts, then);
        Ok(Policies {
            tax: tax?,
            insurance: insurance?,
            deposits: deposits?,
            lending: lending?,
            warranty: warranty?,
            calendars: calendars?,
        })
    }
}
