//! The house in memory with cars and a buyer, for the tests of orders, payments and cash days, and the
//! commands that lead an order through its life.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDate;

use super::*;
pub use crate::testing::id;
use crate::{
    Command,
    command::Outcome,
    customers::{Customer, CustomerKind, CustomerStage, IdentityPaper},
    entity::Entity,
    identifiers::{Mobile, Vin},
    ids::{PaymentId, RecordId},
    payments::{OrderAccount, PaymentKind, PaymentMethod, RecordPayment, TakeDeposit},
    people::{BuiltInRole, Person, PersonState},
    refusal::Refusal,
    rights::Rights,
    testing,
    vehicles::{CertificateState, Vehicle, VehiclePurpose, VehicleSource, VehicleState},
};

pub const VINS: [&str; 3] = [
    "LFV3A23C1T3000001",
    "LFV3A23C3T3000002",
    "LFV3A23C5T3000003",
];
/// 200,000 yuan.
pub const PRICE: Fen = Fen(20_000_000);

/// The house of all rules' tests, with what a sale needs in it.
pub struct House(testing::House);

impl Deref for House {
    type Target = testing::House;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for House {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

impl House {
    /// Three cars, one customer, and everybody who has every right; 22 November 2026.
    pub fn new() -> Self {
        let mut house = Self(testing::House::of(BuiltInRole::StoreManager));
        house.on(day(2026, 11, 22));
        for person in [1, 2] {
            house.put(&Person {
                id: id(person),
                name: format!("同事{person}"),
                sign_in_name: format!("p{person}"),
                roles: Json(Vec::new()),
                state: PersonState::Working,
                added_at: house.now,
            });
        }
        house.put(&Customer {
            id: id(50),
            number: "CA-0001".to_owned(),
            kind: CustomerKind::Person,
            name: "张伟".to_owned(),
            name_sound: "zhang wei".to_owned(),
            mobile: Mobile::parse("13800138000").ok(),
            other_phone: String::new(),
            identity_paper: IdentityPaper::ResidentId,
            identity_number: "11010519491231002X".to_owned(),
            email: String::new(),
            address: String::new(),
            born_on: None,
            language: "zh-CN".to_owned(),
            owner: None,
            channel: None,
            grade: None,
            stage: CustomerStage::Prospect,
            remark: String::new(),
            merged_into: None,
            added_at: house.now,
            erased_at: None,
        });
        for (place, vin) in VINS.iter().enumerate() {
            let car = house.car(place, vin);
            house.put(&car);
        }
        house
    }

    fn car(&self, place: usize, vin: &str) -> Vehicle {
        Vehicle {
            id: id(100 + place as u128),
            stock_number: format!("RK-{place}"),
            vin: Vin::parse(vin).expect("a VIN").vin,
            model: None,
            description: "一汽-大众 迈腾 380TSI".to_owned(),
            exterior_colour: String::new(),
            interior_colour: String::new(),
            engine_number: String::new(),
            produced_on: None,
            state: VehicleState::InStock,
            purpose: VehiclePurpose::ForSale,
            source: VehicleSource::Maker,
            location: String::new(),
            expected_on: None,
            arrived_on: Some(day(2026, 10, 1)),
            odometer_km: 5,
            guide_price: Some(PRICE),
            asking_price: None,
            key_number: String::new(),
            keys_with: String::new(),
            certificate: CertificateState::InHouse,
            certificate_number: String::new(),
            certificate_with: String::new(),
            certificate_due: None,
            stop_sale: String::new(),
            held_by: None,
            held_at: None,
            remark: String::new(),
            taken_in_at: self.now,
        }
    }

    /// Noon of this day in Shanghai.
    pub fn on(&mut self, day: NaiveDate) {
        let noon = day.and_hms_opt(4, 0, 0).expect("a time").and_utc();
        self.now = Timestamp(noon.timestamp_millis());
    }

    // One's own, so that what is put may be taken from the house in the same breath.
    pub fn put<T: Entity>(&mut self, entity: &T) {
        self.0.put(entity);
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn find<T: Entity>(&self, id: impl Into<RecordId>) -> Option<T> {
        self.get(id)
    }

    pub fn order(&self, number: u128) -> Order {
        self.find(id::<OrderId>(number)).expect("the order")
    }

    pub fn account(&self, number: u128) -> OrderAccount {
        self.find(id::<OrderId>(number)).expect("the account")
    }

    /// Whoever gives a command here may give it.
    pub fn give_as(&mut self, person: u128, command: Command) -> Result<Outcome, Refusal> {
        self.act_with(person, Rights::all());
        self.0.give(command)
    }

    pub fn give(&mut self, command: Command) -> Outcome {
        self.act_with(1, Rights::all());
        self.done(command)
    }

    pub fn refused(&mut self, command: Command) -> Refusal {
        self.act_with(1, Rights::all());
        self.0.refused(command)
    }
}

// Commands, each as one calls it at the counter.

pub fn line(kind: OrderLineKind, amount: i64) -> NewOrderLine {
    NewOrderLine {
        kind,
        label: kind.word().to_owned(),
        amount: Fen(amount),
    }
}

pub fn make(order: u128) -> MakeOrder {
    MakeOrder {
        order: id(order),
        number: format!("SO-{order}"),
        customer: id(50),
        consultant: Some(id(1)),
        quote: None,
        vehicle: None,
        model: None,
        guide_price: Some(PRICE),
        wanted: "迈腾 380TSI".to_owned(),
        colour: String::new(),
        lines: vec![line(OrderLineKind::Car, PRICE.0)],
        advance: AdvanceKind::Deposit,
        advance_agreed: Fen(1_000_000),
        promised_on: None,
        approval_words: String::new(),
        remark: String::new(),
    }
}

pub fn sign(order: u128) -> Command {
    Command::SignContract(SignContract {
        order: id(order),
        contract_number: format!("HT-{order}"),
    })
}

pub fn deposit(payment: u128, order: u128, amount: i64) -> Command {
    Command::TakeDeposit(TakeDeposit {
        payment: id::<PaymentId>(payment),
        order: id(order),
        kind: AdvanceKind::Deposit,
        amount: Fen(amount),
        method: PaymentMethod::Cash,
        receipt_number: format!("SK-{payment}"),
        reference: String::new(),
        payer: String::new(),
        remark: String::new(),
    })
}

pub fn payment(payment: u128, order: u128, kind: PaymentKind, amount: i64) -> RecordPayment {
    RecordPayment {
        payment: id::<PaymentId>(payment),
        order: id(order),
        kind,
        amount: Fen(amount),
        method: PaymentMethod::Cash,
        receipt_number: format!("SK-{payment}"),
        reference: String::new(),
        payer: String::new(),
        remark: String::new(),
    }
}

pub fn allocate(order: u128, car: u128) -> Command {
    Command::AllocateVehicle(AllocateVehicle {
        order: id(order),
        vehicle: id(car),
    })
}

pub fn cancel(order: u128, fault: Fault) -> Command {
    Command::CancelOrder(CancelOrder {
        group: None,
        order: id(order),
        fault,
        reason: "客户改变主意".to_owned(),
    })
}

pub fn deliver(order: u128) -> Command {
    Command::DeliverVehicle(DeliverVehicle {
        order: id(order),
        handover_number: format!("JC-{order}"),
        odometer_km: 8,
        charge_or_fuel: String::new(),
        place: String::new(),
        items: HandoverItem::ALL
            .iter()
            .map(|item| HandoverTick {
                item: *item,
                state: HandoverState::Done,
                note: String::new(),
            })
            .collect(),
    })
}

impl House {
    /// An order up to the deposit.
    pub fn with_deposit(&mut self, order: u128) {
        self.give(Command::MakeOrder(make(order)));
        self.give(sign(order));
        self.give(deposit(order + 1_000, order, 1_000_000));
    }

    /// Everything that runs side by side after the allocation.
    pub fn made_ready(&mut self, order: u128) {
        let rest = self.account(order).outstanding().0;
        self.give(Command::RecordPayment(payment(
            order + 2_000,
            order,
            PaymentKind::Balance,
            rest,
        )));
        self.give(Command::RecordInvoice(RecordInvoice {
            order: id(order),
            number: format!("26{order:08}"),
            issued_on: day(2026, 11, 22),
            amount: PRICE,
        }));
        self.give(Command::RecordInsurance(RecordInsurance {
            order: id(order),
            insurer: "保险公司".to_owned(),
            policy_number: "P1".to_owned(),
            until: day(2027, 11, 21),
        }));
        self.give(Command::RecordInspection(RecordInspection {
            order: id(order),
            result: InspectionResult::Passed,
            odometer_km: None,
            remark: String::new(),
            repair_order_number: String::new(),
        }));
        self.give(Command::RecordPlate(RecordPlate {
            order: id(order),
            plate: "京A12345".to_owned(),
            temporary_until: Some(day(2026, 12, 10)),
        }));
    }
}
