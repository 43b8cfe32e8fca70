//! A lead is lost 战败: the consultant says why and to whom, the manager confirms or sends it back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    LeadRefusal, LeadState, LeadStep, LostReason, NextFollowUp, follow_ups, found, own, standing,
    take_step,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::LeadId,
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportLost {
    pub lead: LeadId,
    pub reason: LostReason,
    #[serde(default)]
    pub competitor: String,
    #[serde(default)]
    pub remark: String,
}

impl Rule for ReportLost {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("competitor", &self.competitor, checks::LINE)?;
        checks::fits("remark", &self.remark, checks::REMARK)?;
        // To whom it was lost is what the house learns from.
        if matches!(
            self.reason,
            LostReason::OtherBrand | LostReason::OtherDealer
        ) {
            checks::filled("competitor", &self.competitor, checks::LINE)?;
        }
        if self.reason == LostReason::Other {
            checks::filled("remark", &self.remark, checks::REMARK)?;
        }
        let mut lead = own(facts, self.lead, context)?;
        let stood = lead.state;
        take_step(&mut lead, LeadStep::ReportLost)?;
        lead.lost_from = Some(stood);
        lead.lost_reason = Some(self.reason);
        self.competitor.trim().clone_into(&mut lead.competitor);
        self.remark.trim().clone_into(&mut lead.lost_remark);
        lead.lost_reported_by = Some(context.actor);
        lead.lost_reported_at = Some(context.made_at);
        let mut changes = Changes::new();
        follow_ups::finish(facts, context, &mut lead, &self.remark, &mut changes)?;
        standing::put(facts, context, &lead, &mut changes)?;
        Ok(changes.into())
    }
}

crate::words! {
    pub enum LostVerdict {
        /// It is lost.
        Confirm => "confirm",
        /// It is not; somebody goes on.
        Return => "return",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewLost {
    pub lead: LeadId,
    pub verdict: LostVerdict,
    /// Needed when the lead is sent back.
    #[serde(default)]
    pub next_follow_up: Option<NextFollowUp>,
    #[serde(default)]
    pub remark: String,
}

impl Rule for ReviewLost {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ReviewLostLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("remark", &self.remark, checks::REMARK)?;
        let mut lead = found(facts, self.lead)?;
        let mut changes = Changes::new();
        match self.verdict {
            LostVerdict::Confirm => {
                take_step(&mut lead, LeadStep::ConfirmLost)?;
                lead.closed_at = Some(context.made_at);
                lead.pooled_at = None;
            }
            LostVerdict::Return => {
                if lead.state != LeadState::LostReported {
                    return Err(LeadRefusal::LeadStepNotPossible {
                        step: LeadStep::ConfirmLost,
                        state: lead.state,
                    }
                    .into());
                }
                let Some(next) = &self.next_follow_up else {
                    return Err(GeneralRefusal::Empty {
                        field: "nextFollowUp.due".to_owned(),
                    }
                    .into());
                };
                lead.state = lead.lost_from.unwrap_or(LeadState::InWork);
                standing::not_lost(&mut lead);
                follow_ups::check(facts, context, &lead, next)??;
                follow_ups::plan(facts, context, &mut lead, next, "", &mut changes)?;
            }
        }
        standing::put(facts, context, &lead, &mut changes)?;
        Ok(changes.into())
    }
}
