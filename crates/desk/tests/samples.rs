//! The sample is a dealership whose sums hold, all of which is found, and which has something to do today.

mod house;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use desk::samples::{self, Marketing, Size, Years};
use domain::{
    cash_days::{CashDay, CashDayState},
    customers::{Customer, CustomerStage, IdentityPaper},
    identifiers::ResidentId,
    ids::PartId,
    leads::{Contact, Lead, LeadState},
    members::{Member, PointsDeed, PointsEntry},
    money::Fen,
    orders::{Invoice, InvoiceState, Order, OrderLine, Picture, settled},
    parts::{Part, PartCost, PartMovement, PartNeed, PartStanding},
    payments::{OrderAccount, Payment, PaymentKind, PaymentMethod},
    plans::PlanEntry,
    promotions::{Coupon, CouponState, Promotion, PromotionState},
    quotes::{Approval, ApprovalState, Quote, QuoteLine, QuoteState},
    repair_orders::{
        ClockEntry, GatePass, Job, JobState, RepairLine, RepairOrder, RepairOrderState,
        SettlementPayment, SettlementSheet,
    },
    service_bookings::{ServiceBooking, minutes_by_skill},
    tasks::{Task, TaskKind, TaskState},
    test_drives::{DriveState, TestDrive},
    time::Timestamp,
    vehicles::{Vehicle, VehicleCost, VehicleCostLine, VehicleState},
    visits::Visit,
    workshops::{SkillMinutes, WorkshopDay, WorkshopSlot, shortage},
};
use house::House;
use rusqlite::Connection;
use serde_json::{Value, json};
use store::{StoreError, rows};

const ZONE: chrono_tz::Tz = chrono_tz::Tz::Asia__Shanghai;

fn now() -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis())
}

/// All money that counts in a cash day: of sales, of the workshop, of plans.
fn money(connection: &Connection) -> Result<Vec<(NaiveDate, PaymentMethod, Fen)>, StoreError> {
    let sales = rows::all::<Payment>(connection)?
        .into_iter()
        .map(|payment| (payment.day, payment.method, payment.amount));
    let workshop = rows::all::<SettlementPayment>(connection)?
        .into_iter()
        .map(|payment| (payment.day, payment.method, payment.amount));
    let plans = rows::all::<PlanEntry>(connection)?
        .into_iter()
        .filter_map(|entry| Some((entry.day?, entry.method?, entry.money)));
    Ok(sales.chain(workshop).chain(plans).collect())
}

/// The training dealership as a person gets it.
fn filled() -> House {
    let house = House::first_start(&std::env::temp_dir());
    let mut asked = House::training_store();
    asked["filled"] = json!("sample");
    house.ask("store.create_training", asked);
    house
}

fn read(house: &House, check: impl FnOnce(&Connection) -> Result<(), StoreError>) {
    house
        .desk()
        .write_rows(|writing, _| check(writing.connection()))
        .expect("read");
}

fn by_id<T: domain::entity::Entity>(
    connection: &Connection,
) -> Result<HashMap<domain::ids::RecordId, T>, StoreError> {
    let all = rows::all::<T>(connection)?;
    Ok(all.into_iter().map(|row| (row.key(), row)).collect())
}

