//! A part is put on the list, or what it is called, costs and calls for is said anew. What there is of it
//! stays as it is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LARGEST_QUANTITY, Part, PartOrigin, PartRefusal, PartStanding, PartState, UNIT, Work};
use crate::{
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::PartId,
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetPart {
    pub part: PartId,
    pub number: String,
    pub name: String,
    pub unit: String,
    #[serde(default)]
    pub maker: String,
    pub origin: PartOrigin,
    #[serde(default)]
    pub replaced_by: Option<PartId>,
    pub price: Fen,
    #[serde(default)]
    pub bin: String,
    #[serde(default)]
    pub supplier: String,
    /// Thousandths of a unit; nought where nothing has to be there.
    pub minimum: u32,
    /// Thousandths of a unit; nought where any quantity is ordered.
    pub order_quantity: u32,
    pub state: PartState,
}

/// More parts than ever took each other's place one after the other.
const LONGEST_CHAIN: usize = 50;

impl Rule for SetPart {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditParts);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("number", &self.number, 60)?;
        checks::filled("name", &self.name, checks::LINE)?;
        checks::filled("unit", &self.unit, 20)?;
        for (field, text) in [
            ("maker", &self.maker),
            ("bin", &self.bin),
            ("supplier", &self.supplier),
        ] {
            checks::fits(field, text, checks::LINE)?;
        }
        checks::sum_in_range("price", self.price)?;
        for (field, quantity) in [
            ("minimum", self.minimum),
            ("orderQuantity", self.order_quantity),
        ] {
            if quantity > LARGEST_QUANTITY {
                return Err(PartRefusal::QuantityImplausible {
                    field: field.to_owned(),
                }
                .into());
            }
        }
        let number = self.number.trim().to_uppercase();
        self.number_is_free(facts, &number)?;
        self.replacement_leads_on(facts)?;
        let known = facts.get::<Part>(self.part)?;
        let mut part = Part {
            id: self.part,
            number,
            name: self.name.trim().to_owned(),
            unit: self.unit.trim().to_owned(),
            maker: self.maker.trim().to_owned(),
            origin: self.origin,
            replaced_by: self.replaced_by,
            price: self.price,
            bin: self.bin.trim().to_owned(),
            supplier: self.supplier.trim().to_owned(),
            minimum: i64::from(self.minimum),
            order_quantity: match self.order_quantity {
                0 => UNIT,
                multiple => i64::from(multiple),
            },
            state: self.state,
            on_hand: 0,
            reserved: 0,
            on_order: 0,
            waiting: 0,
            movements: 0,
            standing: PartStanding::Enough,
            counted_at: None,
            added_at: context.made_at,
        };
        if let Some(known) = known {
            part = Part {
                on_hand: known.on_hand,
                reserved: known.reserved,
                on_order: known.on_order,
                waiting: known.waiting,
                movements: known.movements,
                counted_at: known.counted_at,
                added_at: known.added_at,
                ..part
            };
        }
        part.standing = part.stands();
        let mut work = Work::new(facts, context);
        work.put(&part);
        work.done()
    }
}

impl SetPart {
    fn number_is_free(&self, facts: &dyn Facts, number: &str) -> Result<(), Stop> {
        let taken = facts
            .by::<Part>(Part::BY_NUMBER, [number.to_owned().to_value()])?
            .into_iter()
            .find(|other| other.id != self.part);
        match taken {
            None => Ok(()),
            Some(other) => Err(PartRefusal::PartNumberTaken {
                number: other.number,
                name: other.name,
                field: "number".to_owned(),
            }
            .into()),
        }
    }

    /// A part's successor and its successors never lead back to it.
    fn replacement_leads_on(&self, facts: &dyn Facts) -> Result<(), Stop> {
        let mut next = self.replaced_by;
        for _ in 0..LONGEST_CHAIN {
            let Some(part) = next else {
                return Ok(());
            };
            if part == self.part {
                break;
            }
            next = facts
                .get::<Part>(part)?
                .ok_or_else(|| GeneralRefusal::NotFound {
                    kind: "part".to_owned(),
                    field: "replacedBy".to_owned(),
                })?
                .replaced_by;
        }
        Err(PartRefusal::ReplacedByItself {
            field: "replacedBy".to_owned(),
        }
        .into())
    }
}
