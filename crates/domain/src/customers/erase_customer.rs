//! A person asks that what is known of them be deleted (个人信息保护法 47). What the law requires to be
//! kept is kept until it may go, and the person is told until when; the rest is blanked, and the
//! books still add up.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Customer, CustomerMerge, CustomerRefusal, CustomerVehicle, VehicleRole, family, family::alive,
};
use crate::{
    calendars::years_after,
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    complaints,
    context::Context,
    dated::{Dated, PolicyName, Terms},
    entity::{ColumnValue, Json},
    facts::{Ask, Facts, Missing},
    ids::CustomerId,
    imports::{ImportBatch, ImportKind, ImportRun, without_earlier_rows},
    leads::{Contact, Lead, LeadState},
    members,
    orders::Order,
    papers::forget_papers,
    payments::Payment,
    plans,
    quotes::Quote,
    repair_orders,
    rights::Right,
    rules::rules_in_force,
    tasks::{Task, TaskState},
    test_drives::{TestDrive, forget_licence},
    vehicles::{Vehicle, VehicleState},
    visits::Visit,
};

/// How many years records about a person must be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RetentionTerms {
    /// 销售、用户信息档案, from the sale.
    pub sales_file_years: u32,
    /// 修理记录, from the repair.
    pub repair_record_years: u32,
}

impl Terms for RetentionTerms {
    const POLICY: PolicyName = PolicyName::Retention;
}

/// How many years the vouchers of the accounts must be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VoucherTerms {
    /// 原始凭证, from the end of the year that they belong to.
    pub voucher_years: u32,
}

impl Terms for VoucherTerms {
    const POLICY: PolicyName = PolicyName::Retention;
}

/// How long what must be kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RetentionRules {
    pub retention: Dated<RetentionTerms>,
    pub vouchers: Dated<VoucherTerms>,
}

crate::words! {
    /// The record on whose account personal data must stay.
    pub enum KeptRecord {
        SalesFile => "salesFile",
        /// 修理记录.
        RepairRecord => "repairRecord",
        /// 会计凭证.
        AccountingVoucher => "accountingVoucher",
        /// No version of the rule is known for the day: a person has to decide, not the program.
        RuleUnknown => "ruleUnknown",
    }
}

/// Why and until when a customer's data must be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeptBecause {
    pub record: KeptRecord,
    #[ts(type = "string")]
    pub until: NaiveDate,
    pub source: String,
}

/// The longest duty to keep that holds on the day, or nothing when the data may go.
pub fn kept_because(
    facts: &dyn Facts,
    members: &[CustomerId],
    today: NaiveDate,
    context: &Context,
) -> Result<Option<KeptBecause>, Missing> {
    let mut sales: Vec<NaiveDate> = Vec::new();
    for member in members {
        for lead in facts.by::<Lead>(Lead::BY_CUSTOMER, [member.to_value()])? {
            if let (LeadState::Won, Some(closed)) = (lead.state, lead.closed_at) {
                sales.push(closed.date_in(context.zone));
            }
        }
        for link in
            facts.by::<CustomerVehicle>(CustomerVehicle::BY_CUSTOMER, [member.to_value()])?
        {
            let Some(vehicle) = link.vehicle.filter(|_| link.role == VehicleRole::Owner) else {
                continue;
            };
            if let Some(vehicle) = facts.get::<Vehicle>(vehicle)?
                && vehicle.state == VehicleState::Delivered
            {
                sales.push(link.since.date_in(context.zone));
            }
        }
    }
    let mut repairs: Vec<NaiveDate> = Vec::new();
    for member in members {
        repairs.extend(repair_orders::last_repair(facts, context, *member)?);
    }
    let rules: Arc<RetentionRules> = rules_in_force(facts)?;
    let sold = kept_since(&rules, sales, KeptRecord::SalesFile, today, |terms| {
        terms.sales_file_years
    });
    let repaired = kept_since(&rules, repairs, KeptRecord::RepairRecord, today, |terms| {
        terms.repair_record_years
    });
    Ok([sold, repaired]
        .into_iter()
        .flatten()
        .max_by_key(|kept| kept.until))
}

