//! What one car that comes to the workshop leaves behind: its booking, the repair order with jobs, lines and the
//! stretches that bay, technician and advisor were taken for, the clock, the sheet with its money, the gate pass.
//! The log of a job's states is kept of the last month; of older jobs only its last entry.

use domain::{
    entity::Json,
    ids::{RecordId, RepairOrderId, ServiceBookingId, SettlementId},
    money::Fen,
    payments::PaymentMethod,
    repair_orders::{
        AuthorisedHow, ClockEntry, GatePass, Job, JobOrigin, JobState, JobStep, Payer, RepairLine,
        RepairLineKind, RepairOrder, RepairOrderState, SettlementPayment, SettlementSheet,
        SettlementState,
    },
    service_bookings::{BookedJob, BookingState, ServiceBooking, Transport},
    time::Timestamp,
    workshops::{SlotHolder, SlotResource, WorkshopSlot},
};
use store::StoreError;

use super::{
    Dice, MINUTE, Sheet, Size, id,
    service::IntoId,
    years::{
        Coming, OPERATIONS, RECEPTION, at, bay_id, car_id, customer_of, department_of,
        operation_id, per_hour,
    },
};

/// The kinds of ids of this file; see [`id`].
const BOOKING: u128 = 0x5E40;
const ORDER: u128 = 0x5E41;
const JOB: u128 = 0x5E42;
const STEP: u128 = 0x5E43;
const SLOT: u128 = 0x5E44;
const LINE: u128 = 0x5E45;
const CLOCK: u128 = 0x5E46;
const SHEET: u128 = 0x5E47;
const PAYMENT: u128 = 0x5E48;
const PASS: u128 = 0x5E49;
const MISSED: u128 = 0x5E4A;

/// Days whose jobs have the whole log of their states.
const LOGGED_DAYS: i64 = 31;

/// Of so many cars one is booked that does not come after all.
const COMES_TO_NOTHING: u32 = 33;

/// How far a car has got.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It is still to come.
    Expected,
    /// It is here, and its work is planned.
    Here,
    /// It is being worked on.
    Working,
    /// It has left.
    Gone,
}

/// How long before its time a car is brought, and how long after its work it leaves.
const BEFORE: i64 = 15 * MINUTE;
const AFTER: i64 = 25 * MINUTE;

struct Times {
    begin: Timestamp,
    end: Timestamp,
    opened: Timestamp,
    left: Timestamp,
}

pub fn write(sheet: &mut Sheet, size: Size, coming: &Coming) -> Result<(), StoreError> {
    let begin = at(sheet, coming.day, coming.begin());
    let end = at(sheet, coming.day, coming.end());
    let times = Times {
        begin,
        end,
        opened: begin.plus(-BEFORE),
        left: end.plus(AFTER),
    };
    let stage = if times.left < sheet.now {
        Stage::Gone
    } else if times.begin <= sheet.now {
        Stage::Working
    } else if times.opened <= sheet.now {
        Stage::Here
    } else {
        Stage::Expected
    };
    let mut dice = Dice::of(coming.number.wrapping_add(0xC000_0000));
    booking(sheet, size, coming, &times, stage, &mut dice)?;
    if stage == Stage::Gone && coming.number.is_multiple_of(COMES_TO_NOTHING) {
        missed(sheet, size, coming, &times)?;
    }
    slots(sheet, coming, &times, stage)?;
    if stage == Stage::Expected {
        return Ok(());
    }
    Visit {
        size,
        coming,
        times: &times,
        stage,
        payer: payer(coming, &mut dice),
    }
    .write(sheet, &mut dice)
}

fn booking_id(coming: &Coming) -> ServiceBookingId {
    id(BOOKING, coming.number).into_id()
}

fn order_id(coming: &Coming) -> RepairOrderId {
    id(ORDER, coming.number).into_id()
}

fn job_id(coming: &Coming, place: u32) -> domain::ids::JobId {
    id(JOB, coming.number * 2 + place).into_id()
}

