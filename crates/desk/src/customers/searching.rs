//! What the search box finds a customer by. The words go into the index in clear, inside the
//! encrypted store; what is shown of a hit is masked like everything else.

use domain::{
    customers::{Customer, CustomerStage},
    entity::{Entity, Row, RowError},
};

/// The kind under which customers stand in the index.
pub const CUSTOMER_KIND: &str = "customer";

/// How a field can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    Name,
    Phone,
    Number,
    Text,
}

/// Kind, id, rank and fields of a customer's document; nothing for a record that was merged away or
/// erased. Prospects come before owners before the others, the newest first.
#[allow(clippy::type_complexity)]
pub fn search_document(
    row: &Row,
) -> Result<Option<(&'static str, [u8; 16], i64, Vec<(FoundBy, String)>)>, RowError> {
    let customer = Customer::from_row(row)?;
    if customer.merged_into.is_some() || customer.erased_at.is_some() {
        return Ok(None);
    }
    let standing: i64 = match customer.stage {
        CustomerStage::Prospect => 3,
        CustomerStage::Owner => 2,
        CustomerStage::Known => 1,
        CustomerStage::Lost => 0,
    };
    // Seconds leave the standing room above them for some thousand years.
    let rank = (standing << 40) + customer.added_at.0.div_euclid(1_000);
    let mut fields = vec![
        (FoundBy::Name, customer.name),
        (FoundBy::Number, customer.number),
    ];
    fields.extend(
        customer
            .mobile
            .map(|mobile| (FoundBy::Phone, mobile.to_string())),
    );
    if !customer.other_phone.is_empty() {
        fields.push((FoundBy::Phone, customer.other_phone));
    }
    Ok(Some((
        CUSTOMER_KIND,
        *customer.id.0.as_bytes(),
        rank,
        fields,
    )))
}