/// What the last of these days still holds, for as many years as the rule of that day says.
fn kept_since(
    rules: &RetentionRules,
    days: Vec<NaiveDate>,
    record: KeptRecord,
    today: NaiveDate,
    years: impl FnOnce(&RetentionTerms) -> u32,
) -> Option<KeptBecause> {
    let last = days.into_iter().max()?;
    match rules.retention.on(last) {
        Ok(rule) => {
            let until = years_after(last, years(&rule.terms));
            (today <= until).then(|| KeptBecause {
                record,
                until,
                source: rule.source.clone(),
            })
        }
        Err(_) => Some(KeptBecause {
            record: KeptRecord::RuleUnknown,
            until: today,
            source: String::new(),
        }),
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EraseCustomer {
    pub customer: CustomerId,
    /// How the person asked and how it was seen that it was them.
    pub reason: String,
}

impl Rule for EraseCustomer {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ErasePersonalData);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let customer = alive(facts, self.customer, "customer")?;
        let members = family(facts, customer.id)?;
        if let Some(kept) = kept_because(facts, &members, context.today(), context)? {
            return Err(CustomerRefusal::MustBeKept {
                because: kept.record.word().to_owned(),
                until: kept.until,
                source: kept.source,
            }
            .into());
        }
        let mut changes = Changes::new();
        forget_imported(facts, context, &members, &mut changes)?;
        for member in members {
            erase(facts, context, member, &mut changes)?;
        }
        Ok(changes.into())
    }
}

/// Imports keep the rows that they replaced, so that they can be taken back; of these people they keep
/// nothing any more. Every batch of customers is read, since none is indexed by whom it names: this is
/// done a few times a year.
fn forget_imported(
    facts: &dyn Facts,
    context: &Context,
    members: &[CustomerId],
    changes: &mut Changes,
) -> Result<(), Missing> {
    let runs = facts.by::<ImportRun>(ImportRun::BY_BEGAN_AT, [])?;
    for run in runs.iter().filter(|run| run.kind == ImportKind::Customers) {
        for batch in facts.by::<ImportBatch>(ImportBatch::BY_IMPORT_ID, [run.id.to_value()])? {
            let forgotten = members.iter().fold(None, |so_far, member| {
                let batch: &ImportBatch = so_far.as_ref().unwrap_or(&batch);
                without_earlier_rows(batch, (*member).into()).or(so_far)
            });
            if let Some(forgotten) = forgotten {
                changes.erase(context.lane, &forgotten);
            }
        }
    }
    Ok(())
}

