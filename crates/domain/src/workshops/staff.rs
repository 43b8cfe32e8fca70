//! Who works at a post: shifts, certificates and absences of each, and what that makes of a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Absence, CapacityShare, Certificate, Hours, Post, Shift, Skill, WorkshopRefusal};
use crate::{
    command::Stop,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::PersonId,
    people::{Person, PersonState},
    refusal::GeneralRefusal,
};

/// The person that a command names, who must work here.
pub(crate) fn working(facts: &dyn Facts, person: PersonId, field: &str) -> Result<Person, Stop> {
    let person = facts
        .get::<Person>(person)?
        .ok_or_else(|| GeneralRefusal::NotFound {
            kind: "person".to_owned(),
            field: field.to_owned(),
        })?;
    match person.state {
        PersonState::Working => Ok(person),
        PersonState::Left => Err(WorkshopRefusal::PersonGone {
            name: person.name,
            field: field.to_owned(),
        }
        .into()),
    }
}

/// Somebody of the service department.
#[derive(Debug, Clone)]
pub struct StaffMember {
    pub person: PersonId,
    pub name: String,
    shifts: Vec<Shift>,
    certificates: Vec<Certificate>,
    absences: Vec<Absence>,
}

impl StaffMember {
    /// One person, at whatever post.
    pub(crate) fn read(facts: &dyn Facts, person: &Person) -> Result<Self, Missing> {
        Ok(Self {
            person: person.id,
            name: person.name.clone(),
            shifts: facts.by::<Shift>(Shift::BY_PERSON, [person.id.to_value()])?,
            certificates: facts
                .by::<Certificate>(Certificate::BY_PERSON, [person.id.to_value()])?,
            absences: facts.by::<Absence>(Absence::BY_PERSON, [person.id.to_value()])?,
        })
    }

    /// Somebody who has not left the house.
    pub(crate) fn at_work(facts: &dyn Facts, person: PersonId) -> Result<Option<Self>, Missing> {
        facts
            .get::<Person>(person)?
            .filter(|person| person.state == PersonState::Working)
            .map(|person| Self::read(facts, &person))
            .transpose()
    }

    /// When this person is at work at that post on a day, within the opening hours.
    pub fn hours_on(&self, post: Post, day: NaiveDate, open: Hours) -> Option<Hours> {
        let away = self
            .absences
            .iter()
            .any(|absence| absence.first_day <= day && day <= absence.last_day);
        if away {
            return None;
        }
        self.shifts
            .iter()
            .find(|shift| shift.post == post && shift.holds_on(day))
            .and_then(|shift| shift.hours_on(day, open))
    }

    /// What this person may do on a day.
    pub fn skills_on(&self, day: NaiveDate) -> Vec<Skill> {
        let mut skills: Vec<Skill> = self
            .certificates
            .iter()
            .filter(|certificate| certificate.holds_on(day))
            .map(|certificate| certificate.skill)
            .collect();
        skills.sort_unstable();
        skills.dedup();
        skills
    }
}

/// All who have or had a shift at a post.
#[derive(Debug, Clone, Default)]
pub struct Staff {
    pub members: Vec<StaffMember>,
}

impl Staff {
    pub fn read(facts: &dyn Facts, post: Post) -> Result<Self, Missing> {
        let mut members = Vec::new();
        for person in Self::people(facts, post)? {
            members.extend(StaffMember::at_work(facts, person)?);
        }
        Ok(Self { members })
    }

    /// All who have or had a shift at a post, those who left the house among them.
    pub(crate) fn people(facts: &dyn Facts, post: Post) -> Result<Vec<PersonId>, Missing> {
        let mut people: Vec<PersonId> = facts
            .by::<Shift>(Shift::BY_POST_PERSON, [post.to_value()])?
            .into_iter()
            .map(|shift| shift.person)
            .collect();
        people.dedup();
        Ok(people)
    }

    /// The minutes that the technicians work on a day, by the skills they have.
    pub fn capacity_on(&self, day: NaiveDate, open: Hours, lunch: Hours) -> Vec<CapacityShare> {
        let mut shares: BTreeMap<Vec<Skill>, u32> = BTreeMap::new();
        for member in &self.members {
            let Some(hours) = member.hours_on(Post::Technician, day, open) else {
                continue;
            };
            let skills = member.skills_on(day);
            if skills.is_empty() {
                continue;
            }
            let minutes = (hours.until - hours.from).saturating_sub(hours.shared(lunch));
            let there = shares.entry(skills).or_default();
            *there = there.saturating_add(minutes);
        }
        shares
            .into_iter()
            .map(|(skills, minutes)| CapacityShare { skills, minutes })
            .collect()
    }
}
