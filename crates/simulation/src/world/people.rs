//! The house begins: its people with their keys, and its desks.

use domain::{
    Command,
    dealerships::{FoundDealership, Purpose},
    desks::EnrolDesk,
    ids::{DealershipId, DeskId, PersonId},
    people::{AddPerson, BuiltInRole, KeyMaterial, NewPerson},
};
use ed25519_dalek::SigningKey;
use protocol::{conversation::Event as Said, ledger::Position};

use super::{DAY, DESKS, Step, World, hex};
use crate::{
    commands::{Furniture, furnished},
    desk::Desk,
};

impl World {
    /// The dealership is founded, people are added, and every desk is enrolled and level.
    pub(super) fn begin(&mut self) {
        for place in 0..DESKS {
            let id = if place == 0 {
                self.founder
            } else {
                DeskId(self.chance.id())
            };
            self.add_desk(id);
        }
        let founding = Command::FoundDealership(FoundDealership {
            dealership: DealershipId(self.lane.0),
            name: "宏远汽车".to_owned(),
            code: "HY".to_owned(),
            purpose: Purpose::Trading,
            zone: "Asia/Shanghai".to_owned(),
            logo: String::new(),
            administrator: NewPerson {
                id: self.administrator,
                name: "陈管理".to_owned(),
                sign_in_name: "admin".to_owned(),
                key: self.new_key(),
            },
        });
        self.founding = self.give(0, self.administrator, founding).expect("founded");
        for (number, role) in [
            BuiltInRole::StoreManager,
            BuiltInRole::SalesManager,
            BuiltInRole::StoreManager,
        ]
        .into_iter()
        .enumerate()
        {
            let person = PersonId(self.chance.id());
            let key = self.new_key();
            let command = Command::AddPerson(AddPerson {
                person: NewPerson {
                    id: person,
                    name: format!("同事{number}"),
                    sign_in_name: format!("p{number}.sales"),
                    key,
                },
                roles: vec![
                    role.id(self.founding),
                    BuiltInRole::Cashier.id(self.founding),
                    BuiltInRole::ServiceAdvisor.id(self.founding),
                    BuiltInRole::Parts.id(self.founding),
                ],
            });
            self.give(0, self.administrator, command)
                .expect("a colleague");
            self.clerks.push(person);
        }
        self.furnish();
        for place in 0..DESKS {
            let enrolment = self.enrolment(place);
            self.give(0, self.administrator, enrolment)
                .expect("a desk is enrolled");
        }
        for place in 0..DESKS {
            self.say(place, Said::Began);
        }
        if !self.run_until_level() {
            let behind = self.who_is_behind();
            self.wrong
                .push(format!("not level at the beginning: {behind}"));
        }
        self.calm_since = None;
        let began = self.now;
        for _ in 0..self.options.commands {
            let desk = self.chance.below(DESKS as u64) as usize;
            let at = began + self.chance.below(DAY);
            self.at(at, Step::Give(desk));
        }
        for _ in 0..self.options.faults {
            let at = began + self.chance.below(DAY);
            self.at(at, Step::Fault);
        }
        self.at(began + DAY, Step::Look);
    }

    /// The workshop with its people, the demonstrators and the parts, before the first day.
    fn furnish(&mut self) {
        let technicians = [1, 2].map(|number| NewPerson {
            id: PersonId(self.chance.id()),
            name: format!("技师{number}"),
            sign_in_name: format!("t{number}.workshop"),
            key: self.new_key(),
        });
        let today = self.platform_time();
        let commands = furnished(Furniture {
            chance: &mut self.chance,
            founding: self.founding,
            technicians,
            advisors: &self.clerks[..2],
            today,
        });
        for command in commands {
            self.give(0, self.administrator, command)
                .expect("a piece of the house");
        }
    }

    pub(super) fn new_key(&mut self) -> KeyMaterial {
        let key = SigningKey::from_bytes(&self.chance.bytes());
        let public = key.verifying_key().to_bytes();
        self.keys.insert(public, key);
        KeyMaterial {
            public_key: hex(&public),
            wrapped_key: "00".repeat(48),
            salt: "00".repeat(16),
        }
    }

    pub(super) fn new_code(&mut self) -> String {
        self.codes += 1;
        format!("D{:02}", self.codes)
    }

    fn add_desk(&mut self, id: DeskId) {
        let place = self.desks.len();
        let code = self.new_code();
        let folder = self.folder.join(format!("desk-{place}"));
        let desk = Desk::new(id, code, folder, &self.empty_store);
        let epoch = self.platform.epoch;
        desk.store()
            .write(|writing| writing.follow(self.lane, Position::start_of(epoch)))
            .expect("it follows");
        self.desks.push(desk);
    }

    pub(super) fn enrolment(&self, place: usize) -> Command {
        let desk = &self.desks[place];
        Command::EnrolDesk(EnrolDesk {
            desk: desk.id,
            desk_code: desk.code.clone(),
            name: format!("工位 {}", desk.code),
            spoken_key: String::new(),
        })
    }
}
