//! The papers of a repair: all are filled in from the one order, each with what it needs. A settlement's lines are
//! those of its sheet, so that a payer sees nothing of what another pays.

use std::{collections::BTreeMap, sync::Arc};

use documents::{Language, forms};
use domain::{
    customers::Customer,
    entity::Entity,
    ids::{PersonId, RecordId, RepairOrderId, ServiceBookingId, SettlementId},
    money::Fen,
    papers::PaperForm,
    repair_orders::{
        CheckIn, GatePass, Job, JobOrigin, JobState, RepairLine, RepairLineKind, RepairOrder,
        SettlementSheet,
    },
    service_bookings::ServiceBooking,
    serviced_cars::ServicedCar,
    time::Timestamp,
    warranty::{RepairWork, WarrantyRules, repair_warranty},
    workshops::{Bay, SlotResource, WorkshopSlot},
};
use rusqlite::Connection;
use serde_json::Value;
use store::rows;

use super::words;
use crate::{
    error::RpcError,
    orders::papers::{json, local, on_paper, phone_of, some, the_dealership},
    papers::{language, not_found},
    stores::OpenStore,
    test_drives::person_name,
};

/// 服务预约单
pub fn appointment(
    connection: &Connection,
    store: &OpenStore,
    id: ServiceBookingId,
) -> Result<(Language, Value), RpcError> {
    let booking: ServiceBooking =
        rows::entity(connection, id)?.ok_or_else(|| not_found(ServiceBooking::TABLE.name))?;
    let whose = whose(connection, booking.customer)?;
    let language = speaks(whose.as_ref());
    let contents = forms::ServiceAppointment {
        number: booking.number.clone(),
        dealership: on_paper(&the_dealership(connection, store)?),
        customer: whose
            .as_ref()
            .map_or_else(|| booking.called.clone(), |customer| customer.name.clone()),
        customer_phone: if booking.phone.is_empty() {
            whose.as_ref().map_or_else(String::new, phone_of)
        } else {
            booking.phone.clone()
        },
        advisor: person(connection, booking.advisor)?,
        car: car(rows::entity(connection, booking.car)?.as_ref(), None),
        starts_at: local(booking.starts_at, store.zone),
        ends_at: local(booking.ends_at, store.zone),
        transport: words::transport(booking.transport, language).to_owned(),
        jobs: booking
            .jobs
            .0
            .iter()
            .map(|job| forms::BookedWork {
                title: job.title.clone(),
                words: some(&job.words).filter(|words| *words != job.title),
                hours: hours(job.minutes),
            })
            .collect(),
        remark: some(&booking.remark),
    };
    Ok((language, json(&contents)?))
}

/// A paper of an order, a settlement sheet or a gate pass: which it is, its form says.
pub fn sheet(
    connection: &Connection,
    store: &OpenStore,
    form: PaperForm,
    RecordId(subject): RecordId,
) -> Result<(Language, Value), RpcError> {
    let settlement: Option<SettlementSheet> = if form == PaperForm::RepairSettlement {
        let sheet = rows::entity(connection, SettlementId(subject))?
            .ok_or_else(|| not_found(SettlementSheet::TABLE.name))?;
        Some(sheet)
    } else {
        None
    };
    let id = settlement
        .as_ref()
        .map_or(RepairOrderId(subject), |sheet| sheet.repair_order);
    let order: RepairOrder =
        rows::entity(connection, id)?.ok_or_else(|| not_found(RepairOrder::TABLE.name))?;
    let telling = Telling {
        connection,
        store,
        language: speaks(whose(connection, order.customer)?.as_ref()),
        order: &order,
    };
    let mut contents = telling.order(form, settlement.as_ref())?;
    if let Some(sheet) = &settlement {
        contents.number.clone_from(&sheet.number);
        contents.settled = Some(telling.settled(sheet, &contents)?);
    }
    if form == PaperForm::GatePass {
        telling.let_out(&mut contents)?;
    }
    Ok((telling.language, json(&contents)?))
}

/// What the telling of one order needs.
struct Telling<'a> {
    connection: &'a Connection,
    store: &'a OpenStore,
    language: Language,
    order: &'a RepairOrder,
}