#[test]
fn every_order_is_the_sum_of_its_lines_and_stands_where_its_money_and_papers_lead() {
    let house = filled();
    read(&house, |connection| {
        let mut lines: HashMap<_, i64> = HashMap::new();
        for line in rows::all::<OrderLine>(connection)? {
            *lines.entry(line.order_id).or_default() += line.amount.fen();
        }
        let accounts = by_id::<OrderAccount>(connection)?;
        let vehicles = by_id::<Vehicle>(connection)?;
        let customers = by_id::<Customer>(connection)?;
        let orders = rows::all::<Order>(connection)?;
        assert_eq!(orders.len(), Size::SMALL.orders as usize);
        let mut held = HashSet::new();
        for order in &orders {
            let number = &order.number;
            assert_eq!(lines[&order.id], order.total.fen(), "{number}");
            assert!(
                order.advance_agreed.fen() * 5 <= order.total.fen(),
                "{number}"
            );
            let account = &accounts[&order.id.into()];
            let customer = &customers[&order.customer.into()];
            let vehicle = order.vehicle.map(|vehicle| &vehicles[&vehicle.into()]);
            let picture = Picture {
                order,
                account,
                vehicle,
                customer: Some(customer),
                today: now().date_in(ZONE),
            };
            assert_eq!(settled(&picture), order.state, "{number}");
            if order.state.is_signed() {
                assert_eq!(customer.identity_paper, IdentityPaper::ResidentId);
                let today = now().date_in(ZONE);
                assert!(ResidentId::parse(&customer.identity_number, today).is_ok());
                assert!(!order.contract_number.is_empty());
            }
            assert!(order.made_at <= now() && order.signed_at.is_none_or(|at| at <= now()));
            let Some(vehicle) = vehicle else { continue };
            assert!(held.insert(vehicle.id), "a car stands in two orders");
            if order.state.is_delivered() {
                assert_eq!(vehicle.state, VehicleState::Delivered, "{number}");
                assert_eq!(account.paid, order.total, "{number}");
            } else {
                assert_eq!(vehicle.held_by, Some(order.id), "{number}");
            }
        }
        for vehicle in vehicles.values() {
            assert_eq!(
                vehicle.held_by.is_some(),
                matches!(vehicle.state, VehicleState::Allocated | VehicleState::Ready)
            );
            let on_its_way = vehicle.state == VehicleState::InTransit;
            assert_eq!(vehicle.arrived_on.is_none(), on_its_way);
        }
        Ok(())
    });
}

#[test]
fn every_shelf_is_the_sum_of_its_ledger_and_of_what_is_kept_and_waited_for() {
    let house = filled();
    read(&house, |connection| {
        let mut sums: HashMap<PartId, (i64, i64, i64, i64)> = HashMap::new();
        for entry in rows::all::<PartMovement>(connection)? {
            assert!(entry.at <= now());
            let sum = sums.entry(entry.part).or_default();
            sum.0 += entry.quantity;
            sum.1 += entry.reserved;
            sum.2 += entry.value.fen();
            sum.3 += 1;
        }
        let costs = by_id::<PartCost>(connection)?;
        let needs = rows::all::<PartNeed>(connection)?;
        let parts = rows::all::<Part>(connection)?;
        assert_eq!(parts.len(), Size::SMALL.parts as usize);
        let numbers: HashSet<&str> = parts.iter().map(|part| part.number.as_str()).collect();
        assert_eq!(numbers.len(), parts.len(), "a number stands on two parts");
        for part in &parts {
            let (on_hand, reserved, value, entries) = sums[&part.id];
            assert_eq!(part.on_hand, on_hand, "{part:?}");
            assert_eq!(part.reserved, reserved, "{part:?}");
            assert_eq!(part.movements, entries, "{part:?}");
            assert_eq!(costs[&part.id.into()].value.fen(), value, "{part:?}");
            let own = || needs.iter().filter(|need| need.part == part.id);
            assert_eq!(part.reserved, own().map(|need| need.reserved).sum::<i64>());
            assert_eq!(part.waiting, own().map(|need| need.waiting).sum::<i64>());
            assert!(part.reserved <= part.on_hand.max(0));
        }
        assert!(needs.iter().any(|need| need.waiting > 0), "somebody waits");
        assert!(
            needs.iter().any(|need| need.reserved > 0),
            "something is kept"
        );
        assert!(
            needs.iter().any(|need| need.picked > 0),
            "something was taken"
        );
        assert!(
            parts
                .iter()
                .any(|part| part.standing == PartStanding::Short)
        );
        Ok(())
    });
}

