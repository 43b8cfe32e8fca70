//! What each set is in this version of the program: its type, the text that it brings along, and what was read of
//! editions so far.

use std::{
    collections::VecDeque,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    RuleRefusal, RuleSetName,
    reading::{self, RuleTable},
};
use crate::{
    calendars::CalendarRules, customers::RetentionRules, deposits::DepositRules,
    insurance::InsuranceRules, lending::LendingRules, tax::TaxRules, test_drives::LicenceRules,
    warranty::WarrantyRules,
};

/// The rules of a set. Empty ones answer every question with [`crate::dated::Undefined`].
pub trait LawSet: Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    const NAME: RuleSetName;

    /// What this program has read of the set.
    fn known() -> &'static Known<Self>;

    /// The rules that the program brings along. A test keeps them readable; were they not, every rule would be
    /// undefined and asked of a person.
    fn shipped() -> &'static Arc<Self> {
        Self::known()
            .shipped
            .get_or_init(|| Arc::new(reading::read(Self::NAME.shipped_text()).unwrap_or_default()))
    }
}

/// One edition in every dealership, two while a new one is on its way, and a few more in tests.
const MOST_READ: usize = 16;

/// The editions of a set that were read, so that nothing is read twice. That the same text reads the same is all that
/// is remembered, so no answer depends on what was asked before.
pub struct Known<T> {
    shipped: OnceLock<Arc<T>>,
    read: RwLock<VecDeque<(String, Arc<T>)>>,
}

impl<T> Known<T> {
    const fn new() -> Self {
        Self {
            shipped: OnceLock::new(),
            read: RwLock::new(VecDeque::new()),
        }
    }

    /// The rules whose text has this digest, if it was read before.
    pub(super) fn of(&self, digest: &str) -> Option<Arc<T>> {
        let read = self.read.read().unwrap_or_else(PoisonError::into_inner);
        read.iter()
            .find(|(known, _)| known == digest)
            .map(|(_, rules)| Arc::clone(rules))
    }

    pub(super) fn keep(&self, digest: String, rules: &Arc<T>) {
        let mut read = self.read.write().unwrap_or_else(PoisonError::into_inner);
        if read.iter().any(|(known, _)| *known == digest) {
            return;
        }
        if read.len() == MOST_READ {
            read.pop_front();
        }
        read.push_back((digest, Arc::clone(rules)));
    }
}

macro_rules! sets {
    ($($name:ident => $rules:ty, $file:literal);+ $(;)?) => {
        $(impl LawSet for $rules {
            const NAME: RuleSetName = RuleSetName::$name;

            fn known() -> &'static Known<Self> {
                static KNOWN: Known<$rules> = Known::new();
                &KNOWN
            }
        })+

        impl RuleSetName {
            /// The text that the program brings along.
            pub const fn shipped_text(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("../../rules/", $file))),+ }
            }

            /// Reads a text as this set.
            pub(super) fn check(self, text: &str) -> Result<(), RuleRefusal> {
                match self { $(Self::$name => reading::read::<$rules>(text).map(|_| ())),+ }
            }

            pub(super) fn tables(self, text: &str) -> Result<Vec<RuleTable>, RuleRefusal> {
                match self { $(Self::$name => reading::tables_of(&reading::read::<$rules>(text)?)),+ }
            }
        }
    };
}

sets! {
    Tax => TaxRules, "tax.json";
    Insurance => InsuranceRules, "insurance.json";
    Deposits => DepositRules, "deposits.json";
    Lending => LendingRules, "lending.json";
    Warranty => WarrantyRules, "warranty.json";
    Calendars => CalendarRules, "calendar_cn.json";
    Retention => RetentionRules, "retention.json";
    DrivingLicences => LicenceRules, "driving_licences.json";
}
