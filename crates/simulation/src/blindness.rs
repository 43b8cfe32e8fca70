//! Mutants of the platform that do not see all of what is scarce: the drives of a car, what a bay or somebody
//! is taken for, what a day has to do, what a shelf, a plan, points or a budget have left, which coupons are spent. Desks and platform still have the same
//! rows then; only what has to hold of these rows is broken.

use std::collections::HashMap;

use domain::{
    entity::{Entity, Json, Row, Table},
    facts::Lookup,
    ids::RecordId,
    members::PointsLot,
    money::Fen,
    parts::Part,
    plans::{PlanState, PrepaidPlan},
    promotions::{Coupon, CouponState, Promotion},
    test_drives::TestDrive,
    workshops::{SkillMinutes, WorkshopDay, WorkshopSlot},
};

use crate::mutants::Mutant;

/// What is not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    NoDrives,
    NoSlots,
    NoBookedMinutes,
    FormerShelf,
    PlansAsSold,
    /// Points as they were earned, a budget as it was set.
    NothingUsed,
    CouponsAsIssued,
}

impl Sight {
    pub const fn of(mutant: Mutant) -> Option<Self> {
        match mutant {
            Mutant::PastDrives => Some(Self::NoDrives),
            Mutant::PastSlots => Some(Self::NoSlots),
            Mutant::PastBookedMinutes => Some(Self::NoBookedMinutes),
            Mutant::StaleShelf => Some(Self::FormerShelf),
            Mutant::PlanAsSold => Some(Self::PlansAsSold),
            Mutant::NothingUsed => Some(Self::NothingUsed),
            Mutant::CouponsAsIssued => Some(Self::CouponsAsIssued),
            Mutant::SkipShadow
            | Mutant::DropDedupe
            | Mutant::TakeRetriedTwice
            | Mutant::AcknowledgeBeforeCommit
            | Mutant::ForgetCursor
            | Mutant::RenumberPastWaiting
            | Mutant::NoGapCheck
            | Mutant::ResendWithNewId
            | Mutant::HideAnEntry
            | Mutant::LoseOutboxRow
            | Mutant::EntryWithoutRows
            | Mutant::AlterVerdict
            | Mutant::LoseHeld
            | Mutant::NeverTryAgain
            | Mutant::NoCloneCheck
            | Mutant::AnewDropsOutbox
            | Mutant::CommitWithoutSync
            | Mutant::StaleFacts
            | Mutant::TrustLastNumber
            | Mutant::AnewKeepsCount => None,
        }
    }

    /// Whether it finds nothing by this look-up.
    pub fn misses(self, lookup: &Lookup) -> bool {
        match self {
            Self::NoDrives => lookup.table == TestDrive::TABLE,
            // What a holder has is found, so that it can be given back.
            Self::NoSlots => lookup.index == WorkshopSlot::BY_RESOURCE_DAY,
            Self::NoBookedMinutes
            | Self::FormerShelf
            | Self::PlansAsSold
            | Self::NothingUsed
            | Self::CouponsAsIssued => false,
        }
    }
}

/// What was seen before, for whoever looks at it once more.
#[derive(Debug, Default)]
pub struct Blindness {
    shelves: HashMap<RecordId, Row>,
}

fn altered<T: Entity>(row: Row, alter: impl FnOnce(T) -> T) -> Row {
    match T::from_row(&row) {
        Ok(read) => alter(read).to_row(),
        Err(_) => row,
    }
}

impl Blindness {
    /// A row as it is seen.
    pub fn row(&mut self, sight: Sight, table: &'static Table, row: Row) -> Row {
        match sight {
            Sight::NoBookedMinutes if table == WorkshopDay::TABLE => {
                altered(row, |day: WorkshopDay| WorkshopDay {
                    booked: Json(SkillMinutes::new()),
                    booked_minutes: 0,
                    ..day
                })
            }
            Sight::FormerShelf if table == Part::TABLE => match store::rows::id_of(&row) {
                Some(id) => self.shelves.insert(id, row.clone()).unwrap_or(row),
                None => row,
            },
            Sight::PlansAsSold if table == PrepaidPlan::TABLE => {
                altered(row, |plan: PrepaidPlan| PrepaidPlan {
                    value_left: plan.value,
                    times_left: plan.times,
                    state: PlanState::Running,
                    ..plan
                })
            }
            Sight::NothingUsed if table == Promotion::TABLE => {
                altered(row, |promotion: Promotion| Promotion {
                    spent: Fen::ZERO,
                    uses: 0,
                    ..promotion
                })
            }
            Sight::NothingUsed if table == PointsLot::TABLE => {
                altered(row, |lot: PointsLot| PointsLot {
                    remaining: lot.points,
                    open: true,
                    ..lot
                })
            }
            Sight::CouponsAsIssued if table == Coupon::TABLE => {
                altered(row, |coupon: Coupon| Coupon {
                    state: CouponState::Issued,
                    ..coupon
                })
            }
            Sight::NoDrives
            | Sight::NoSlots
            | Sight::NoBookedMinutes
            | Sight::FormerShelf
            | Sight::PlansAsSold
            | Sight::NothingUsed
            | Sight::CouponsAsIssued => row,
        }
    }
}
