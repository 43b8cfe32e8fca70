//! Who means to buy: leads in every state, what was said, who came by, and the next follow-up of each.

use domain::{
    customers::CustomerStage,
    entity::{Entity, Json},
    ids::*,
    leads::*,
    money::Fen,
    tasks::{Task, TaskKind, TaskState},
    time::Timestamp,
    visits::*,
};
use store::StoreError;

use super::{
    MINUTE, NEAR, Sheet, Size, Unit,
    customers::customer_id,
    dice::Dice,
    id,
    words::{CONTACTS, FOLLOW_UPS},
};

const CHANNELS: [Channel; 9] = [
    Channel::WalkIn,
    Channel::Portal,
    Channel::Maker,
    Channel::ShortVideo,
    Channel::Referral,
    Channel::Phone,
    Channel::OwnShop,
    Channel::Event,
    Channel::Returning,
];
const REASONS: [(LostReason, &str); 4] = [
    (LostReason::OtherBrand, "丰田 凯美瑞"),
    (LostReason::Price, ""),
    (LostReason::OtherDealer, "城东店"),
    (LostReason::GaveUp, ""),
];

pub fn channel_of(number: u32) -> Channel {
    Dice::of(number.wrapping_add(0x0C4A_0000)).uneven(&CHANNELS)
}

/// Whether the unit's customer has a lead, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Interest {
    state: LeadState,
    pub grade: Grade,
    /// In the public pool 公海.
    pooled: bool,
}

impl Interest {
    pub fn of(size: Size, unit: &Unit) -> Option<Self> {
        let number = unit.number;
        let mut dice = Dice::of(number.wrapping_add(0x01EA_D000));
        let grade = dice.one(&[
            Grade::H,
            Grade::A,
            Grade::A,
            Grade::B,
            Grade::B,
            Grade::B,
            Grade::C,
            Grade::D,
        ]);
        let mut pooled = false;
        let state = if number < size.buyers {
            let signed = unit.order.is_some_and(|sale| sale.state.is_signed());
            (signed && number.is_multiple_of(5)).then_some(LeadState::Won)?
        } else if number < (size.buyers + size.leads).min(size.customers) {
            match number % 10 {
                0 => LeadState::New,
                1 => LeadState::InWork,
                4 => LeadState::Visited,
                5 => LeadState::TestDriven,
                6 => LeadState::Quoted,
                7 => {
                    pooled = true;
                    LeadState::Following
                }
                8 if number < NEAR && number % 20 == 8 => LeadState::LostReported,
                8 => LeadState::Invalid,
                9 => LeadState::Lost,
                _ => LeadState::Following,
            }
        } else {
            return None;
        };
        Some(Self {
            state,
            grade,
            pooled,
        })
    }

    pub fn stage(&self) -> CustomerStage {
        match self.state {
            LeadState::Won => CustomerStage::Owner,
            LeadState::Lost => CustomerStage::Lost,
            LeadState::Invalid => CustomerStage::Known,
            LeadState::New
            | LeadState::InWork
            | LeadState::Following
            | LeadState::Visited
            | LeadState::TestDriven
            | LeadState::Quoted
            | LeadState::LostReported => CustomerStage::Prospect,
        }
    }

    pub fn owner(&self, sheet: &Sheet, number: u32) -> Option<PersonId> {
        (!self.pooled).then(|| sheet.seller(number))
    }

    /// How often somebody spoke with them, or tried to.
    const fn contacts(&self) -> u32 {
        match self.state {
            LeadState::New => 0,
            LeadState::InWork | LeadState::Following | LeadState::Invalid => 1,
            LeadState::Visited | LeadState::Lost | LeadState::LostReported | LeadState::Won => 2,
            LeadState::TestDriven | LeadState::Quoted => 3,
        }
    }

    const fn came_by(&self) -> bool {
        match self.state {
            LeadState::Visited | LeadState::TestDriven | LeadState::Quoted | LeadState::Won => true,
            LeadState::New
            | LeadState::InWork
            | LeadState::Following
            | LeadState::LostReported
            | LeadState::Lost
            | LeadState::Invalid => false,
        }
    }
}

pub fn lead_id(number: u32) -> LeadId {
    LeadId(id(4, number))
}