#[test]
fn every_account_is_the_sum_of_its_ledger_and_every_cash_day_that_of_its_payments() {
    let house = filled();
    read(&house, |connection| {
        let payments = rows::all::<Payment>(connection)?;
        let by_payment = by_id::<Payment>(connection)?;
        let invoices = rows::all::<Invoice>(connection)?;
        for account in rows::all::<OrderAccount>(connection)? {
            let mut ledger: Vec<&Payment> = payments
                .iter()
                .filter(|payment| payment.order_id == account.id)
                .collect();
            ledger.sort_by_key(|payment| payment.n);
            let mut balance = 0;
            for (n, payment) in (1..).zip(&ledger) {
                balance += payment.amount.fen();
                assert_eq!((payment.n, payment.balance_after.fen()), (n, balance));
                assert!(payment.paid_at <= now());
                if let Some(original) = payment.refunds {
                    assert_eq!(payment.kind, PaymentKind::Refund);
                    let original = &by_payment[&original.into()];
                    assert_eq!(original.refunded.fen(), -payment.amount.fen());
                    assert_eq!(original.method, payment.method);
                }
            }
            let of_lender: i64 = ledger
                .iter()
                .filter(|payment| payment.method == PaymentMethod::Lender)
                .map(|payment| payment.amount.fen())
                .sum();
            assert_eq!(account.paid.fen(), balance);
            assert_eq!(account.balance.fen(), balance);
            assert_eq!(account.lender_paid.fen(), of_lender);
            assert_eq!(account.entries as usize, ledger.len());
        }
        let mut by_day: HashMap<_, Vec<(PaymentMethod, Fen)>> = HashMap::new();
        for (day, method, amount) in money(connection)? {
            by_day.entry(day).or_default().push((method, amount));
        }
        let days = rows::all::<CashDay>(connection)?;
        let today = now().date_in(ZONE);
        assert!(
            by_day
                .keys()
                .all(|day| days.iter().any(|there| there.day == *day))
        );
        for day in &days {
            let moved = by_day.get(&day.day).cloned().unwrap_or_default();
            let sum = |which: &dyn Fn(PaymentMethod, Fen) -> bool| -> i64 {
                moved
                    .iter()
                    .filter(|(method, amount)| which(*method, *amount))
                    .map(|(_, amount)| amount.fen())
                    .sum()
            };
            assert_eq!(day.entries as usize, moved.len());
            assert_eq!(day.paid_in.fen(), sum(&|_, amount| amount.is_positive()));
            assert_eq!(day.paid_out.fen(), -sum(&|_, amount| amount.is_negative()));
            for method in PaymentMethod::ALL.iter().copied() {
                assert_eq!(day.net(method).fen(), sum(&|other, _| other == method));
            }
            assert_eq!(day.state == CashDayState::Open, day.day == today);
            let counted: i64 = day
                .denominations
                .0
                .iter()
                .map(|piece| piece.face.fen() * i64::from(piece.pieces))
                .sum();
            if day.state == CashDayState::Closed {
                let expected = day.expected(PaymentMethod::Cash).expect("a sum");
                assert_eq!(counted - expected.fen(), day.difference.fen());
                assert_eq!(day.difference.is_zero(), day.explanation.is_empty());
            }
        }
        for invoice in &invoices {
            assert_eq!(invoice.state, InvoiceState::Issued);
            let others = invoices
                .iter()
                .filter(|other| other.vehicle == invoice.vehicle);
            assert_eq!(others.count(), 1, "one invoice for one car");
        }
        Ok(())
    });
}

#[test]
fn every_quote_is_the_sum_of_its_lines_and_some_wait_for_an_answer() {
    let house = filled();
    read(&house, |connection| {
        let mut lines: HashMap<_, i64> = HashMap::new();
        for line in rows::all::<QuoteLine>(connection)? {
            *lines.entry(line.quote).or_default() += line.amount.fen();
        }
        let quotes = rows::all::<Quote>(connection)?;
        for quote in &quotes {
            assert_eq!(lines[&quote.id], quote.total.fen(), "{}", quote.number);
        }
        for state in [
            QuoteState::Draft,
            QuoteState::ApprovalWaiting,
            QuoteState::Approved,
            QuoteState::Issued,
            QuoteState::Accepted,
            QuoteState::Withdrawn,
        ] {
            assert!(quotes.iter().any(|quote| quote.state == state), "{state:?}");
        }
        let approvals = rows::all::<Approval>(connection)?;
        for quote in quotes
            .iter()
            .filter(|q| q.state == QuoteState::ApprovalWaiting)
        {
            let approval = approvals
                .iter()
                .find(|approval| Some(approval.id) == quote.approval)
                .expect("the question");
            assert_eq!(approval.state, ApprovalState::Waiting);
        }
        Ok(())
    });
    house.sign_in("manager");
    let waiting = house.ask("quotes.approvals", json!({}));
    assert!(waiting.as_array().is_some_and(|waiting| waiting.len() > 2));
}

