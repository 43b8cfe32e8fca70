//! What the workshop is made of: hours, bays, people with their shifts and certificates, operations, rates.

use domain::{
    ids::PersonId,
    people::{Person, PersonState},
    rights::Right,
    workshops::{
        Absence, Bay, Certificate, LabourRate, OpeningException, Shift, StandardOperation,
        Workshop, WorkshopTerms,
    },
};
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, list::Nothing};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StaffRow {
    pub person: PersonId,
    pub name: String,
    pub working: bool,
    pub shifts: Vec<Shift>,
    pub certificates: Vec<Certificate>,
    /// Those that are not over.
    pub absences: Vec<Absence>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkshopSetup {
    /// Nothing while the house has not set them.
    pub terms: Option<WorkshopTerms>,
    pub bays: Vec<Bay>,
    /// Everybody of the house, who has a shift first.
    pub staff: Vec<StaffRow>,
    pub operations: Vec<StandardOperation>,
    /// The latest first.
    pub rates: Vec<LabourRate>,
    /// Today's and later ones.
    pub exceptions: Vec<OpeningException>,
}

pub fn setup(desk: &Desk, _: Nothing) -> Result<WorkshopSetup, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let today = clock::now().date_in(store.zone).to_string();
    store.store.read(|connection| {
        let mut staff: Vec<StaffRow> = rows::select::<Person>(connection, "order by name, id", [])?
            .into_iter()
            .map(|person| StaffRow {
                person: person.id,
                name: person.name,
                working: person.state == PersonState::Working,
                shifts: Vec::new(),
                certificates: Vec::new(),
                absences: Vec::new(),
            })
            .collect();
        for shift in rows::select::<Shift>(connection, "order by valid_from desc, id", [])? {
            if let Some(row) = staff.iter_mut().find(|row| row.person == shift.person) {
                row.shifts.push(shift);
            }
        }
        for certificate in rows::select::<Certificate>(connection, "order by skill, id", [])? {
            if let Some(row) = staff
                .iter_mut()
                .find(|row| row.person == certificate.person)
            {
                row.certificates.push(certificate);
            }
        }
        let absences = rows::select::<Absence>(
            connection,
            "where last_day >= ?1 order by first_day, id",
            [&today],
        )?;
        for absence in absences {
            if let Some(row) = staff.iter_mut().find(|row| row.person == absence.person) {
                row.absences.push(absence);
            }
        }
        staff.sort_by_key(|row| row.shifts.is_empty());
        Ok(WorkshopSetup {
            terms: rows::all::<Workshop>(connection)?
                .into_iter()
                .next()
                .map(|workshop| workshop.terms.0),
            bays: rows::select(connection, "order by ordinal, name", [])?,
            staff,
            operations: rows::select(connection, "order by state, operation_code", [])?,
            rates: rows::select(
                connection,
                "order by skill, valid_from desc, set_at desc",
                [],
            )?,
            exceptions: rows::select(connection, "where day >= ?1 order by day", [&today])?,
        })
    })
}