impl Telling<'_> {
    fn at(&self, at: Timestamp) -> String {
        local(at, self.store.zone)
    }

    /// A moment within a sentence.
    fn said_at(&self, at: Timestamp) -> String {
        self.at(at).replace('T', " ")
    }

    fn order(
        &self,
        form: PaperForm,
        settlement: Option<&SettlementSheet>,
    ) -> Result<forms::RepairSheet, RpcError> {
        let order = self.order;
        let dealership = the_dealership(self.connection, self.store)?;
        let whose = whose(self.connection, order.customer)?;
        let jobs = self.jobs(form, settlement)?;
        let asked_for = jobs.iter().filter(|job| job.declined.is_none());
        Ok(forms::RepairSheet {
            number: order.number.clone(),
            order_number: order.number.clone(),
            kind: words::kind(order.kind, self.language).to_owned(),
            car: car(
                rows::entity(self.connection, order.car)?.as_ref(),
                Some(order.odometer_km),
            ),
            // A car of the house belongs to the house.
            customer: whose
                .as_ref()
                .map_or_else(|| dealership.name.clone(), |customer| customer.name.clone()),
            customer_phone: whose.as_ref().map(phone_of),
            advisor: person(self.connection, order.advisor)?,
            opened_at: self.at(order.opened_at),
            promised_at: order.promised_at.map(|at| self.at(at)),
            remark: some(&order.remark),
            total: sum(asked_for.map(|job| job.amount))?,
            shares: shares(&jobs)?,
            jobs,
            received: self.received()?,
            settled: None,
            leaves_at: None,
            let_out_by: None,
            dealership: on_paper(&dealership),
        })
    }

    fn jobs(
        &self,
        form: PaperForm,
        settlement: Option<&SettlementSheet>,
    ) -> Result<Vec<forms::Work>, RpcError> {
        let key = self.order.id.0.as_bytes().as_slice();
        let mut lines: BTreeMap<_, Vec<RepairLine>> = BTreeMap::new();
        for line in rows::select::<RepairLine>(
            self.connection,
            "where repair_order = ?1 order by job, id",
            [key],
        )? {
            if settlement.is_none_or(|sheet| line.settlement == Some(sheet.id)) {
                lines.entry(line.job).or_default().push(line);
            }
        }
        let mut told = Vec::new();
        for job in rows::select::<Job>(
            self.connection,
            "where repair_order = ?1 order by ordinal",
            [key],
        )? {
            let own = lines.remove(&job.id).unwrap_or_default();
            let belongs = match form {
                PaperForm::SupplementaryWork => job.origin == JobOrigin::Supplementary,
                PaperForm::RepairSettlement => !own.is_empty(),
                _ => true,
            };
            if belongs {
                let department = words::department(job.department, self.language);
                told.push(forms::Work {
                    // Who is sent to work asks for the department; nobody else does.
                    department: (form == PaperForm::WorkOrder).then(|| department.to_owned()),
                    ..self.job(job, &own)?
                });
            }
        }
        Ok(told)
    }

    fn job(&self, job: Job, lines: &[RepairLine]) -> Result<forms::Work, RpcError> {
        let slots = rows::select::<WorkshopSlot>(
            self.connection,
            "where holder = ?1",
            [job.id.0.as_bytes().as_slice()],
        )?;
        let slot = |kind| slots.iter().find(|slot| slot.resource_kind == kind);
        let bay: Option<Bay> = match slot(SlotResource::Bay) {
            Some(slot) => rows::entity(self.connection, slot.resource)?,
            None => None,
        };
        let technician = slot(SlotResource::Technician);
        let authorised = match (job.authorised_how, job.authorised_at) {
            (Some(how), Some(at)) => Some(self.said([
                &job.authorised_by,
                words::how(how, self.language),
                &self.said_at(at),
            ])),
            _ => None,
        };
        let inspected = match (job.inspected_by, job.inspected_at) {
            (Some(by), Some(at)) => Some(format!(
                "{} {}",
                person_name(self.connection, Some(by))?,
                self.said_at(at)
            )),
            _ => None,
        };
        Ok(forms::Work {
            place: i64::from(job.ordinal),
            supplementary: job.origin == JobOrigin::Supplementary,
            concern: some(&job.concern).filter(|concern| *concern != job.title),
            cause: some(&job.cause),
            correction: some(&job.correction),
            hours: hours(job.flat_minutes),
            technician: match technician {
                Some(slot) => some(&person_name(
                    self.connection,
                    Some(PersonId(slot.resource.0)),
                )?),
                None => None,
            },
            bay: bay.map(|bay| bay.name),
            department: None,
            planned_from: technician.map(|slot| self.at(slot.starts_at)),
            planned_until: technician.map(|slot| self.at(slot.ends_at)),
            amount: sum(lines.iter().map(|line| line.amount))?,
            lines: lines.iter().map(|line| self.line(line)).collect(),
            authorised,
            declined: (job.state == JobState::Declined).then_some(job.declined_because),
            inspected,
            inspection_remark: some(&job.inspection_remark),
            title: job.title,
        })
    }

    fn line(&self, line: &RepairLine) -> forms::WorkLine {
        forms::WorkLine {
            kind: words::line(line.kind, self.language).to_owned(),
            name: line.label.clone(),
            reference: some(&line.reference),
            quantity: match line.kind {
                RepairLineKind::Labour => hours(line.quantity),
                RepairLineKind::Part | RepairLineKind::Sublet | RepairLineKind::Fee => {
                    pieces(line.quantity)
                }
            },
            unit_price: line.unit_price,
            amount: line.amount,
            payer: words::payer(line.payer, self.language).to_owned(),
        }
    }

    /// Words one after another, without those that are empty.
    fn said<const N: usize>(&self, words: [&str; N]) -> String {
        let said: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        said.join(match self.language {
            Language::Chinese => "，",
            Language::English => ", ",
        })
    }

    fn received(&self) -> Result<Option<forms::ReceivedCar>, RpcError> {
        let Some(check_in) = self.order.check_in else {
            return Ok(None);
        };
        let Some(seen) = rows::entity::<CheckIn>(self.connection, check_in)? else {
            return Ok(None);
        };
        Ok(Some(forms::ReceivedCar {
            brought_by: some(&seen.brought_by),
            percent: i64::from(seen.energy_percent),
            belongings: some(&seen.belongings),
            concern: some(&seen.concern),
            odometer_reason: some(&seen.odometer_reason),
            marks: seen
                .marks
                .0
                .iter()
                .map(|mark| forms::MarkOnPaper {
                    side: words::side(mark.view, self.language).to_owned(),
                    place: words::place(mark, self.language),
                    kind: words::damage(mark.kind, self.language).to_owned(),
                    note: some(&mark.note),
                    view: mark.view.word().to_owned(),
                    x: mark.x,
                    y: mark.y,
                    photo: !mark.photo.is_empty(),
                })
                .collect(),
            received_by: person_name(self.connection, Some(seen.received_by))?,
            received_at: self.at(seen.received_at),
        }))
    }

    fn settled(
        &self,
        sheet: &SettlementSheet,
        told: &forms::RepairSheet,
    ) -> Result<forms::Settled, RpcError> {
        let of = |kinds: &[RepairLineKind]| {
            let kinds: Vec<&str> = kinds
                .iter()
                .map(|kind| words::line(*kind, self.language))
                .collect();
            let lines = told.jobs.iter().flat_map(|job| &job.lines);
            sum(lines
                .filter(|line| kinds.contains(&line.kind.as_str()))
                .map(|line| line.amount))
        };
        Ok(forms::Settled {
            payer: words::payer(sheet.payer, self.language).to_owned(),
            labour: of(&[RepairLineKind::Labour])?,
            parts: of(&[RepairLineKind::Part])?,
            other: of(&[RepairLineKind::Sublet, RepairLineKind::Fee])?,
            paid: sheet.paid,
            left: sheet.left(),
            made_at: self.at(sheet.made_at),
            made_by: person_name(self.connection, Some(sheet.made_by))?,
            warranty: self.warranty(sheet.made_at)?,
        })
    }

    /// The least that the law has the house answer for, in words; nothing where no rule of that day is known.
    fn warranty(&self, completed_at: Timestamp) -> Result<Option<String>, RpcError> {
        let day = completed_at.date_in(self.store.zone);
        let rules: Arc<WarrantyRules> = store::rules_in_force(self.connection)?;
        let covered = repair_warranty(
            RepairWork::FirstLevelOrMinor,
            day,
            self.order.odometer_km,
            &rules,
        );
        Ok(covered.ok().map(|covered| match self.language {
            Language::Chinese => format!(
                "至 {} 或 {} 公里，先到为准",
                covered.last_day, covered.last_km
            ),
            Language::English => format!(
                "until {} or {} km, whichever is first",
                covered.last_day, covered.last_km
            ),
        }))
    }

    /// A pass is a pass only once it was issued.
    fn let_out(&self, contents: &mut forms::RepairSheet) -> Result<(), RpcError> {
        let pass = rows::select::<GatePass>(
            self.connection,
            "where repair_order = ?1 order by issued_at desc limit 1",
            [self.order.id.0.as_bytes().as_slice()],
        )?
        .into_iter()
        .next()
        .ok_or_else(|| not_found(GatePass::TABLE.name))?;
        contents.leaves_at = Some(self.at(pass.issued_at));
        contents.let_out_by = some(&person_name(self.connection, Some(pass.issued_by))?);
        contents.number = pass.number;
        Ok(())
    }
}