#[test]
fn every_live_lead_has_one_follow_up_and_its_customer_says_the_same() {
    let house = filled();
    read(&house, |connection| {
        let customers = by_id::<Customer>(connection)?;
        let tasks = rows::all::<Task>(connection)?;
        let contacts = rows::all::<Contact>(connection)?;
        let leads = rows::all::<Lead>(connection)?;
        for state in LeadState::ALL {
            assert!(leads.iter().any(|lead| lead.state == *state), "{state:?}");
        }
        for lead in &leads {
            let open: Vec<&Task> = tasks
                .iter()
                .filter(|task| task.kind == TaskKind::FollowUp && task.state == TaskState::Open)
                .filter(|task| task.subject == Some(lead.id.into()))
                .collect();
            assert_eq!(
                open.len(),
                usize::from(lead.state.is_live()),
                "{}",
                lead.number
            );
            assert_eq!(lead.next_follow_up, open.first().map(|task| task.due));
            assert!(open.iter().all(|task| task.owner == lead.owner));
            assert_eq!(lead.owner.is_none(), lead.pooled_at.is_some());
            let last = contacts
                .iter()
                .filter(|contact| contact.lead == lead.id)
                .map(|contact| contact.at)
                .max();
            assert_eq!(lead.last_contact_at, last, "{}", lead.number);
            let customer = &customers[&lead.customer.into()];
            assert_eq!(customer.owner, lead.owner);
            assert_eq!(customer.grade, Some(lead.grade));
            assert_eq!(Some(customer.channel), Some(Some(lead.channel)));
            if lead.state.is_live() {
                assert_eq!(customer.stage, CustomerStage::Prospect);
            }
        }
        for visit in rows::all::<Visit>(connection)? {
            assert!(visit.arrived_at <= now());
            assert!(visit.left_at.is_none_or(|left| left >= visit.arrived_at));
        }
        let lines = rows::all::<VehicleCostLine>(connection)?;
        for cost in rows::all::<VehicleCost>(connection)? {
            let of_car = lines.iter().filter(|line| line.vehicle == cost.id);
            let sum = Fen::sum(of_car.map(|line| line.amount));
            assert_eq!(Some(cost.extras), sum);
        }
        Ok(())
    });
}

#[test]
fn no_two_drives_hold_a_car_a_consultant_or_a_customer_at_once() {
    let house = filled();
    read(&house, |connection| {
        let drives = rows::all::<TestDrive>(connection)?;
        let tasks = by_id::<Task>(connection)?;
        assert!(drives.len() > 60, "{}", drives.len());
        for state in [
            DriveState::Booked,
            DriveState::Out,
            DriveState::Finished,
            DriveState::Cancelled,
            DriveState::NoShow,
        ] {
            assert!(drives.iter().any(|drive| drive.state == state), "{state:?}");
        }
        for (place, one) in drives.iter().enumerate() {
            let number = &one.number;
            for other in &drives[place + 1..] {
                let shares = one.vehicle == other.vehicle
                    || one.consultant == other.consultant
                    || one.customer == other.customer;
                let overlaps = one.starts_at < other.held_until && other.starts_at < one.held_until;
                assert!(!(shares && overlaps), "{number} and {}", other.number);
            }
            let of_drive = tasks
                .values()
                .filter(|task| task.subject == Some(one.id.into()));
            let open = of_drive
                .filter(|task| task.state == TaskState::Open)
                .count();
            assert_eq!(open, usize::from(one.state.holds()), "{number}");
            assert_eq!(one.returned_at.is_some(), one.score.is_some(), "{number}");
            assert!(
                one.out_km
                    .zip(one.returned_km)
                    .is_none_or(|(out, back)| out < back),
                "{number}"
            );
        }
        Ok(())
    });
}

