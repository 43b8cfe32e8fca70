//! The parts store: what stands on its shelves, with the ledger that it adds up from; and what the cars that
//! are here need of it, decided by the rules.

use domain::{
    Command,
    ids::{PartId, PartMovementId},
    money::Fen,
    parts::{
        BackOrderPart, CountParts, CountedPart, MovementKind, OrderParts, OrderedPart, Part,
        PartCost, PartMovement, PartOrigin, PartStanding, PartState, PickParts, PickedPart,
        ReserveParts, UNIT,
    },
    repair_orders::{AddPart, Payer},
    time::Timestamp,
};
use store::StoreError;

use super::{
    Sheet, Size,
    dice::Dice,
    id,
    service::{Giver, IntoId, job_of},
};

/// The kinds of ids of this file; see [`id`].
const PART: u128 = 0x9A01;
const MOVEMENT: u128 = 0x9A02;
const LINE: u128 = 0x9A03;
const ORDER: u128 = 0x9A04;

/// What it is called, its unit, what it is sold for in yuan, and how many there usually are.
const KINDS: [(&str, &str, i64, u32); 24] = [
    ("机油滤清器", "件", 68, 40),
    ("全合成机油 0W-20", "升", 96, 200),
    ("空气滤清器", "件", 128, 25),
    ("空调滤清器", "件", 158, 30),
    ("前制动片", "套", 680, 12),
    ("后制动片", "套", 560, 10),
    ("前制动盘", "件", 760, 6),
    ("火花塞", "件", 118, 48),
    ("雨刮片", "对", 198, 20),
    ("制动液 DOT4", "升", 88, 30),
    ("防冻液", "升", 58, 60),
    ("蓄电池 12V 70Ah", "件", 980, 8),
    ("轮胎 215/55 R17", "条", 860, 16),
    ("前减振器", "件", 1_280, 4),
    ("正时皮带", "件", 460, 4),
    ("水泵", "件", 890, 3),
    ("前大灯总成", "件", 3_680, 2),
    ("后视镜总成", "件", 1_460, 3),
    ("前保险杠", "件", 2_180, 2),
    ("节气门垫片", "件", 36, 20),
    ("燃油滤清器", "件", 238, 10),
    ("变速箱油", "升", 168, 40),
    ("车门密封条", "件", 320, 5),
    ("行车记录仪", "台", 699, 10),
];

const MAKERS: [&str; 6] = ["大众", "丰田", "比亚迪", "本田", "宝马", "通用件"];

/// One part with what came in and what was used of it, and nothing that anybody waits for.
pub fn part(sheet: &mut Sheet, number: u32) -> Result<(), StoreError> {
    let mut dice = Dice::of(number.wrapping_add(0x9A00_0000));
    let (name, unit, yuan, usual) = KINDS[number as usize % KINDS.len()];
    let maker = MAKERS[(number as usize / KINDS.len()) % MAKERS.len()];
    let part: PartId = id(PART, number).into_id();
    let usual = i64::from(usual) * UNIT;
    let cost = Fen(yuan * 60);
    let mut shelf = Filled {
        part,
        number,
        bin: format!(
            "{}-{:02}-{:02}",
            ["A", "B", "C", "D", "E", "F", "G", "H"][number as usize % 8],
            number / 8 % 30,
            1 + number % 12
        ),
        on_hand: 0,
        value: Fen::ZERO,
        entries: 0,
    };
    let came = sheet.happened(sheet.day(100 + dice.below(60)), dice.below(480));
    shelf.enter(sheet, MovementKind::Received, usual, cost, came)?;
    // A share was lost and found to be; the count was settled.
    if dice.below(12) == 0 {
        let counted = sheet.happened(sheet.day(30 + dice.below(20)), dice.below(480));
        shelf.enter(
            sheet,
            MovementKind::CountedLess,
            -UNIT.min(usual),
            cost,
            counted,
        )?;
    }
    let minimum = usual / 4 / UNIT * UNIT;
    // Some shelves are nearly empty, so that something is to be ordered.
    if dice.below(9) == 0 {
        let gone = shelf.on_hand - minimum / 2 / UNIT * UNIT;
        let counted = sheet.happened(sheet.day(20 + dice.below(9)), dice.below(480));
        shelf.enter(sheet, MovementKind::CountedLess, -gone, cost, counted)?;
    }
    sheet.put(&PartCost {
        id: part,
        value: shelf.value,
        unit_cost: cost,
    })?;
    let short = shelf.on_hand < minimum;
    sheet.put(&Part {
        id: part,
        number: format!(
            "{:02}{} {:03} {:03}",
            number % 90 + 10,
            ["A", "D", "K", "L", "Q"][number as usize % 5],
            number / 1_000 + 100,
            number % 1_000
        ),
        name: name.to_owned(),
        unit: unit.to_owned(),
        maker: maker.to_owned(),
        origin: if maker == "通用件" {
            PartOrigin::Equivalent
        } else {
            PartOrigin::Original
        },
        replaced_by: None,
        price: Fen(yuan * 100),
        bin: shelf.bin,
        supplier: format!("{maker}配件中心"),
        minimum,
        order_quantity: (usual / 2 / UNIT * UNIT).max(UNIT),
        state: if number % 97 == 96 {
            PartState::Discontinued
        } else {
            PartState::Carried
        },
        on_hand: shelf.on_hand,
        reserved: 0,
        on_order: 0,
        waiting: 0,
        movements: shelf.entries,
        standing: if short {
            PartStanding::Short
        } else {
            PartStanding::Enough
        },
        counted_at: None,
        added_at: came,
    })
}

