//! A promotion is prepared, started and ended. What people were promised stays as it is: once it runs, only its last day
//! and its budget change.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Benefit, CarScope, PromotedPayment, Promotion, PromotionDeed, PromotionRefusal, PromotionState,
    Stacking, ledger::Entered, name_of_giver, side_to_run,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    ids::{GroupId, LaneId, PromotionId},
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
};

/// The most codes that one promotion names.
const MOST_SCOPES: usize = 200;
/// A whole, in hundredths of a percent.
const WHOLE: u32 = 10_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetPromotion {
    pub promotion: PromotionId,
    /// The group, whose stores share it; nothing for this house alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    pub name: String,
    #[serde(default)]
    pub terms: String,
    pub valid_from: NaiveDate,
    pub valid_until: NaiveDate,
    #[serde(default)]
    pub cars: Vec<CarScope>,
    #[serde(default)]
    pub payment: Option<PromotedPayment>,
    pub benefit: Benefit,
    pub stacking: Stacking,
    #[serde(default)]
    pub with_coupon: bool,
    #[serde(default)]
    pub budget: Option<Fen>,
    #[serde(default)]
    pub budget_uses: Option<u32>,
}

impl Rule for SetPromotion {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunPromotions);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        self.plausible(context)?;
        // A desk that does not follow its group yet leaves it to the platform.
        let Some(side) = side_to_run(facts, context, self.group)? else {
            return Ok(Outcome::default());
        };
        let old = side.facts.get::<Promotion>(self.promotion)?;
        if old.as_ref().is_some_and(|old| old.of_group != self.group) {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "promotion".to_owned(),
            }
            .into());
        }
        let by_name = name_of_giver(facts, context)?;
        let mut promotion = self.promotion(old.as_ref(), by_name.clone(), context);
        let mut changes = Changes::new();
        match &old {
            None => {
                changes.put(side.lane, &promotion);
            }
            Some(old) => match old.state {
                PromotionState::Draft => {
                    changes.put(side.lane, &promotion);
                }
                PromotionState::Running => {
                    stays_as_promised(old, &promotion)?;
                    if (old.budget, old.budget_uses) == (promotion.budget, promotion.budget_uses) {
                        changes.put(side.lane, &promotion);
                    } else {
                        let entered = Entered::of_budget(PromotionDeed::BudgetSet, by_name);
                        promotion.enter(side.lane, context, entered, &mut changes)?;
                    }
                }
                PromotionState::Ended => {
                    return Err(PromotionRefusal::PromotionNotInState { state: old.state }.into());
                }
            },
        }
        Ok(changes.into())
    }
}

impl SetPromotion {
    fn plausible(&self, context: &Context) -> Result<(), Stop> {
        let field = |field: &str| field.to_owned();
        checks::filled("name", &self.name, checks::LINE)?;
        checks::fits("terms", &self.terms, checks::REMARK)?;
        let last = context.today() + Months::new(60);
        checks::date_until("validFrom", self.valid_from, last)?;
        checks::date_until("validUntil", self.valid_until, last)?;
        if self.valid_until < self.valid_from {
            return Err(PromotionRefusal::PromotionDaysImplausible {
                field: field("validUntil"),
            }
            .into());
        }
        if self.cars.len() > MOST_SCOPES {
            return Err(PromotionRefusal::ScopesImplausible {
                field: field("cars"),
            }
            .into());
        }
        for scope in &self.cars {
            checks::filled("cars", &scope.code, checks::LINE)?;
        }
        self.gives_something()?;
        if let Some(budget) = self.budget {
            checks::sum_above_nought("budget", budget)?;
        }
        if self.budget_uses == Some(0) {
            return Err(PromotionRefusal::BenefitImplausible {
                field: field("budgetUses"),
            }
            .into());
        }
        Ok(())
    }