#[test]
fn the_day_of_a_new_training_store_has_something_to_do_for_everybody() {
    let house = filled();
    let tile = |tiles: &Value, name: &str| -> (u64, u64) {
        let tile = tiles["tiles"]
            .as_array()
            .and_then(|tiles| tiles.iter().find(|tile| tile["tile"] == name))
            .unwrap_or_else(|| panic!("no tile {name}: {tiles}"))
            .clone();
        (
            tile["count"].as_u64().expect("a count"),
            tile["late"].as_u64().expect("a count"),
        )
    };
    house.sign_in("sales");
    let tiles = house.ask("my_day.tiles", json!({}));
    let (due, late) = tile(&tiles, "followUps");
    assert!(due > 0 && late > 0, "{tiles}");
    assert!(tile(&tiles, "pool").0 > 0, "{tiles}");
    house.sign_in("manager");
    let tiles = house.ask("my_day.tiles", json!({}));
    for name in [
        "followUps",
        "testDrives",
        "deliveries",
        "tasks",
        "lostReviews",
        "stock",
    ] {
        assert!(tile(&tiles, name).0 > 0, "{name}: {tiles}");
        let rows = house.ask("my_day.rows", json!({"tile": name, "limit": 100}));
        for row in rows.as_array().expect("rows") {
            assert_eq!(row["opens"], true, "{name}: {row}");
        }
    }
    house.sign_in("cashier");
    let day = house.ask("cash.day", json!({"day": now().date_in(ZONE)}));
    assert_eq!(day["cashDay"]["state"], "open", "{day}");
    assert!(
        day["cashDay"]["entries"]
            .as_u64()
            .is_some_and(|entries| entries > 0)
    );
}

#[test]
fn an_order_is_found_by_its_number_its_customers_phone_its_vin_and_its_plate() {
    let house = filled();
    house.sign_in("manager");
    for typed in ["SOS-000010", "13810000010", "000010", "沪A00010"] {
        let answer = house.ask("search.all", json!({"text": typed, "limit": 20}));
        let hits = answer["hits"].as_array().expect("hits");
        assert!(
            hits.iter()
                .any(|hit| hit["kind"] == "sales_order" && hit["title"] == "SOS-000010"),
            "{typed}: {answer}"
        );
    }
    let all = house.ask(
        "vehicles.list",
        json!({"filters": {}, "text": "", "offset": 0, "limit": 5}),
    );
    assert_eq!(all["total"], Size::SMALL.cars);
}

#[test]
fn the_same_moment_makes_the_same_sample() {
    let noon = Timestamp(1_795_320_000_000);
    let fingerprint = || {
        let house = House::training();
        samples::fill(house.desk(), Size::SMALL, noon).expect("filled");
        let mut text = String::new();
        read(&house, |connection| {
            // The ids of the catalogue's models belong to their lane, which is another in every house.
            let vehicles: Vec<_> = rows::all::<Vehicle>(connection)?
                .into_iter()
                .map(|vehicle| Vehicle {
                    model: None,
                    ..vehicle
                })
                .collect();
            let orders: Vec<_> = rows::all::<Order>(connection)?
                .into_iter()
                .map(|order| (order.number, order.total, order.state, order.made_at))
                .collect();
            let quotes: Vec<_> = rows::all::<Quote>(connection)?
                .into_iter()
                .map(|quote| (quote.number, quote.total, quote.state))
                .collect();
            text = format!("{vehicles:?}{orders:?}{quotes:?}");
            Ok(())
        });
        text
    };
    assert_eq!(fingerprint(), fingerprint());
}

