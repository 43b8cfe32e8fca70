//! Who a new customer may already be, while their name and phone are being typed.

use domain::{
    customers::{Customer, CustomerVehicle, sound_of},
    entity::Entity,
    identifiers::{Mobile, Plate, Vin},
    ids::CustomerId,
    rights::Right,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use super::list::{CustomerRow, customer_row};
use crate::{Desk, error::RpcError};

/// What is known so far; empty where nothing is.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct DuplicatesArgs {
    pub name: String,
    pub mobile: String,
    pub identity_number: String,
    pub plate: String,
    pub vin: String,
    /// The record that is being mended, which is no duplicate of itself.
    pub except: Option<CustomerId>,
    /// A record whose own values are asked about, since the page only knows them masked.
    pub like: Option<CustomerId>,
}

domain::words! {
    /// Why two records may be one customer, the surest first.
    pub enum DuplicateReason {
        IdentityNumber => "identityNumber",
        Mobile => "mobile",
        Vin => "vin",
        Plate => "plate",
        Name => "name",
        /// The name sounds alike.
        Sound => "sound",
    }
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Duplicate {
    pub customer: CustomerRow,
    pub reasons: Vec<DuplicateReason>,
}

/// As many as a panel beside the form holds.
const MOST: usize = 8;
/// A common name has hundreds of bearers; beyond these none is told from another by name alone.
const MOST_BY_NAME: usize = 40;

/// Answers from indexes alone, so that it keeps up with the typing.
pub fn duplicates(desk: &Desk, asked: DuplicatesArgs) -> Result<Vec<Duplicate>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    store.store.read(|connection| {
        let asked = filled_from(connection, asked)?;
        let mut found = Found {
            connection,
            except: asked.except,
            duplicates: Vec::new(),
        };
        let number = asked.identity_number.trim().to_uppercase();
        if !number.is_empty() {
            found.by(
                "identity_number = ?1",
                &number,
                DuplicateReason::IdentityNumber,
            )?;
        }
        if let Ok(mobile) = Mobile::parse(&asked.mobile) {
            found.by("mobile = ?1", mobile.as_str(), DuplicateReason::Mobile)?;
        }
        if let Ok(reading) = Vin::parse(&asked.vin) {
            found.by_car("vin", reading.vin.as_str(), DuplicateReason::Vin)?;
        }
        if let Ok(plate) = Plate::parse(&asked.plate) {
            found.by_car("plate", plate.as_str(), DuplicateReason::Plate)?;
        }
        let name = asked.name.trim();
        // One character is everybody of that surname.
        if name.chars().count() > 1 {
            found.by("name = ?1", name, DuplicateReason::Name)?;
            found.by("name_sound = ?1", &sound_of(name), DuplicateReason::Sound)?;
        }
        let mut all = found.duplicates;
        // Of equal reasons the one that was known first comes first.
        all.sort_by_key(|(customer, reasons)| (reasons.iter().min().copied(), customer.added_at));
        all.truncate(MOST);
        all.into_iter()
            .map(|(customer, mut reasons)| {
                reasons.sort_unstable();
                if reasons.contains(&DuplicateReason::Name) {
                    reasons.retain(|reason| *reason != DuplicateReason::Sound);
                }
                Ok(Duplicate {
                    customer: customer_row(connection, customer)?,
                    reasons,
                })
            })
            .collect()
    })
}

/// The question with the values of the record that it names.
fn filled_from(connection: &Connection, asked: DuplicatesArgs) -> Result<DuplicatesArgs, RpcError> {
    let Some(like) = asked.like else {
        return Ok(asked);
    };
    let Some(customer) = rows::entity::<Customer>(connection, like)? else {
        return Ok(asked);
    };
    Ok(DuplicatesArgs {
        name: customer.name,
        mobile: customer
            .mobile
            .map(|mobile| mobile.to_string())
            .unwrap_or_default(),
        identity_number: customer.identity_number,
        except: Some(like),
        ..asked
    })
}

struct Found<'a> {
    connection: &'a Connection,
    except: Option<CustomerId>,
    duplicates: Vec<(Customer, Vec<DuplicateReason>)>,
}

impl Found<'_> {
    fn by(
        &mut self,
        condition: &str,
        value: &str,
        reason: DuplicateReason,
    ) -> Result<(), RpcError> {
        let customers: Vec<Customer> = rows::select(
            self.connection,
            &format!("where {condition} limit {MOST_BY_NAME}"),
            [value],
        )?;
        for customer in customers {
            self.add(customer.id, reason)?;
        }
        Ok(())
    }

    fn by_car(
        &mut self,
        column: &str,
        value: &str,
        reason: DuplicateReason,
    ) -> Result<(), RpcError> {
        let links: Vec<CustomerVehicle> = rows::select(
            self.connection,
            &format!("where {column} = ?1 and until is null limit {MOST_BY_NAME}"),
            [value],
        )?;
        for link in links {
            self.add(link.customer, reason)?;
        }
        Ok(())
    }

    /// The record in which that customer goes on today, once, with every reason.
    fn add(&mut self, customer: CustomerId, reason: DuplicateReason) -> Result<(), RpcError> {
        let facts = StoreFacts::new(self.connection);
        let Ok(head) = domain::customers::head_of(&facts, customer) else {
            return Err(facts.breakage().into());
        };
        let Some(head) =
            head.filter(|head| head.erased_at.is_none() && Some(head.id) != self.except)
        else {
            return Ok(());
        };
        match self
            .duplicates
            .iter_mut()
            .find(|(known, _)| known.key() == head.key())
        {
            Some((_, reasons)) if reasons.contains(&reason) => {}
            Some((_, reasons)) => reasons.push(reason),
            None => self.duplicates.push((head, vec![reason])),
        }
        Ok(())
    }
}