    fn gives_something(&self) -> Result<(), Stop> {
        let (field, sound) = match &self.benefit {
            Benefit::MoneyOff { amount } => {
                checks::sum_in_range("benefit.amount", *amount)?;
                ("benefit.amount", amount.is_positive())
            }
            Benefit::Percent { basis_points, cap } => {
                if let Some(cap) = cap {
                    checks::sum_in_range("benefit.cap", *cap)?;
                }
                let capped_well = cap.is_none_or(Fen::is_positive);
                (
                    "benefit.basisPoints",
                    (1..=WHOLE).contains(basis_points) && capped_well,
                )
            }
            Benefit::Accessory { name, value } => {
                checks::filled("benefit.name", name, checks::LINE)?;
                checks::sum_in_range("benefit.value", *value)?;
                ("benefit.value", true)
            }
        };
        if sound {
            Ok(())
        } else {
            Err(PromotionRefusal::BenefitImplausible {
                field: field.to_owned(),
            }
            .into())
        }
    }

    fn promotion(
        &self,
        old: Option<&Promotion>,
        set_by_name: String,
        context: &Context,
    ) -> Promotion {
        Promotion {
            id: self.promotion,
            of_group: self.group,
            name: self.name.trim().to_owned(),
            terms: self.terms.trim().to_owned(),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            cars: Json(self.cars.clone()),
            payment: self.payment,
            benefit: Json(self.benefit.clone()),
            stacking: self.stacking,
            with_coupon: self.with_coupon,
            budget: self.budget,
            budget_uses: self.budget_uses,
            state: old.map_or(PromotionState::Draft, |old| old.state),
            spent: old.map_or(Fen::ZERO, |old| old.spent),
            uses: old.map_or(0, |old| old.uses),
            entries: old.map_or(0, |old| old.entries),
            set_at: context.made_at,
            set_by_name,
        }
    }
}

/// A promotion that runs gives what it gave, to whom it gave it, and costs at least what it has cost.
fn stays_as_promised(old: &Promotion, new: &Promotion) -> Result<(), PromotionRefusal> {
    let same = Promotion {
        valid_until: old.valid_until,
        budget: old.budget,
        budget_uses: old.budget_uses,
        set_at: old.set_at,
        set_by_name: old.set_by_name.clone(),
        ..new.clone()
    };
    if same != *old {
        return Err(PromotionRefusal::PromotionPromised { state: old.state });
    }
    let below = |field: &str| PromotionRefusal::BudgetBelowSpent {
        spent: old.spent,
        uses: old.uses,
        field: field.to_owned(),
    };
    if new.budget.is_some_and(|budget| budget < old.spent) {
        return Err(below("budget"));
    }
    if new.budget_uses.is_some_and(|uses| uses < old.uses) {
        return Err(below("budgetUses"));
    }
    Ok(())
}

/// From now on it may be taken, within its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StartPromotion {
    pub promotion: PromotionId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

impl Rule for StartPromotion {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunPromotions);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(side) = side_to_run(facts, context, self.group)? else {
            return Ok(Outcome::default());
        };
        let mut promotion = side.promotion_that_is(self.promotion, self.group, |state| {
            state == PromotionState::Draft
        })?;
        if promotion.valid_until < context.today() {
            return Err(PromotionRefusal::PromotionDaysImplausible {
                field: "promotion".to_owned(),
            }
            .into());
        }
        promotion.state = PromotionState::Running;
        let mut changes = Changes::new();
        let entered = Entered::of_budget(PromotionDeed::Started, name_of_giver(facts, context)?);
        promotion.enter(side.lane, context, entered, &mut changes)?;
        Ok(changes.into())
    }
}

/// Nobody takes it any more. What was taken holds, and may still be put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EndPromotion {
    pub promotion: PromotionId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

impl Rule for EndPromotion {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunPromotions);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(side) = side_to_run(facts, context, self.group)? else {
            return Ok(Outcome::default());
        };
        let promotion = side.promotion_that_is(self.promotion, self.group, |state| {
            state != PromotionState::Ended
        })?;
        let mut changes = Changes::new();
        changes.put(
            side.lane,
            &Promotion {
                state: PromotionState::Ended,
                ..promotion
            },
        );
        Ok(changes.into())
    }
}
