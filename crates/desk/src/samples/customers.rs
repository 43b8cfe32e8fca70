//! The customers. What they say of a lead is what their latest lead says.

use domain::{
    customers::{Customer, CustomerKind, CustomerStage, IdentityPaper, sound_of},
    identifiers::Mobile,
    ids::CustomerId,
};
use store::StoreError;

use super::{
    Sheet, Size, Unit, damaged,
    dice::Dice,
    id, leads,
    words::{ADDRESSES, name_of, resident_id_of},
};

pub fn customer_id(number: u32) -> CustomerId {
    CustomerId(id(1, number))
}

pub fn mobile_of(number: u32) -> Result<Mobile, StoreError> {
    Mobile::parse(&format!("138{:08}", 10_000_000 + number)).map_err(|_| damaged("no mobile"))
}

pub fn customer(sheet: &mut Sheet, size: Size, unit: &Unit) -> Result<(), StoreError> {
    let number = unit.number;
    let mut dice = Dice::of(number.wrapping_add(0x0C00_0000));
    let name = name_of(number);
    let bought = unit.order.as_ref().map(|sale| sale.state);
    let lead = leads::Interest::of(size, unit);
    let stage = match (bought, &lead) {
        (Some(state), _) if state.is_delivered() => CustomerStage::Owner,
        (_, Some(lead)) => lead.stage(),
        (Some(_) | None, None) => CustomerStage::Known,
    };
    let is_buyer = bought.is_some();
    sheet.put(&Customer {
        id: customer_id(number),
        number: format!("CS-{number:06}"),
        kind: CustomerKind::Person,
        name_sound: sound_of(&name),
        name,
        mobile: Some(mobile_of(number)?),
        other_phone: String::new(),
        identity_paper: if is_buyer {
            IdentityPaper::ResidentId
        } else {
            IdentityPaper::None
        },
        identity_number: if is_buyer {
            resident_id_of(number)
        } else {
            String::new()
        },
        email: String::new(),
        address: if is_buyer {
            dice.one(&ADDRESSES).to_owned()
        } else {
            String::new()
        },
        born_on: None,
        language: "zh-CN".to_owned(),
        owner: match &lead {
            Some(lead) => lead.owner(sheet, number),
            None => Some(sheet.seller(number)),
        },
        channel: Some(leads::channel_of(number)),
        grade: lead.as_ref().map(|lead| lead.grade),
        stage,
        remark: String::new(),
        merged_into: None,
        added_at: sheet.happened(unit.began, dice.below(60)),
        erased_at: None,
    })
}
