//! What becomes of issued papers when the person whom they name asks to be forgotten (个人信息保护法 47).
//! A paper that no law holds goes at once. One that the law makes the house keep is locked away until
//! its day, and then goes by itself. Its row stays in both cases, with number and hash: the books still
//! say that there was such a paper, and a copy that turns up later can be told as the true one.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Paper, PaperForm, PaperRefusal};
use crate::{
    calendars::years_after,
    changes::Changes,
    command::Stop,
    context::Context,
    customers::{KeptBecause, KeptRecord, RetentionRules},
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::RecordId,
    rules::rules_in_force,
};

/// Where no version of the rule is known, a paper stays until a person decides.
const UNTIL_DECIDED: NaiveDate = match NaiveDate::from_ymd_opt(9_999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// What may be done with an issued paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "state",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PaperKeeping {
    /// It can be looked at and printed.
    InUse,
    /// Its person is forgotten; the law has it stored until the end of this day, and nothing else done.
    LockedAway {
        #[ts(type = "string")]
        until: NaiveDate,
    },
    /// Its person is forgotten and its file is gone.
    Erased,
}

impl Paper {
    pub fn keeping(&self, today: NaiveDate) -> PaperKeeping {
        match (self.forgotten_at, self.kept_until) {
            (None, _) => PaperKeeping::InUse,
            (Some(_), Some(until)) if today <= until => PaperKeeping::LockedAway { until },
            (Some(_), _) => PaperKeeping::Erased,
        }
    }
}

/// The law that holds a paper of this form, issued on this day; nothing when none does. A contract and
/// what was handed over belong to the sales file, what was repaired to the repair record; a receipt is a voucher of the accounts, whose years
/// are counted from the end of its own. Nobody must keep an offer.
pub fn kept_by_law(
    form: PaperForm,
    issued_on: NaiveDate,
    rules: &RetentionRules,
) -> Option<KeptBecause> {
    let unknown = || KeptBecause {
        record: KeptRecord::RuleUnknown,
        until: UNTIL_DECIDED,
        source: String::new(),
    };
    match form {
        PaperForm::Quote
        | PaperForm::FinancingCost
        | PaperForm::DriveAgreement
        | PaperForm::DriveRegister
        | PaperForm::DriveFeedback
        | PaperForm::ServiceAppointment
        | PaperForm::PickList
        | PaperForm::PointDirections
        | PaperForm::TransferNote
        | PaperForm::PricedTransferNote => None,
        PaperForm::CheckInRecord
        | PaperForm::RepairEstimate
        | PaperForm::RepairAuthorisation
        | PaperForm::SupplementaryWork
        | PaperForm::WorkOrder
        | PaperForm::FinalInspection
        | PaperForm::RepairSettlement
        | PaperForm::GatePass => Some(match rules.retention.on(issued_on) {
            Ok(rule) => KeptBecause {
                record: KeptRecord::RepairRecord,
                until: years_after(issued_on, rule.terms.repair_record_years),
                source: rule.source.clone(),
            },
            Err(_) => unknown(),
        }),
        PaperForm::SalesContract | PaperForm::Handover => {
            Some(match rules.retention.on(issued_on) {
                Ok(rule) => KeptBecause {
                    record: KeptRecord::SalesFile,
                    until: years_after(issued_on, rule.terms.sales_file_years),
                    source: rule.source.clone(),
                },
                Err(_) => unknown(),
            })
        }
        PaperForm::Receipt => Some(match rules.vouchers.on(issued_on) {
            Ok(rule) => {
                let end_of_year =
                    NaiveDate::from_ymd_opt(issued_on.year(), 12, 31).unwrap_or(issued_on);
                KeptBecause {
                    record: KeptRecord::AccountingVoucher,
                    until: years_after(end_of_year, rule.terms.voucher_years),
                    source: rule.source.clone(),
                }
            }
            Err(_) => unknown(),
        }),
    }
}

/// Forgets the papers about a record: what was filled in goes from the rows and from the history, and
/// the files go by what [`Paper::keeping`] says.
pub(crate) fn forget_papers(
    facts: &dyn Facts,
    context: &Context,
    subject: impl Into<RecordId>,
    changes: &mut Changes,
) -> Result<(), Missing> {
    let subject: RecordId = subject.into();
    let papers = facts.by::<Paper>(Paper::BY_SUBJECT, [subject.to_value()])?;
    if papers.is_empty() {
        return Ok(());
    }
    let rules: Arc<RetentionRules> = rules_in_force(facts)?;
    for mut paper in papers {
        if paper.forgotten_at.is_some() {
            continue;
        }
        let issued_on = paper.issued_at.date_in(context.zone);
        let today = context.today();
        paper.kept_until = kept_by_law(paper.form, issued_on, &rules)
            .map(|kept| kept.until)
            .filter(|until| today <= *until);
        paper.data = String::new();
        paper.forgotten_at = Some(context.made_at);
        changes.erase(context.lane, &paper);
    }
    Ok(())
}

/// Refuses where a paper of this form was issued about the record and its person is forgotten since:
/// neither that paper nor one with blanks in place of the name may leave the house.
pub fn may_be_made(
    facts: &dyn Facts,
    form: PaperForm,
    subject: RecordId,
    today: NaiveDate,
) -> Result<(), Stop> {
    for paper in facts.by::<Paper>(Paper::BY_SUBJECT, [subject.to_value()])? {
        if paper.form == form {
            in_use(facts, &paper, today)?;
        }
    }
    Ok(())
}

/// Refuses a paper whose person is forgotten.
pub(super) fn in_use(facts: &dyn Facts, paper: &Paper, today: NaiveDate) -> Result<(), Stop> {
    match paper.keeping(today) {
        PaperKeeping::InUse => Ok(()),
        PaperKeeping::LockedAway { until } => {
            // The law of its year is named; that year is the same in every zone but for one night.
            let issued_on = paper.issued_at.date_in(chrono_tz::UTC);
            let law = kept_by_law(paper.form, issued_on, &*rules_in_force(facts)?);
            Err(PaperRefusal::PaperLockedAway {
                until,
                source: law.map(|kept| kept.source).unwrap_or_default(),
            }
            .into())
        }
        PaperKeeping::Erased => Err(PaperRefusal::PaperErased {
            number: paper.number.clone(),
        }
        .into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::LawSet;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    fn until(form: PaperForm) -> Option<NaiveDate> {
        kept_by_law(form, day(2026, 11, 25), RetentionRules::shipped()).map(|kept| kept.until)
    }

    #[test]
    fn a_contract_is_kept_for_ten_years_and_a_receipt_for_thirty_after_its_own() {
        assert_eq!(until(PaperForm::SalesContract), Some(day(2036, 11, 25)));
        assert_eq!(until(PaperForm::Handover), Some(day(2036, 11, 25)));
        assert_eq!(until(PaperForm::Receipt), Some(day(2056, 12, 31)));
        assert_eq!(until(PaperForm::Quote), None);
        assert_eq!(until(PaperForm::FinancingCost), None);
    }

    #[test]
    fn a_paper_of_a_time_without_a_rule_waits_for_a_person() {
        let kept = kept_by_law(
            PaperForm::Receipt,
            day(1990, 1, 1),
            RetentionRules::shipped(),
        )
        .expect("kept");
        assert_eq!(
            (kept.record, kept.until),
            (KeptRecord::RuleUnknown, UNTIL_DECIDED)
        );
    }
}