fn order_number(coming: &Coming) -> String {
    format!("WX-{:07}", coming.number)
}

fn booked(coming: &Coming) -> Vec<BookedJob> {
    coming
        .stretches
        .iter()
        .map(|stretch| {
            let (_, name, skill, minutes) = OPERATIONS[stretch.operation];
            BookedJob {
                operation: Some(operation_id(stretch.operation)),
                title: name.to_owned(),
                words: String::new(),
                department: department_of(skill),
                skill,
                minutes,
            }
        })
        .collect()
}

fn booking(
    sheet: &mut Sheet,
    size: Size,
    coming: &Coming,
    times: &Times,
    stage: Stage,
    dice: &mut Dice,
) -> Result<(), StoreError> {
    let jobs = booked(coming);
    let made_at = times
        .begin
        .plus(-i64::from(1 + dice.below(12)) * Timestamp::DAY);
    let confirmed_at = times.begin.plus(-Timestamp::DAY);
    let confirmed = confirmed_at <= sheet.now;
    let arrived = stage != Stage::Expected;
    sheet.put(&ServiceBooking {
        id: booking_id(coming),
        number: format!("YY-{:07}", coming.number),
        car: car_id(coming.car),
        customer: Some(customer_of(size, coming.car)),
        called: String::new(),
        phone: String::new(),
        minutes: jobs.iter().map(|job| job.minutes).sum(),
        jobs: Json(jobs),
        advisor: coming.advisor,
        bay: Some(bay_id(coming.bay)),
        day: coming.day,
        starts_at: times.begin,
        ends_at: at(sheet, coming.day, coming.told_until),
        transport: dice.one(Transport::ALL),
        state: match (arrived, confirmed) {
            (true, _) => BookingState::Arrived,
            (false, true) => BookingState::Confirmed,
            (false, false) => BookingState::New,
        },
        overbooked_minutes: 0,
        moved: u32::from(dice.below(9) == 0),
        repair_order: arrived.then(|| order_id(coming)),
        remark: String::new(),
        closed_because: String::new(),
        made_by: coming.advisor,
        made_at: Timestamp(made_at.0.min(sheet.now.0)),
        confirmed_at: confirmed.then_some(confirmed_at),
        closed_at: arrived.then_some(times.opened),
        wash: None,
    })
}

/// Somebody who was booked for the same time and called it off, or did not come; their place was given on.
fn missed(sheet: &mut Sheet, size: Size, coming: &Coming, times: &Times) -> Result<(), StoreError> {
    let car = coming.car.wrapping_add(1) % size.years.cars.max(1);
    let jobs = booked(coming);
    let told = coming.number.is_multiple_of(2);
    sheet.put(&ServiceBooking {
        id: id(MISSED, coming.number).into_id(),
        number: format!("YY-{:07}-Q", coming.number),
        car: car_id(car),
        customer: Some(customer_of(size, car)),
        called: String::new(),
        phone: String::new(),
        minutes: jobs.iter().map(|job| job.minutes).sum(),
        jobs: Json(jobs),
        advisor: coming.advisor,
        bay: None,
        day: coming.day,
        starts_at: times.begin,
        ends_at: at(sheet, coming.day, coming.told_until),
        transport: Transport::Waits,
        state: if told {
            BookingState::Cancelled
        } else {
            BookingState::NoShow
        },
        overbooked_minutes: 0,
        moved: 0,
        repair_order: None,
        remark: String::new(),
        closed_because: if told { "客户临时有事" } else { "" }.to_owned(),
        made_by: coming.advisor,
        made_at: times.begin.plus(-3 * Timestamp::DAY),
        confirmed_at: None,
        closed_at: Some(times.begin.plus(-Timestamp::HOUR)),
        wash: None,
    })
}