pub fn lead(sheet: &mut Sheet, size: Size, unit: &Unit) -> Result<(), StoreError> {
    let Some(interest) = Interest::of(size, unit) else {
        return Ok(());
    };
    let number = unit.number;
    let mut dice = Dice::of(number.wrapping_add(0x0FAC_E000));
    let owner = interest.owner(sheet, number);
    let seller = sheet.seller(number);
    let taken_in_at = sheet.happened(unit.began, 20 + dice.below(300));
    let last = contacts(sheet, unit, &interest, taken_in_at, &mut dice)?;
    if interest.came_by() {
        visit(sheet, unit, last, &mut dice)?;
    }
    let live = interest.state.is_live();
    let due = live.then(|| due(sheet, number, &mut dice));
    if let Some(due) = due {
        follow_up(sheet, unit, due, owner, (taken_in_at, None))?;
    } else if interest.state == LeadState::Won {
        follow_up(sheet, unit, last, owner, (taken_in_at, Some(last)))?;
    }
    if interest.state == LeadState::TestDriven && number < NEAR {
        test_drive(sheet, unit)?;
    }
    let reported = matches!(interest.state, LeadState::LostReported | LeadState::Lost);
    let (reason, competitor) = dice.one(&REASONS);
    let ended = matches!(
        interest.state,
        LeadState::Won | LeadState::Lost | LeadState::Invalid
    );
    let contacted = interest.contacts() > 0;
    sheet.put(&Lead {
        id: lead_id(number),
        number: format!("LS-{number:06}"),
        customer: customer_id(number),
        channel: channel_of(number),
        channel_detail: String::new(),
        external_key: String::new(),
        cost: (channel_of(number) == Channel::Portal).then_some(Fen(18_000)),
        wanted: Json(vec![WantedModel {
            model: sheet.model(unit.model),
            description: unit.model.name.to_owned(),
        }]),
        budget: Some(Fen(unit.model.yuan / 10_000 * 1_000_000)),
        grade: interest.grade,
        state: interest.state,
        owner,
        pooled_at: interest.pooled.then_some(last),
        assigned_at: owner.map(|_| taken_in_at),
        first_contact_at: contacted.then(|| taken_in_at.plus(40 * MINUTE).min(last)),
        last_contact_at: contacted.then_some(last),
        next_follow_up: due,
        remark: String::new(),
        lost_reason: reported.then_some(reason),
        competitor: if reported {
            competitor.to_owned()
        } else {
            String::new()
        },
        lost_remark: String::new(),
        lost_reported_by: reported.then_some(seller),
        lost_reported_at: reported.then_some(last),
        lost_from: reported.then_some(LeadState::Following),
        closed_at: ended.then_some(last),
        revives: None,
        revived_as: None,
        taken_in_at,
        taken_in_by: seller,
    })
}

/// Writes the contacts and gives the time of the last; without one, when the lead came.
fn contacts(
    sheet: &mut Sheet,
    unit: &Unit,
    interest: &Interest,
    taken_in_at: Timestamp,
    dice: &mut Dice,
) -> Result<Timestamp, StoreError> {
    let (number, seller) = (unit.number, sheet.seller(unit.number));
    let mut last = taken_in_at;
    for n in 0..interest.contacts() {
        let at = if n == 0 {
            taken_in_at.plus(40 * MINUTE)
        } else {
            taken_in_at.plus(i64::from(n) * Timestamp::DAY + i64::from(dice.below(200)) * MINUTE)
        };
        last = at.min(sheet.now);
        let reached = interest.state != LeadState::InWork;
        sheet.put(&Contact {
            id: ContactId(id(48 + u128::from(n), number)),
            lead: lead_id(number),
            customer: customer_id(number),
            at: last,
            by: seller,
            way: if n == 0 {
                ContactWay::Phone
            } else {
                dice.one(&[ContactWay::WeChat, ContactWay::Phone, ContactWay::Visit])
            },
            result: if reached {
                ContactResult::Reached
            } else {
                ContactResult::NotReached
            },
            note: if reached {
                dice.one(&CONTACTS[..5]).to_owned()
            } else {
                CONTACTS[5].to_owned()
            },
        })?;
    }
    Ok(last)
}

/// When the next contact is due: of those near a third today, some too late already.
fn due(sheet: &Sheet, number: u32, dice: &mut Dice) -> Timestamp {
    if number >= NEAR {
        return sheet.hour(sheet.ahead(1 + dice.below(7)), dice.below(540));
    }
    match number / 3 % 3 {
        0 => sheet.later_today(30 * dice.below(18)),
        1 if number.is_multiple_of(2) => sheet.hour(sheet.day(1 + dice.below(3)), dice.below(540)),
        _ => sheet.hour(sheet.ahead(1 + dice.below(5)), dice.below(540)),
    }
}