/// Blanks every personal column of one record and of all that hangs on it.
fn erase(
    facts: &dyn Facts,
    context: &Context,
    member: CustomerId,
    changes: &mut Changes,
) -> Result<(), crate::command::Stop> {
    let lane = context.lane;
    for mut lead in facts.by::<Lead>(Lead::BY_CUSTOMER, [member.to_value()])? {
        if lead.state.is_open() {
            return Err(CustomerRefusal::WorkOpen.into());
        }
        lead.remark = String::new();
        lead.lost_remark = String::new();
        changes.erase(lane, &lead);
    }
    if let Some(mut customer) = facts.get::<Customer>(member)? {
        customer.name = String::new();
        customer.name_sound = String::new();
        customer.mobile = None;
        customer.other_phone = String::new();
        customer.identity_number = String::new();
        customer.email = String::new();
        customer.address = String::new();
        customer.born_on = None;
        customer.remark = String::new();
        customer.erased_at = Some(context.made_at);
        changes.erase(lane, &customer);
    }
    for mut contact in facts.by::<Contact>(Contact::BY_CUSTOMER, [member.to_value()])? {
        contact.note = String::new();
        changes.erase(lane, &contact);
    }
    for mut task in facts.by::<Task>(Task::BY_CUSTOMER, [Some(member).to_value()])? {
        task.note = String::new();
        task.outcome = String::new();
        if task.state == TaskState::Open {
            task.state = TaskState::Void;
            task.done_at = Some(context.made_at);
            task.done_by = Some(context.actor);
        }
        changes.erase(lane, &task);
    }
    for mut visit in facts.by::<Visit>(Visit::BY_CUSTOMER, [Some(member).to_value()])? {
        visit.called = String::new();
        visit.remark = String::new();
        changes.erase(lane, &visit);
    }
    for mut link in
        facts.by::<CustomerVehicle>(CustomerVehicle::BY_CUSTOMER, [member.to_value()])?
    {
        link.vin = String::new();
        link.plate = String::new();
        link.until.get_or_insert(context.made_at);
        changes.erase(lane, &link);
    }
    // A quote's figures stay, for the house's own statistics; whose they were goes.
    for mut quote in facts.by::<Quote>(Quote::BY_CUSTOMER, [Some(member).to_value()])? {
        quote.customer_name = String::new();
        quote.inputs.0.customer_name = String::new();
        quote.inputs.0.discount_reason = String::new();
        quote.remark = String::new();
        changes.erase(lane, &quote);
        forget_papers(facts, context, quote.id, changes)?;
    }
    for mut order in facts.by::<Order>(Order::BY_CUSTOMER, [member.to_value()])? {
        for mut payment in facts.by::<Payment>(Payment::BY_ORDER_ID_N, [order.id.to_value()])? {
            payment.payer = String::new();
            payment.reference = String::new();
            payment.remark = String::new();
            changes.erase(lane, &payment);
            forget_papers(facts, context, payment.id, changes)?;
        }
        order.policy_number = String::new();
        order.plate = String::new();
        order.cancel_reason = String::new();
        order.remark = String::new();
        changes.erase(lane, &order);
        forget_papers(facts, context, order.id, changes)?;
    }
    repair_orders::forget(facts, context, member, changes)?;
    complaints::forget(facts, context, member, changes)?;
    plans::nothing_owed(facts, member)?;
    members::no_member(facts, context, member)?;
    // What was driven stays, for the car's own story; who drove and what they said goes.
    for mut drive in facts.by::<TestDrive>(TestDrive::BY_CUSTOMER_STARTS_AT, [member.to_value()])? {
        if drive.state.is_open() {
            return Err(CustomerRefusal::WorkOpen.into());
        }
        drive.note = String::new();
        drive.damage = String::new();
        drive.feedback = String::new();
        drive.cancel_reason = String::new();
        changes.erase(lane, &drive);
        forget_licence(facts, context, drive.id, changes)?;
        forget_papers(facts, context, drive.id, changes)?;
    }
    for mut merge in facts.by::<CustomerMerge>(CustomerMerge::BY_KEPT, [member.to_value()])? {
        merge.replaced = Json(Vec::new());
        changes.erase(lane, &merge);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::EraseCustomer;
    use crate::{
        Command,
        customers::AddCustomer,
        ids::{CustomerId, PersonId, QuoteId},
        people::BuiltInRole,
        quotes::Quote,
        testing::{House, MORNING, id},
    };

    #[test]
    fn a_quote_keeps_its_figures_and_forgets_whose_it_was() {
        let mut house = House::of(BuiltInRole::StoreManager);
        let added: AddCustomer = serde_json::from_value(serde_json::json!({
            "customer": id::<CustomerId>(40),
            "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"},
        }))
        .expect("a customer");
        house.done(Command::AddCustomer(added));
        let quote: Quote = serde_json::from_value(serde_json::json!({
            "id": id::<QuoteId>(60), "number": "Q-1", "customer": id::<CustomerId>(40), "customerName": "王小明",
            "vehicle": null, "model": null, "description": "迈腾", "consultant": id::<PersonId>(1),
            "state": "withdrawn", "madeOn": "2026-11-20", "validUntil": "2026-11-27", "invoicedOn": "2026-11-20",
            "guidePrice": 21_990_000, "discount": 0, "carPrice": 21_990_000, "total": 23_000_000,
            "toHouse": 21_990_000, "toElsewhere": 1_010_000, "rules": [],
            "inputs": {
                "car": {
                    "vehicle": null, "model": null, "description": "迈腾", "exteriorColour": "黑",
                    "guidePrice": 21_990_000, "power": "fuel", "displacementMl": 1_984, "seats": 5,
                    "listing": "notNewEnergy",
                },
                "customerName": "王小明", "discountReason": "王小明的朋友", "buyer": "person",
                "province": "beijing", "invoicedOn": "2026-11-20", "compulsory": {"kind": "tariff"},
            },
            "subsidy": null, "approval": null, "language": "zh-CN", "remark": "王先生下周再来",
            "madeAt": MORNING, "changedAt": MORNING, "issuedAt": null,
        }))
        .expect("a quote");
        house.put(&quote);
        house.done(Command::EraseCustomer(EraseCustomer {
            customer: id::<CustomerId>(40),
            reason: "本人申请".to_owned(),
        }));
        let now: Quote = house.get(id::<QuoteId>(60)).expect("the quote");
        assert!(!format!("{now:?}").contains('王'));
        assert_eq!(now.total, quote.total);
    }
}