/// What is taken for it: the advisor and, until its work is planned, the bay by the booking; after that bay and
/// technician by each job.
fn slots(
    sheet: &mut Sheet,
    coming: &Coming,
    times: &Times,
    stage: Stage,
) -> Result<(), StoreError> {
    let mut place = 0;
    let mut taken = |sheet: &mut Sheet,
                     resource: (SlotResource, RecordId),
                     (starts_at, ends_at): (Timestamp, Timestamp),
                     holder: (SlotHolder, RecordId, String)| {
        place += 1;
        let (holder_kind, holder, label) = holder;
        sheet.put(&WorkshopSlot {
            id: id(SLOT, coming.number * 8 + place).into_id(),
            resource_kind: resource.0,
            resource: resource.1,
            day: coming.day,
            starts_at,
            ends_at,
            holder_kind,
            holder,
            label,
        })
    };
    let booking = || {
        (
            SlotHolder::Booking,
            booking_id(coming).into(),
            format!("YY-{:07}", coming.number),
        )
    };
    let received = times.begin.plus(i64::from(RECEPTION) * MINUTE);
    let bay = (SlotResource::Bay, bay_id(coming.bay).into());
    taken(
        sheet,
        (SlotResource::Advisor, coming.advisor.into()),
        (times.begin, received),
        booking(),
    )?;
    if stage == Stage::Expected {
        let told = at(sheet, coming.day, coming.told_until);
        return taken(sheet, bay, (times.begin, told), booking());
    }
    for (number, stretch) in (0..).zip(&coming.stretches) {
        let between = (
            at(sheet, coming.day, stretch.begin),
            at(sheet, coming.day, stretch.end),
        );
        let job = || {
            (
                SlotHolder::Job,
                job_id(coming, number).into(),
                order_number(coming),
            )
        };
        taken(sheet, bay, between, job())?;
        taken(
            sheet,
            (SlotResource::Technician, coming.technician.into()),
            between,
            job(),
        )?;
    }
    Ok(())
}

fn payer(coming: &Coming, dice: &mut Dice) -> Payer {
    use domain::repair_orders::RepairKind;
    match coming.kind {
        RepairKind::Accident if dice.below(10) < 6 => Payer::Insurer,
        RepairKind::Warranty if dice.below(10) < 5 => Payer::Warranty,
        RepairKind::FirstService
        | RepairKind::ScheduledService
        | RepairKind::Repair
        | RepairKind::Accident
        | RepairKind::Warranty
        | RepairKind::Recall
        | RepairKind::Comeback
        | RepairKind::Inspection
        | RepairKind::Internal => Payer::Customer,
    }
}

/// How the money comes to the counter.
const COUNTER: [PaymentMethod; 5] = [
    PaymentMethod::WeChat,
    PaymentMethod::Alipay,
    PaymentMethod::WeChat,
    PaymentMethod::Card,
    PaymentMethod::Cash,
];

/// A car that has come.
struct Visit<'a> {
    size: Size,
    coming: &'a Coming,
    times: &'a Times,
    stage: Stage,
    payer: Payer,
}