fn task(sheet: &Sheet, unit: &Unit, kind: TaskKind, due: Timestamp) -> Task {
    let number = unit.number;
    Task {
        id: TaskId(id(41, number)),
        kind,
        subject_kind: Lead::TABLE.name.to_owned(),
        subject: Some(lead_id(number).into()),
        customer: Some(customer_id(number)),
        owner: Some(sheet.seller(number)),
        due,
        note: Dice::of(number).one(&FOLLOW_UPS).to_owned(),
        state: TaskState::Open,
        done_at: None,
        done_by: None,
        outcome: String::new(),
        made_at: sheet.happened(unit.began, 60),
    }
}

fn follow_up(
    sheet: &mut Sheet,
    unit: &Unit,
    due: Timestamp,
    owner: Option<PersonId>,
    (made_at, done_at): (Timestamp, Option<Timestamp>),
) -> Result<(), StoreError> {
    let planned = task(sheet, unit, TaskKind::FollowUp, due);
    sheet.put(&Task {
        owner,
        made_at,
        state: if done_at.is_some() {
            TaskState::Done
        } else {
            TaskState::Open
        },
        done_at,
        done_by: done_at.and(owner),
        outcome: if done_at.is_some() {
            "已成交".to_owned()
        } else {
            String::new()
        },
        ..planned
    })
}

/// They want to drive it once more, with the family; half of them today.
fn test_drive(sheet: &mut Sheet, unit: &Unit) -> Result<(), StoreError> {
    let minutes = 90 + unit.number % 300;
    let due = if (unit.number / 10).is_multiple_of(2) {
        sheet.later_today(minutes)
    } else {
        sheet.hour(sheet.ahead(1), minutes)
    };
    let drive = task(sheet, unit, TaskKind::TestDrive, due);
    sheet.put(&Task {
        id: TaskId(id(42, unit.number)),
        note: format!("试驾 {}", unit.model.name),
        ..drive
    })
}

fn visit(
    sheet: &mut Sheet,
    unit: &Unit,
    last: Timestamp,
    dice: &mut Dice,
) -> Result<(), StoreError> {
    let number = unit.number;
    // Of those near, some came by this very day, and one or two are still here.
    let today = number < NEAR && number / 10 % 4 == 1;
    let arrived_at = if today {
        sheet.now.plus(-MINUTE * i64::from(25 + number % 190))
    } else {
        last.plus(-30 * MINUTE)
    };
    let still_here = today && number % 190 < 30;
    let came = [
        VisitPurpose::Look,
        VisitPurpose::TestDrive,
        VisitPurpose::Negotiate,
    ];
    sheet.put(&Visit {
        id: VisitId(id(56, number)),
        customer: Some(customer_id(number)),
        lead: Some(lead_id(number)),
        called: String::new(),
        people: 1 + dice.below(3),
        purpose: came[number as usize % came.len()],
        count: if number.is_multiple_of(3) {
            VisitCount::Repeat
        } else {
            VisitCount::First
        },
        arrived_at,
        left_at: (!still_here).then(|| {
            arrived_at
                .plus(i64::from(25 + dice.below(60)) * MINUTE)
                .min(sheet.now)
        }),
        received_by: Some(sheet.seller(number)),
        received_how: Some(if number.is_multiple_of(2) {
            ReceivedHow::InTurn
        } else {
            ReceivedHow::AskedFor
        }),
        received_at: Some(arrived_at.plus(2 * MINUTE)),
        remark: String::new(),
    })
}

/// Whose turn it is at the door, and somebody who came in just now and nobody knows yet.
pub fn line_up(sheet: &mut Sheet) -> Result<(), StoreError> {
    for (person, waited) in [(sheet.consultant, 90), (sheet.manager, 35)] {
        sheet.put(&ReceptionTurn {
            id: person,
            state: TurnState::Ready,
            last_turn_at: sheet.now.plus(-MINUTE * waited),
        })?;
    }
    sheet.put(&Visit {
        id: VisitId(id(57, 0)),
        customer: None,
        lead: None,
        called: "穿蓝外套的先生".to_owned(),
        people: 2,
        purpose: VisitPurpose::Look,
        count: VisitCount::First,
        arrived_at: sheet.now.plus(-4 * MINUTE),
        left_at: None,
        received_by: None,
        received_how: None,
        received_at: None,
        remark: String::new(),
    })
}
