//! What is to be done: a standard operation with its flat time, or words with an estimate of the skill and
//! the minutes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::BookingRefusal;
use crate::{
    checks,
    command::Stop,
    facts::Facts,
    ids::StandardOperationId,
    refusal::GeneralRefusal,
    workshops::{Department, Skill, SkillMinutes, StandardOperation},
};

/// A job as the customer asks for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WantedJob {
    #[serde(default)]
    pub operation: Option<StandardOperationId>,
    /// What the customer says; needed without an operation.
    #[serde(default)]
    pub words: String,
    /// Estimated, without an operation.
    #[serde(default)]
    pub skill: Option<Skill>,
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Who does it, without an operation; the department that usually does work of the skill unless somebody says so.
    #[serde(default)]
    pub department: Option<Department>,
}

/// A job as it was booked; what the operation was then stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BookedJob {
    pub operation: Option<StandardOperationId>,
    pub title: String,
    pub words: String,
    pub department: Department,
    pub skill: Skill,
    pub minutes: u32,
}

/// The most jobs that one booking or order holds.
pub(crate) const MOST_JOBS: usize = 50;

/// The department that usually does work of a skill.
const fn department_of(skill: Skill) -> Department {
    match skill {
        Skill::Maintenance | Skill::Mechanical | Skill::HighVoltage => Department::Mechanical,
        Skill::Body | Skill::Paint => Department::BodyAndPaint,
        Skill::Fitting => Department::Accessories,
    }
}

/// One wanted job with what its operation says.
pub(crate) fn wanted_job(
    facts: &dyn Facts,
    wanted: &WantedJob,
    field: &str,
) -> Result<BookedJob, Stop> {
    checks::fits(&format!("{field}.words"), &wanted.words, checks::REMARK)?;
    let words = wanted.words.trim().to_owned();
    if let Some(operation) = wanted.operation {
        let operation =
            StandardOperation::offered(facts, operation, &format!("{field}.operation"))?;
        return Ok(BookedJob {
            operation: Some(operation.id),
            title: operation.name,
            words,
            department: operation.department,
            skill: operation.skill,
            minutes: operation.minutes,
        });
    }
    checks::filled(&format!("{field}.words"), &words, checks::REMARK)?;
    let skill = wanted.skill.ok_or_else(|| GeneralRefusal::Empty {
        field: format!("{field}.skill"),
    })?;
    let minutes = wanted
        .minutes
        .filter(|minutes| *minutes > 0)
        .ok_or_else(|| BookingRefusal::NothingToDo {
            field: format!("{field}.minutes"),
        })?;
    Ok(BookedJob {
        operation: None,
        title: words.chars().take(checks::LINE).collect(),
        words,
        department: wanted.department.unwrap_or(department_of(skill)),
        skill,
        minutes,
    })
}

/// All wanted jobs; at least one.
pub fn wanted_jobs(facts: &dyn Facts, wanted: &[WantedJob]) -> Result<Vec<BookedJob>, Stop> {
    if wanted.is_empty() {
        return Err(BookingRefusal::NothingToDo {
            field: "jobs".to_owned(),
        }
        .into());
    }
    if wanted.len() > MOST_JOBS {
        return Err(GeneralRefusal::TooLong {
            field: "jobs".to_owned(),
            max: MOST_JOBS as u32,
        }
        .into());
    }
    wanted
        .iter()
        .enumerate()
        .map(|(place, wanted)| wanted_job(facts, wanted, &format!("jobs.{place}")))
        .collect()
}

/// What jobs take, by skill.
pub fn minutes_by_skill(jobs: &[BookedJob]) -> SkillMinutes {
    let mut minutes = SkillMinutes::new();
    for job in jobs {
        let there = minutes.entry(job.skill).or_default();
        *there = there.saturating_add(job.minutes);
    }
    minutes
}