impl Visit<'_> {
    fn write(&self, sheet: &mut Sheet, dice: &mut Dice) -> Result<(), StoreError> {
        let coming = self.coming;
        let mut total = Fen::ZERO;
        for (place, _) in (0..).zip(&coming.stretches) {
            let amount = self.job(sheet, place, dice)?;
            total = Fen(total.fen() + amount.fen());
        }
        let gone = self.stage == Stage::Gone;
        if gone {
            self.settled(sheet, total, dice)?;
        }
        let left = gone.then_some(self.times.left);
        sheet.put(&RepairOrder {
            id: order_id(coming),
            number: order_number(coming),
            kind: coming.kind,
            state: match self.stage {
                Stage::Gone => RepairOrderState::Left,
                Stage::Working => RepairOrderState::InWork,
                Stage::Here | Stage::Expected => RepairOrderState::Open,
            },
            car: car_id(coming.car),
            customer: Some(customer_of(self.size, coming.car)),
            booking: Some(booking_id(coming)),
            check_in: None,
            sale: None,
            advisor: coming.advisor,
            odometer_km: coming.km,
            promised_at: Some(at(sheet, coming.day, coming.told_until)),
            remark: String::new(),
            total,
            jobs: coming.stretches.len() as u32,
            sheets: u32::from(gone),
            opened_at: self.times.opened,
            settled_at: left,
            left_at: left,
        })
    }

    fn sheet_id(&self) -> SettlementId {
        id(SHEET, self.coming.number).into_id()
    }

    /// A job with its lines, its clock and its log; what it comes to.
    fn job(&self, sheet: &mut Sheet, place: u32, dice: &mut Dice) -> Result<Fen, StoreError> {
        let coming = self.coming;
        let stretch = &coming.stretches[place as usize];
        let (_, title, skill, minutes) = OPERATIONS[stretch.operation];
        let begin = at(sheet, coming.day, stretch.begin);
        let end = at(sheet, coming.day, stretch.end);
        let state = match self.stage {
            Stage::Gone => JobState::Passed,
            Stage::Working if begin <= sheet.now && sheet.now < end => JobState::Working,
            Stage::Working if end <= sheet.now => JobState::Finished,
            Stage::Working | Stage::Here | Stage::Expected => JobState::Planned,
        };
        let job = job_id(coming, place);
        let finished =
            end.min(begin.plus(i64::from(minutes) * MINUTE * i64::from(80 + dice.below(40)) / 100));
        let inspected = end.plus(5 * MINUTE);
        let log = [
            (JobState::Proposed, self.times.opened),
            (JobState::Authorised, self.times.opened.plus(4 * MINUTE)),
            (JobState::Planned, self.times.opened.plus(6 * MINUTE)),
            (JobState::Working, begin),
            (JobState::Finished, finished),
            (JobState::Passed, inspected),
        ];
        let reached = log
            .iter()
            .position(|(there, _)| *there == state)
            .unwrap_or_default();
        let amount = self.lines(sheet, place, (title, minutes, per_hour(skill)), dice)?;
        let step = |entry: usize| id(STEP, (coming.number * 2 + place) * 8 + entry as u32);
        let logged = sheet.now.0 - self.times.begin.0 < LOGGED_DAYS * Timestamp::DAY;
        let from = if logged { 0 } else { reached };
        for (entry, (entered, entered_at)) in log.iter().enumerate().take(reached + 1).skip(from) {
            let next = log.get(entry + 1).filter(|_| entry < reached);
            sheet.put(&JobStep {
                id: step(entry).into_id(),
                job,
                repair_order: order_id(coming),
                state: *entered,
                pause: None,
                entered_at: *entered_at,
                left_at: next.map(|(_, at)| *at),
                by: match entered {
                    JobState::Working | JobState::Finished => coming.technician,
                    JobState::Proposed
                    | JobState::Authorised
                    | JobState::Planned
                    | JobState::Paused
                    | JobState::Rework
                    | JobState::Passed
                    | JobState::Declined => coming.advisor,
                },
            })?;
        }
        let clocked = matches!(
            state,
            JobState::Working | JobState::Finished | JobState::Passed
        );
        let off_at = (state != JobState::Working).then_some(finished);
        if clocked {
            sheet.put(&ClockEntry {
                id: id(CLOCK, coming.number * 2 + place).into_id(),
                person: coming.technician,
                job,
                repair_order: order_id(coming),
                on_at: begin,
                off_at,
            })?;
        }
        let passed = state == JobState::Passed;
        sheet.put(&Job {
            id: job,
            repair_order: order_id(coming),
            car: car_id(coming.car),
            ordinal: place + 1,
            origin: JobOrigin::First,
            department: department_of(skill),
            skill,
            operation: Some(operation_id(stretch.operation)),
            title: title.to_owned(),
            concern: String::new(),
            cause: String::new(),
            correction: if passed { "按标准作业完成" } else { "" }.to_owned(),
            flat_minutes: minutes,
            worked: match off_at {
                Some(off_at) if clocked => off_at.0 - begin.0,
                Some(_) | None => 0,
            },
            state,
            pause: None,
            since: log[reached].1,
            step: step(reached).into_id(),
            authorised_by: "车主".to_owned(),
            authorised_how: Some(AuthorisedHow::Signature),
            authorised_at: Some(log[1].1),
            authorised_amount: if self.payer.pays_at_the_counter() {
                amount
            } else {
                Fen::ZERO
            },
            declined_because: String::new(),
            revived_as: None,
            counted_on: None,
            reworks: 0,
            inspected_by: passed.then_some(coming.advisor),
            inspected_at: passed.then_some(inspected),
            inspection_remark: String::new(),
        })?;
        Ok(amount)
    }

    /// The labour, and for some what was used up.
    fn lines(
        &self,
        sheet: &mut Sheet,
        place: u32,
        (title, minutes, unit_price): (&str, u32, Fen),
        dice: &mut Dice,
    ) -> Result<Fen, StoreError> {
        let coming = self.coming;
        let settlement = (self.stage == Stage::Gone).then(|| self.sheet_id());
        let labour = Fen(unit_price.fen() * i64::from(minutes) / 60);
        let line = |number: u32, kind, label: &str, quantity, unit_price, amount| RepairLine {
            id: id(LINE, (coming.number * 2 + place) * 2 + number).into_id(),
            repair_order: order_id(coming),
            job: job_id(coming, place),
            kind,
            label: label.to_owned(),
            reference: String::new(),
            quantity,
            unit_price,
            amount,
            payer: self.payer,
            settlement,
        };
        sheet.put(&line(
            0,
            RepairLineKind::Labour,
            title,
            minutes,
            unit_price,
            labour,
        ))?;
        if dice.below(3) > 0 {
            return Ok(labour);
        }
        let used = Fen(1_500 + 500 * i64::from(dice.below(12)));
        sheet.put(&line(1, RepairLineKind::Fee, "辅料费", 1_000, used, used))?;
        Ok(Fen(labour.fen() + used.fen()))
    }

    /// The sheet of the one payer, its money, and the way out.
    fn settled(&self, sheet: &mut Sheet, total: Fen, dice: &mut Dice) -> Result<(), StoreError> {
        let coming = self.coming;
        let number = coming.number;
        let counter = self.payer.pays_at_the_counter();
        let made_at = self.times.end.plus(10 * MINUTE);
        let settlement = self.sheet_id();
        sheet.put(&SettlementSheet {
            id: settlement,
            repair_order: order_id(coming),
            number: format!("JS-{number:07}"),
            payer: self.payer,
            car: car_id(coming.car),
            customer: Some(customer_of(self.size, coming.car)),
            amount: total,
            paid: if counter { total } else { Fen::ZERO },
            entries: u32::from(counter),
            state: if counter {
                SettlementState::Paid
            } else {
                SettlementState::OnAccount
            },
            credit_by: None,
            credit_until: None,
            reason: String::new(),
            made_by: coming.advisor,
            made_at,
            reversed_at: None,
        })?;
        if counter {
            let method = dice.one(&COUNTER);
            sheet.cash.count(coming.day, method, total);
            let cashier = sheet.cashier;
            sheet.put(&SettlementPayment {
                id: id(PAYMENT, number).into_id(),
                settlement,
                repair_order: order_id(coming),
                n: 1,
                method,
                amount: total,
                paid_after: total,
                receipt_number: format!("SKF-{number:07}"),
                reference: String::new(),
                day: coming.day,
                cashier,
                paid_at: self.times.end.plus(15 * MINUTE),
            })?;
        }
        sheet.put(&GatePass {
            id: id(PASS, number).into_id(),
            number: format!("CM-{number:07}"),
            repair_order: order_id(coming),
            car: car_id(coming.car),
            issued_by: coming.advisor,
            issued_at: self.times.left,
        })
    }
}
