//! Who works at a post: shifts, certificates and absences of each, and what that makes of a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    Absence, CapacityShare, Certificate, Hours, Post, Shift, Skill, WorkshopRefusal, days::last_day,
};
use crate::{
    command::Stop,
    entity::{ColumnValue, Value},
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
        at_work(facts, person)?
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

/// Somebody who has not left the house.
fn at_work(facts: &dyn Facts, person: PersonId) -> Result<Option<Person>, Missing> {
    let person = facts.get::<Person>(person)?;
    Ok(person.filter(|person| person.state == PersonState::Working))
}

fn by_person<T>(rows: Vec<T>, person: impl Fn(&T) -> PersonId) -> BTreeMap<PersonId, Vec<T>> {
    let mut sorted: BTreeMap<PersonId, Vec<T>> = BTreeMap::new();
    for row in rows {
        sorted.entry(person(&row)).or_default().push(row);
    }
    sorted
}

/// The whole range of an index by person; no id has nothing but ones.
fn every_person() -> (Value, Value) {
    (
        PersonId(Uuid::nil()).to_value(),
        PersonId(Uuid::max()).to_value(),
    )
}

/// All who have or had a shift at a post.
#[derive(Debug, Clone, Default)]
pub struct Staff {
    pub members: Vec<StaffMember>,
}

impl Staff {
    /// What is known of all who are at a post from this day on. Everybody is asked after together: a large house has
    /// dozens of technicians, and a day that nobody has booked on yet asks for every one of them.
    pub fn read(facts: &dyn Facts, post: Post, from: NaiveDate) -> Result<Self, Missing> {
        let mut certificates = by_person(
            facts.by_range::<Certificate>(Certificate::BY_PERSON, [], every_person())?,
            |certificate| certificate.person,
        );
        let mut absences = by_person(
            facts.by_range::<Absence>(
                Absence::BY_LAST_DAY,
                [],
                (from.to_value(), last_day().to_value()),
            )?,
            |absence| absence.person,
        );
        let shifts = facts.by::<Shift>(Shift::BY_POST_PERSON, [post.to_value()])?;
        let mut members = Vec::new();
        for shifts in shifts.chunk_by(|one, next| one.person == next.person) {
            let person = shifts[0].person;
            let Some(person) = at_work(facts, person)? else {
                continue;
            };
            members.push(StaffMember {
                person: person.id,
                name: person.name,
                shifts: shifts.to_vec(),
                certificates: certificates.remove(&person.id).unwrap_or_default(),
                absences: absences.remove(&person.id).unwrap_or_default(),
            });
        }
        Ok(Self { members })
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
