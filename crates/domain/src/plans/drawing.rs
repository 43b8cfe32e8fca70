//! Plans are used up when an order is settled: what its lines put on the payer `package` is drawn from the
//! running plans of the car and its customer, and is refused where they do not cover it. A sheet that is taken
//! back puts back what was drawn.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Entered, PlanDeed, PlanEntry, PlanKind, PlanRefusal, PlanState, PrepaidPlan};
use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{JobId, SettlementId},
    money::Fen,
    refusal::GeneralRefusal,
    repair_orders::{Job, RepairLine, RepairOrder},
};

/// Draws the lines of an order's sheet from its plans.
pub(crate) fn draw(
    facts: &dyn Facts,
    context: &Context,
    order: &RepairOrder,
    sheet: SettlementId,
    jobs: &[Job],
    lines: &[RepairLine],
    changes: &mut Changes,
) -> Result<(), Stop> {
    let mut plans = plans_of(facts, context.today(), order)?;
    for (job, amount) in by_job(lines)? {
        let job = jobs.iter().find(|one| one.id == job);
        let mut missing = amount;
        for plan in &mut plans {
            if !missing.is_positive() || plan.state != PlanState::Running {
                continue;
            }
            let (value, covered) = share(plan, job, missing);
            if !covered.is_positive() {
                continue;
            }
            let times = u32::from(plan.times_left.is_some());
            plan.value_left = minus(plan.value_left, value)?;
            plan.times_left = plan.times_left.map(|left| left - times);
            plan.follow();
            plan.enter(
                context,
                Entered {
                    deed: PlanDeed::Used,
                    value: value.checked_neg().unwrap_or_default(),
                    times,
                    settlement: Some(sheet),
                    repair_order: Some(order.id),
                    money: Fen::ZERO,
                    method: None,
                    receipt_number: String::new(),
                    day: None,
                    note: String::new(),
                },
                changes,
            );
            missing = minus(missing, covered)?;
        }
        if missing.is_positive() {
            return Err(PlanRefusal::PlansShort {
                missing,
                title: job.map_or_else(String::new, |job| job.title.clone()),
            }
            .into());
        }
    }
    Ok(())
}

/// What a plan gives for a job: how much of its value goes, and how much of the job that covers. A service of
/// a package covers the whole job and takes its share of what was paid, whatever the job would cost.
fn share(plan: &PrepaidPlan, job: Option<&Job>, missing: Fen) -> (Fen, Fen) {
    let fits = plan.operation.is_none() || plan.operation == job.and_then(|job| job.operation);
    if !fits {
        return (Fen::ZERO, Fen::ZERO);
    }
    match (plan.kind, plan.times_left) {
        (PlanKind::Package, Some(left)) => {
            let each = Fen(plan.value_left.0 / i64::from(left.max(1)));
            (each, missing)
        }
        (PlanKind::Package, None) => (Fen::ZERO, Fen::ZERO),
        (PlanKind::ExtendedWarranty | PlanKind::StoredValue, _) => {
            let part = plan.value_left.min(missing);
            (part, part)
        }
    }
}

fn minus(from: Fen, taken: Fen) -> Result<Fen, Stop> {
    from.checked_sub(taken).ok_or_else(|| {
        GeneralRefusal::MoneyOutOfRange {
            field: "lines".to_owned(),
        }
        .into()
    })
}

/// What the lines come to, job by job.
fn by_job(lines: &[RepairLine]) -> Result<BTreeMap<JobId, Fen>, Stop> {
    let mut sums = BTreeMap::new();
    for line in lines {
        let sum = sums.entry(line.job).or_insert(Fen::ZERO);
        *sum = sum
            .checked_add(line.amount)
            .ok_or_else(|| GeneralRefusal::MoneyOutOfRange {
                field: "lines".to_owned(),
            })?;
    }
    Ok(sums)
}

/// The plans that may pay for work on this order: packages before warranties before money, and of each the one
/// that ends first.
fn plans_of(
    facts: &dyn Facts,
    today: NaiveDate,
    order: &RepairOrder,
) -> Result<Vec<PrepaidPlan>, Stop> {
    let running = PlanState::Running.to_value();
    let mut plans = facts.by::<PrepaidPlan>(
        PrepaidPlan::BY_CAR_STATE,
        [Some(order.car).to_value(), running.clone()],
    )?;
    if let Some(customer) = order.customer {
        let own = facts.by::<PrepaidPlan>(
            PrepaidPlan::BY_CUSTOMER_STATE,
            [customer.to_value(), running],
        )?;
        plans.extend(own.into_iter().filter(|plan| plan.car.is_none()));
    }
    plans.retain(|plan| {
        plan.valid_from <= today
            && plan.valid_until.is_none_or(|until| today <= until)
            && plan.until_km.is_none_or(|km| order.odometer_km <= km)
    });
    plans.sort_by_key(|plan| {
        (
            plan.kind,
            plan.valid_until.unwrap_or(NaiveDate::MAX),
            plan.sold_at,
            plan.id,
        )
    });
    Ok(plans)
}

/// Puts back what a sheet had drawn.
pub(crate) fn put_back(
    facts: &dyn Facts,
    context: &Context,
    sheet: SettlementId,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let mut touched = BTreeMap::new();
    for entry in facts.by::<PlanEntry>(PlanEntry::BY_SETTLEMENT, [Some(sheet).to_value()])? {
        if entry.deed != PlanDeed::Used {
            continue;
        }
        let known = touched.remove(&entry.plan);
        let plan = match known {
            Some(plan) => Some(plan),
            None => facts.get::<PrepaidPlan>(entry.plan)?,
        };
        let Some(mut plan) = plan else { continue };
        let value = entry.value.checked_neg().unwrap_or_default();
        // What was given back to the customer meanwhile is not owed again.
        if plan.state != PlanState::Ended {
            plan.value_left = plan.value_left.checked_add(value).ok_or_else(|| {
                GeneralRefusal::MoneyOutOfRange {
                    field: "settlement".to_owned(),
                }
            })?;
            plan.times_left = plan.times_left.map(|left| left + entry.times);
            plan.follow();
            plan.enter(
                context,
                Entered {
                    deed: PlanDeed::PutBack,
                    value,
                    times: entry.times,
                    settlement: Some(sheet),
                    repair_order: entry.repair_order,
                    money: Fen::ZERO,
                    method: None,
                    receipt_number: String::new(),
                    day: None,
                    note: String::new(),
                },
                changes,
            );
        }
        touched.insert(plan.id, plan);
    }
    Ok(())
}
