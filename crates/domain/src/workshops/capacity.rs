//! How much work a day takes. Somebody with several skills can do any of them but only one at a time,
//! so minutes by skill cannot simply be added up: a demand fits exactly when every set of skills is asked
//! for at most the minutes of all who have any of them (Hall's theorem). With six skills that is 63 sums.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Skill;

/// Minutes by skill.
pub type SkillMinutes = BTreeMap<Skill, u32>;

/// The minutes of all who have exactly these skills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CapacityShare {
    pub skills: Vec<Skill>,
    pub minutes: u32,
}

/// What is missing for a demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// The skill asked for of which there is not enough; of several the first.
    pub skill: Skill,
    pub minutes: u32,
}

const SETS: u32 = 1 << Skill::ALL.len();

const fn bit(skill: Skill) -> u32 {
    1 << (skill as u32)
}

fn mask(skills: &[Skill]) -> u32 {
    skills.iter().fold(0, |mask, skill| mask | bit(*skill))
}

/// The sum over the skills.
pub fn total_minutes(minutes: &SkillMinutes) -> u32 {
    minutes
        .values()
        .fold(0, |sum, more| sum.saturating_add(*more))
}

/// The skill that most of the work takes; it decides the bay.
pub fn main_skill(minutes: &SkillMinutes) -> Skill {
    minutes
        .iter()
        .max_by_key(|(skill, minutes)| (**minutes, std::cmp::Reverse(**skill)))
        .map_or(Skill::Maintenance, |(skill, _)| *skill)
}

fn demand_of(minutes: &SkillMinutes, set: u32) -> u64 {
    minutes
        .iter()
        .filter(|(skill, _)| set & bit(**skill) != 0)
        .map(|(_, minutes)| u64::from(*minutes))
        .sum()
}

fn capacity_of(capacity: &[(u32, u64)], set: u32) -> u64 {
    capacity
        .iter()
        .filter(|(skills, _)| skills & set != 0)
        .map(|(_, minutes)| minutes)
        .sum()
}

/// The bookable minutes by set of skills.
fn bookable(capacity: &[CapacityShare], percent: u32) -> Vec<(u32, u64)> {
    capacity
        .iter()
        .map(|share| {
            (
                mask(&share.skills),
                u64::from(share.minutes) * u64::from(percent) / 100,
            )
        })
        .collect()
}

/// The minutes that nobody has, and the set of skills for which that is so.
fn deficit(capacity: &[(u32, u64)], demand: &SkillMinutes) -> (u64, u32) {
    let asked = demand
        .iter()
        .filter(|(_, minutes)| **minutes > 0)
        .fold(0, |mask, (skill, _)| mask | bit(*skill));
    let mut worst = (0, 0);
    for set in (1..SETS).filter(|set| set & !asked == 0) {
        let short = demand_of(demand, set).saturating_sub(capacity_of(capacity, set));
        if short > worst.0 {
            worst = (short, set);
        }
    }
    worst
}

/// What is missing when this is asked for on top of what is booked: nothing when it fits, or when what
/// was overbooked before is elsewhere.
pub fn shortage(
    capacity: &[CapacityShare],
    percent: u32,
    booked: &SkillMinutes,
    asked: &SkillMinutes,
) -> Option<Shortage> {
    let capacity = bookable(capacity, percent);
    let (before, _) = deficit(&capacity, booked);
    let (after, set) = deficit(&capacity, &with(booked, asked));
    let grown = after.checked_sub(before).filter(|grown| *grown > 0)?;
    let skill = asked
        .iter()
        .find(|(skill, minutes)| **minutes > 0 && set & bit(**skill) != 0)
        .or_else(|| asked.iter().next())
        .map(|(skill, _)| *skill)?;
    Some(Shortage {
        skill,
        minutes: u32::try_from(grown).unwrap_or(u32::MAX),
    })
}

/// How many minutes of this skill can still be booked.
pub fn free_minutes(
    capacity: &[CapacityShare],
    percent: u32,
    booked: &SkillMinutes,
    skill: Skill,
) -> u32 {
    let capacity = bookable(capacity, percent);
    let (before, _) = deficit(&capacity, booked);
    let free = (1..SETS)
        .filter(|set| set & bit(skill) != 0)
        .map(|set| (capacity_of(&capacity, set) + before).saturating_sub(demand_of(booked, set)))
        .min()
        .unwrap_or(0);
    u32::try_from(free).unwrap_or(u32::MAX)
}

/// Both together.
pub(super) fn with(booked: &SkillMinutes, asked: &SkillMinutes) -> SkillMinutes {
    let mut sum = booked.clone();
    for (skill, minutes) in asked {
        let there = sum.entry(*skill).or_default();
        *there = there.saturating_add(*minutes);
    }
    sum
}

/// The first without the second.
pub(super) fn without(booked: &SkillMinutes, given_back: &SkillMinutes) -> SkillMinutes {
    let mut rest = booked.clone();
    for (skill, minutes) in given_back {
        if let Some(there) = rest.get_mut(skill) {
            *there = there.saturating_sub(*minutes);
        }
    }
    rest.retain(|_, minutes| *minutes > 0);
    rest
}
