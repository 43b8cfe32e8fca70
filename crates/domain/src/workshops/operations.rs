//! Standard operations 标准作业: what the workshop does, the skill it takes, and its flat minutes.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Department, Skill, WorkshopRefusal};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::StandardOperationId,
    refusal::GeneralRefusal,
    rights::Right,
};

crate::words! {
    pub enum OperationState {
        Offered => "offered",
        Retired => "retired",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "standard_operation",
    index(operation_code),
    index(state, operation_code)
)]
pub struct StandardOperation {
    pub id: StandardOperationId,
    pub operation_code: String,
    pub name: String,
    pub department: Department,
    pub skill: Skill,
    /// Flat time 标准工时 in minutes.
    pub minutes: u32,
    pub state: OperationState,
}

impl StandardOperation {
    /// The operation that a command names, still offered.
    pub(crate) fn offered(
        facts: &dyn Facts,
        operation: StandardOperationId,
        field: &str,
    ) -> Result<Self, Stop> {
        let operation = facts
            .get::<Self>(operation)?
            .ok_or_else(|| GeneralRefusal::NotFound {
                kind: "standard_operation".to_owned(),
                field: field.to_owned(),
            })?;
        match operation.state {
            OperationState::Offered => Ok(operation),
            OperationState::Retired => Err(WorkshopRefusal::OperationRetired {
                name: operation.name,
                field: field.to_owned(),
            }
            .into()),
        }
    }
}

/// A hundred hours: more than any one operation takes.
pub(crate) const LONGEST_OPERATION: u32 = 100 * 60;

/// Adds a standard operation, or says anew what it is. What was booked keeps the time it was booked with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetStandardOperation {
    pub operation: StandardOperationId,
    pub operation_code: String,
    pub name: String,
    pub department: Department,
    pub skill: Skill,
    pub minutes: u32,
    pub state: OperationState,
}

impl Rule for SetStandardOperation {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("operationCode", &self.operation_code, 40)?;
        checks::filled("name", &self.name, checks::LINE)?;
        if !(1..=LONGEST_OPERATION).contains(&self.minutes) {
            return Err(WorkshopRefusal::MinutesImplausible {
                field: "minutes".to_owned(),
            }
            .into());
        }
        let code = self.operation_code.trim().to_owned();
        let taken = facts
            .by::<StandardOperation>(StandardOperation::BY_OPERATION_CODE, [code.to_value()])?
            .iter()
            .any(|other| other.id != self.operation);
        if taken {
            return Err(WorkshopRefusal::NameTaken {
                field: "operationCode".to_owned(),
                name: code,
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &StandardOperation {
                id: self.operation,
                operation_code: code,
                name: self.name.trim().to_owned(),
                department: self.department,
                skill: self.skill,
                minutes: self.minutes,
                state: self.state,
            },
        );
        Ok(changes.into())
    }
}
