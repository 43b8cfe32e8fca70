//! Certificates 培训证书: what proves a skill, and until when.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Skill, WorkshopRefusal, refresh_days, staff::working};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{CertificateId, PersonId},
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "certificate", index(person), index(expires_on))]
pub struct Certificate {
    pub id: CertificateId,
    pub person: PersonId,
    pub skill: Skill,
    /// What the paper is called and who gave it.
    pub title: String,
    pub number: String,
    pub issued_on: NaiveDate,
    /// The last day on which it holds; none when it does not run out.
    pub expires_on: Option<NaiveDate>,
    pub withdrawn_at: Option<Timestamp>,
    pub remark: String,
}

impl Certificate {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.withdrawn_at.is_none()
            && self.issued_on <= day
            && self.expires_on.is_none_or(|last| day <= last)
    }
}

/// Somebody has passed a training, or has renewed a certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordCertificate {
    pub certificate: CertificateId,
    pub person: PersonId,
    pub skill: Skill,
    pub title: String,
    #[serde(default)]
    pub number: String,
    pub issued_on: NaiveDate,
    #[serde(default)]
    pub expires_on: Option<NaiveDate>,
}

impl Rule for RecordCertificate {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Certificate>(self.certificate)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "certificate".to_owned(),
            }
            .into());
        }
        working(facts, self.person, "person")?;
        checks::filled("title", &self.title, checks::LINE)?;
        checks::fits("number", &self.number, checks::LINE)?;
        checks::date_until("issuedOn", self.issued_on, context.today())?;
        if self.expires_on.is_some_and(|last| last < self.issued_on) {
            return Err(WorkshopRefusal::PeriodImplausible {
                field: "expiresOn".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Certificate {
                id: self.certificate,
                person: self.person,
                skill: self.skill,
                title: self.title.trim().to_owned(),
                number: self.number.trim().to_owned(),
                issued_on: self.issued_on,
                expires_on: self.expires_on,
                withdrawn_at: None,
                remark: String::new(),
            },
        );
        refresh_days(facts, context, &mut changes)?;
        Ok(changes.into())
    }
}

/// A certificate holds no longer, before its last day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WithdrawCertificate {
    pub certificate: CertificateId,
    pub reason: String,
}

impl Rule for WithdrawCertificate {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let certificate = facts.get::<Certificate>(self.certificate)?.ok_or_else(|| {
            GeneralRefusal::NotFound {
                kind: "certificate".to_owned(),
                field: "certificate".to_owned(),
            }
        })?;
        if certificate.withdrawn_at.is_some() {
            return Err(WorkshopRefusal::CertificateWithdrawn.into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Certificate {
                withdrawn_at: Some(context.made_at),
                remark: self.reason.trim().to_owned(),
                ..certificate
            },
        );
        refresh_days(facts, context, &mut changes)?;
        Ok(changes.into())
    }
}