#[test]
fn promotions_coupons_members_and_levels_of_the_sample_hold() {
    let house = filled();
    let some = Size::SMALL.marketing;
    read(&house, |connection| {
        let promotions = rows::all::<Promotion>(connection)?;
        assert_eq!(promotions.len(), some.promotions as usize);
        for state in PromotionState::ALL {
            assert!(
                promotions.iter().any(|one| one.state == *state),
                "{state:?}"
            );
        }
        let coupons = rows::all::<Coupon>(connection)?;
        assert_eq!(coupons.len(), some.coupons as usize);
        assert!(coupons.iter().any(|one| one.state == CouponState::Void));
        let members = rows::all::<Member>(connection)?;
        assert_eq!(members.len(), some.members as usize);
        let entries = rows::all::<PointsEntry>(connection)?;
        for member in &members {
            let own = entries.iter().filter(|entry| entry.member == member.id);
            let (count, sum) = own.fold((0, 0), |(count, sum), entry| {
                (count + 1, sum + entry.points)
            });
            assert_eq!(
                (member.entries, member.balance),
                (count, sum),
                "{}",
                member.number
            );
        }
        let most = members.iter().map(|member| member.entries).max();
        assert!(most >= Some(some.entries), "{most:?}");
        assert!(entries.iter().any(|entry| entry.deed == PointsDeed::Earned));
        Ok(())
    });
    house.sign_in("manager");
    let levels = house.ask("vehicles.levels", json!({}))["levels"].clone();
    let levels = levels.as_array().expect("levels");
    assert_eq!(levels.len(), 4);
    let short = levels.iter().filter(|level| level["short"] != 0).count();
    assert!(
        short > 0 && short < 4,
        "some run low and some do not: {levels:?}"
    );
}

#[test]
fn no_two_numbers_share_an_id_in_the_large_sample() {
    // The ids of numbers whose low bits differ were once the same.
    let house = House::training();
    let size = Size {
        cars: 9_000,
        customers: 9_000,
        orders: 0,
        buyers: 0,
        leads: 0,
        parts: 20,
        marketing: Marketing::NONE,
        years: Years::NONE,
    };
    samples::fill(house.desk(), size, now()).expect("filled");
    read(&house, |connection| {
        assert_eq!(rows::all::<Vehicle>(connection)?.len(), 9_000);
        assert_eq!(rows::all::<Customer>(connection)?.len(), 9_000);
        Ok(())
    });
}

/// A workshop of fifteen bays with some full days behind and before it.
fn busy() -> House {
    let house = House::training();
    let size = Size {
        cars: 20,
        customers: 300,
        orders: 0,
        buyers: 0,
        leads: 0,
        parts: 20,
        marketing: Marketing::NONE,
        years: Years {
            bays: 15,
            days: 5,
            ahead: 12,
            cars: 3_000,
        },
    };
    samples::fill(house.desk(), size, Timestamp(1_795_320_000_000)).expect("filled");
    house
}

#[test]
fn every_day_of_a_busy_workshop_says_what_its_bookings_add_up_to_and_nobody_is_in_two_places() {
    let house = busy();
    read(&house, |connection| {
        let bookings = rows::all::<ServiceBooking>(connection)?;
        let jobs = rows::all::<Job>(connection)?;
        let days = rows::all::<WorkshopDay>(connection)?;
        let today = Timestamp(1_795_320_000_000).date_in(ZONE);
        for day in &days {
            let mut asked = SkillMinutes::new();
            let own = bookings
                .iter()
                .filter(|booking| booking.day == day.day && booking.state.counts());
            let mut count = 0;
            for booking in own {
                count += 1;
                for (skill, minutes) in minutes_by_skill(&booking.jobs.0) {
                    *asked.entry(skill).or_default() += minutes;
                }
            }
            for job in jobs.iter().filter(|job| job.counted_on == Some(day.day)) {
                *asked.entry(job.skill).or_default() += job.flat_minutes;
            }
            assert_eq!(day.bookings, count, "{}", day.day);
            assert_eq!(day.booked.0, asked, "{}", day.day);
            let short = shortage(&day.capacity.0, 80, &SkillMinutes::new(), &asked);
            assert_eq!(short, None, "{}", day.day);
            assert!(day.day > today || day.bookings >= 200, "{day:?}");
        }
        assert!(days.len() >= 18, "{}", days.len());
        let mut slots = rows::all::<WorkshopSlot>(connection)?;
        slots.sort_by_key(|slot| (slot.resource, slot.starts_at));
        for pair in slots.windows(2) {
            let apart =
                pair[0].resource != pair[1].resource || pair[0].ends_at <= pair[1].starts_at;
            assert!(apart, "{pair:?}");
        }
        let mut cars = HashSet::new();
        for booking in bookings.iter().filter(|booking| booking.state.counts()) {
            assert!(
                cars.insert((booking.car, booking.day)),
                "{}",
                booking.number
            );
        }
        Ok(())
    });
}