/// A shelf while it is filled.
struct Filled {
    part: PartId,
    number: u32,
    bin: String,
    on_hand: i64,
    value: Fen,
    entries: i64,
}

impl Filled {
    /// So many whole units at one price, so that the value is exact.
    fn enter(
        &mut self,
        sheet: &mut Sheet,
        kind: MovementKind,
        quantity: i64,
        unit_cost: Fen,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let value = Fen(unit_cost.0 * quantity / UNIT);
        self.on_hand += quantity;
        self.value = Fen(self.value.0 + value.0);
        self.entries += 1;
        let n = u32::try_from(self.entries).unwrap_or(0);
        sheet.put(&PartMovement {
            id: PartMovementId::from(domain::ids::RecordId(id(
                MOVEMENT + (u128::from(n) << 32),
                self.number,
            ))),
            part: self.part,
            n: self.entries,
            kind,
            quantity,
            reserved: 0,
            value,
            on_hand_after: self.on_hand,
            reserved_after: 0,
            value_after: self.value,
            need: None,
            number: match kind {
                MovementKind::Received => format!("PJ-{:06}", self.number),
                MovementKind::Reserved
                | MovementKind::Released
                | MovementKind::Picked
                | MovementKind::Returned
                | MovementKind::CountedMore
                | MovementKind::CountedLess
                | MovementKind::WrittenDown
                | MovementKind::Revalued => String::new(),
            },
            bin: self.bin.clone(),
            remark: String::new(),
            handed_to: None,
            by: sheet.manager,
            at,
        })
    }
}

/// What the cars that are here need: taken, kept, waited for; an order on its way, and a count that differs.
pub fn wanted(giver: &mut Giver, size: Size) -> Result<(), StoreError> {
    // Pairs of the job's number and the kind of part, and of how many units.
    let wanted: [(u32, u32, u32); 7] = [
        (0, 0, 1),
        (0, 1, 4),
        (1, 2, 1),
        (1, 9, 1),
        (2, 4, 1),
        (3, 12, 4),
        (3, 16, 5),
    ];
    let quantity = |units: u32| units * 1_000;
    for (place, (job, part, units)) in (0_u32..).zip(wanted) {
        if part >= size.parts {
            continue;
        }
        giver.give(Command::AddPart(AddPart {
            line: id(LINE, place).into_id(),
            job: job_of(job),
            part: id(PART, part).into_id(),
            quantity: quantity(units),
            unit_price: Fen(KINDS[part as usize].2 * 100),
            payer: Payer::Customer,
        }))?;
        let need = id(LINE, place).into_id();
        match place {
            0..=2 => giver.give(Command::PickParts(PickParts {
                number: String::new(),
                lines: vec![PickedPart {
                    need,
                    quantity: quantity(units),
                }],
                taken_by: None,
            }))?,
            3 | 4 => giver.give(Command::ReserveParts(ReserveParts {
                need,
                quantity: quantity(units),
            }))?,
            _ => giver.give(Command::BackOrderPart(BackOrderPart { need }))?,
        }
    }
    if size.parts > 18 {
        giver.give(Command::OrderParts(OrderParts {
            order: id(ORDER, 1).into_id(),
            number: String::new(),
            supplier: "大众配件中心".to_owned(),
            expected_on: giver.today().succ_opt(),
            lines: vec![OrderedPart {
                part: id(PART, 16).into_id(),
                quantity: 4_000,
            }],
            remark: String::new(),
        }))?;
        giver.give(Command::CountParts(CountParts {
            lines: vec![CountedPart {
                part: id(PART, 18).into_id(),
                counted: 1_000,
            }],
        }))?;
    }
    Ok(())
}