fn whose(
    connection: &Connection,
    customer: Option<domain::ids::CustomerId>,
) -> Result<Option<Customer>, RpcError> {
    Ok(match customer {
        Some(customer) => rows::entity(connection, customer)?,
        None => None,
    })
}

/// Papers speak the customer's language.
fn speaks(customer: Option<&Customer>) -> Language {
    customer.map_or(Language::Chinese, |customer| language(&customer.language))
}

fn person(connection: &Connection, person: PersonId) -> Result<forms::Consultant, RpcError> {
    Ok(forms::Consultant {
        name: person_name(connection, Some(person))?,
        phone: None,
    })
}

fn car(car: Option<&ServicedCar>, km: Option<u32>) -> forms::CarInService {
    forms::CarInService {
        description: car.map_or_else(String::new, |car| car.description.clone()),
        plate: car.and_then(|car| some(&car.plate)),
        vin: car.and_then(|car| some(&car.vin)),
        km: km
            .or_else(|| car.map(|car| car.odometer_km))
            .filter(|km| *km > 0)
            .map(i64::from),
    }
}

/// What each payer pays of the jobs that were not declined, in the order in which they come.
fn shares(jobs: &[forms::Work]) -> Result<Vec<forms::Share>, RpcError> {
    let mut shares: Vec<forms::Share> = Vec::new();
    let asked_for = jobs.iter().filter(|job| job.declined.is_none());
    for line in asked_for.flat_map(|job| &job.lines) {
        match shares.iter_mut().find(|share| share.payer == line.payer) {
            Some(share) => share.amount = sum([share.amount, line.amount])?,
            None => shares.push(forms::Share {
                payer: line.payer.clone(),
                amount: line.amount,
            }),
        }
    }
    Ok(shares)
}

fn sum(amounts: impl IntoIterator<Item = Fen>) -> Result<Fen, RpcError> {
    Fen::sum(amounts).ok_or_else(|| RpcError::failed("paperNotMade").with("detail", "amount"))
}

/// Flat minutes as hours, to the hundredth: `1.5`.
fn hours(minutes: u32) -> String {
    decimal(u64::from(minutes) * 100 / 60, 2)
}

/// Thousandths of a piece as pieces: `0.5`.
fn pieces(thousandths: u32) -> String {
    decimal(u64::from(thousandths), 3)
}

/// A number with so many places behind the point, without what says nothing.
fn decimal(number: u64, places: usize) -> String {
    let unit = 10_u64.pow(u32::try_from(places).unwrap_or(0));
    let text = format!("{}.{:0places$}", number / unit, number % unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{hours, pieces};

    #[test]
    fn hours_and_pieces_are_written_as_people_write_them() {
        assert_eq!(
            [hours(90), hours(48), hours(60), hours(5), hours(0)],
            ["1.5", "0.8", "1", "0.08", "0"]
        );
        assert_eq!(
            [pieces(1_000), pieces(500), pieces(4_250)],
            ["1", "0.5", "4.25"]
        );
    }
}