#[test]
fn every_repair_order_of_a_busy_workshop_adds_up_to_its_sheets_and_nobody_left_without_paying() {
    let house = busy();
    read(&house, |connection| {
        let lines = rows::all::<RepairLine>(connection)?;
        let mut of_order: HashMap<_, i64> = HashMap::new();
        let mut of_sheet: HashMap<_, i64> = HashMap::new();
        for line in &lines {
            *of_order.entry(line.repair_order).or_default() += line.amount.fen();
            if let Some(sheet) = line.settlement {
                *of_sheet.entry(sheet).or_default() += line.amount.fen();
            }
        }
        let mut paid: HashMap<_, i64> = HashMap::new();
        for payment in rows::all::<SettlementPayment>(connection)? {
            *paid.entry(payment.settlement).or_default() += payment.amount.fen();
        }
        let sheets = rows::all::<SettlementSheet>(connection)?;
        for sheet in &sheets {
            assert_eq!(of_sheet[&sheet.id], sheet.amount.fen(), "{}", sheet.number);
            let money = paid.get(&sheet.id).copied().unwrap_or(0);
            assert_eq!(money, sheet.paid.fen(), "{}", sheet.number);
            assert!(sheet.state.lets_out(), "{}", sheet.number);
        }
        let passes: HashSet<_> = rows::all::<GatePass>(connection)?
            .into_iter()
            .map(|pass| pass.repair_order)
            .collect();
        let jobs = rows::all::<Job>(connection)?;
        let mut worked: HashMap<_, i64> = HashMap::new();
        for entry in rows::all::<ClockEntry>(connection)? {
            let time = entry.off_at.map_or(0, |off| off.0 - entry.on_at.0);
            *worked.entry(entry.job).or_default() += time;
        }
        for job in &jobs {
            let time = worked.get(&job.id).copied().unwrap_or(0);
            assert_eq!(job.worked, time, "{job:?}");
        }
        let orders = rows::all::<RepairOrder>(connection)?;
        let (mut left, mut in_work) = (0, 0);
        for order in &orders {
            let sum = of_order.get(&order.id).copied().unwrap_or(0);
            assert_eq!(order.total.fen(), sum, "{}", order.number);
            let own: Vec<&Job> = jobs
                .iter()
                .filter(|job| job.repair_order == order.id)
                .collect();
            assert_eq!(own.len(), order.jobs as usize, "{}", order.number);
            match order.state {
                RepairOrderState::Left => {
                    left += 1;
                    assert!(passes.contains(&order.id), "{}", order.number);
                    assert!(own.iter().all(|job| job.state == JobState::Passed));
                }
                RepairOrderState::InWork => {
                    in_work += 1;
                    assert!(own.iter().any(|job| !job.state.not_begun()));
                }
                RepairOrderState::Open => {
                    assert!(own.iter().all(|job| job.state.not_begun()));
                }
                RepairOrderState::ToSettle | RepairOrderState::Settled => {
                    panic!("{order:?}")
                }
            }
        }
        assert!(left > 1_000 && in_work > 5, "{left}, {in_work}");
        let mut by_day: HashMap<_, i64> = HashMap::new();
        for (day, _, amount) in money(connection)? {
            *by_day.entry(day).or_default() += amount.fen();
        }
        for day in rows::all::<CashDay>(connection)? {
            let moved = by_day.get(&day.day).copied().unwrap_or(0);
            assert_eq!(day.paid_in.fen() - day.paid_out.fen(), moved, "{}", day.day);
        }
        Ok(())
    });
}
