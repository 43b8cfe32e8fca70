//! A paper is issued: from now on it is what was given to the customer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Paper, PaperForm, PaperRefusal, may_be_made};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{PaperId, RecordId},
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuePaper {
    pub paper: PaperId,
    pub form: PaperForm,
    pub number: String,
    pub subject: RecordId,
    pub language: String,
    pub template_version: String,
    pub sha256: String,
    pub data: String,
    pub pages: u32,
}

impl Rule for IssuePaper {
    /// It has been printed or is about to be; the books say so.
    const NATURE: Nature = Nature::Record;
    /// Each form asks for the right of its own business.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let right = self.form.right();
        if !context.may(right) {
            return Err(GeneralRefusal::MissingRight { right }.into());
        }
        if facts.get::<Paper>(self.paper)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "paper".to_owned(),
            }
            .into());
        }
        may_be_made(facts, self.form, self.subject, context.today())?;
        checks::filled("number", &self.number, 60)?;
        let is_digest = self.sha256.len() == 64
            && self
                .sha256
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if !is_digest {
            return Err(PaperRefusal::PaperFileMalformed.into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Paper {
                id: self.paper,
                form: self.form,
                number: self.number.clone(),
                subject: self.subject,
                language: self.language.clone(),
                template_version: self.template_version.clone(),
                sha256: self.sha256.clone(),
                data: self.data.clone(),
                pages: self.pages,
                issued_by: context.actor,
                issued_at: context.made_at,
                prints: 0,
                forgotten_at: None,
                kept_until: None,
            },
        );
        Ok(changes.into())
    }
}
