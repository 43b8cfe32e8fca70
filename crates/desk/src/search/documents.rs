//! What each kind of record is found by, and how high it stands among equals.

use domain::{
    catalogue::{Brand, Model, Series},
    customers::{Customer, CustomerVehicle},
    entity::{Entity, Row, Table},
    ids::{CustomerId, ModelId, VehicleId},
    orders::Order,
    parts::{Part, PartState},
    quotes::{Quote, QuoteState},
    repair_orders::{RepairOrder, RepairOrderState},
    service_bookings::ServiceBooking,
    service_points::{PointState, ServicePoint},
    serviced_cars::ServicedCar,
    test_drives::TestDrive,
    vehicles::{Vehicle, VehicleState},
};
use rusqlite::Connection;
use store::{
    Finds, StoreError, Touched, rows,
    search::{self, Batch, FieldKind, SearchDocument, SearchKind},
};

use super::{
    CUSTOMER, MODEL, ORDER, PART, QUOTE, REPAIR_ORDER, SERVICE_BOOKING, SERVICE_POINT, TEST_DRIVE,
    VEHICLE,
};
use crate::{
    catalogue::Tongue,
    customers::{FoundBy, search_document},
};

/// A document that owns its texts.
struct Owned {
    kind: SearchKind,
    id: [u8; 16],
    rank: i64,
    fields: Vec<(FieldKind, String)>,
}

impl Owned {
    /// Those that say something.
    fn fields(&self) -> Vec<(FieldKind, &str)> {
        self.fields
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(kind, text)| (*kind, text.as_str()))
            .collect()
    }

    fn borrowed<'a>(&self, fields: &'a [(FieldKind, &'a str)]) -> SearchDocument<'a> {
        SearchDocument {
            kind: self.kind,
            id: self.id,
            rank: self.rank,
            fields,
        }
    }
}

/// Whether the car is the dealership's own still, so that its VIN says nothing about a customer.
pub fn is_ours(vehicle: &Vehicle) -> bool {
    state_is_ours(vehicle.state)
}

/// The same, where only the state is at hand.
pub fn state_is_ours(state: VehicleState) -> bool {
    match state {
        VehicleState::Delivered | VehicleState::Gone => false,
        VehicleState::InTransit
        | VehicleState::InStock
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Ready => true,
    }
}

fn vehicle(vehicle: &Vehicle) -> Owned {
    // A car that can be sold comes before one that was; the newer before the older.
    let ahead = if is_ours(vehicle) { 1 << 50 } else { 0 };
    Owned {
        kind: VEHICLE,
        id: vehicle.key().bytes(),
        rank: ahead + vehicle.taken_in_at.0,
        fields: vec![
            (FieldKind::Name, vehicle.description.clone()),
            (FieldKind::Vin, vehicle.vin.to_string()),
            (FieldKind::Number, vehicle.stock_number.clone()),
            (FieldKind::Text, vehicle.exterior_colour.clone()),
            (FieldKind::Text, vehicle.location.clone()),
        ],
    }
}

/// Nothing for a customer that was merged away or erased.
fn customer(connection: &Connection, row: &Row) -> Result<Option<Owned>, StoreError> {
    let Some((_, id, rank, fields)) = search_document(row)? else {
        return Ok(None);
    };
    let mut fields: Fields = fields
        .into_iter()
        .map(|(found_by, text)| {
            let kind = match found_by {
                FoundBy::Name => FieldKind::Name,
                FoundBy::Phone => FieldKind::Phone,
                FoundBy::Number => FieldKind::Number,
                FoundBy::Text => FieldKind::Text,
            };
            (kind, text)
        })
        .collect();
    for theirs in
        rows::select::<CustomerVehicle>(connection, "where customer = ?1 and until is null", [id])?
    {
        fields.push((FieldKind::Plate, theirs.plate));
        fields.push((FieldKind::Vin, theirs.vin));
    }
    Ok(Some(Owned {
        kind: CUSTOMER,
        id,
        rank,
        fields,
    }))
}

/// An order is found by its own numbers, by whom it is for, and by its car.
fn order(connection: &Connection, order: &Order) -> Result<Owned, StoreError> {
    let mut fields = vec![
        (FieldKind::Number, order.number.clone()),
        (FieldKind::Number, order.contract_number.clone()),
        (FieldKind::Text, order.wanted.clone()),
        (FieldKind::Plate, order.plate.clone()),
    ];
    fields.extend(whom(connection, Some(order.customer))?);
    fields.extend(car(connection, order.vehicle)?);
    // What is still to be worked on comes before what is done; the newer before the older.
    let ahead = if order.state.is_live() { 1 << 50 } else { 0 };
    Ok(Owned {
        kind: ORDER,
        id: order.key().bytes(),
        rank: ahead + order.made_at.0,
        fields,
    })
}

/// A quote is found by its number, by whom and what it is for, and by its car.
fn quote(connection: &Connection, quote: &Quote) -> Result<Owned, StoreError> {
    let mut fields = vec![
        (FieldKind::Number, quote.number.clone()),
        (FieldKind::Text, quote.description.clone()),
    ];
    let whom = whom(connection, quote.customer)?;
    if whom.is_empty() {
        fields.push((FieldKind::Text, quote.customer_name.clone()));
    }
    fields.extend(whom);
    fields.extend(car(connection, quote.vehicle)?);
    let ahead = match quote.state {
        QuoteState::Draft
        | QuoteState::ApprovalWaiting
        | QuoteState::Approved
        | QuoteState::Issued => 1 << 50,
        QuoteState::Accepted | QuoteState::Expired | QuoteState::Withdrawn => 0,
    };
    Ok(Owned {
        kind: QUOTE,
        id: quote.key().bytes(),
        rank: ahead + quote.changed_at.0,
        fields,
    })
}

/// A repair order is found by its number, by its car, and by who brought it.
fn repair_order(connection: &Connection, order: &RepairOrder) -> Result<Owned, StoreError> {
    let mut fields = vec![(FieldKind::Number, order.number.clone())];
    fields.extend(serviced(connection, order.car)?);
    fields.extend(whom(connection, order.customer)?);
    let ahead = match order.state {
        RepairOrderState::Open | RepairOrderState::InWork | RepairOrderState::ToSettle => 1 << 50,
        RepairOrderState::Settled | RepairOrderState::Left => 0,
    };
    Ok(Owned {
        kind: REPAIR_ORDER,
        id: order.key().bytes(),
        rank: ahead + order.opened_at.0,
        fields,
    })
}

/// A booking is found while the car is expected; from then on its repair order is.
fn service_booking(
    connection: &Connection,
    booking: &ServiceBooking,
) -> Result<Option<Owned>, StoreError> {
    if !booking.state.expected() {
        return Ok(None);
    }
    let mut fields = vec![
        (FieldKind::Number, booking.number.clone()),
        (FieldKind::Text, booking.called.clone()),
        (FieldKind::Phone, booking.phone.clone()),
    ];
    fields.extend(serviced(connection, booking.car)?);
    fields.extend(whom(connection, booking.customer)?);
    Ok(Some(Owned {
        kind: SERVICE_BOOKING,
        id: booking.key().bytes(),
        rank: booking.starts_at.0,
        fields,
    }))
}

/// A drive is found by its number and by who drives, until it is over: then the customer's story has it.
fn test_drive(connection: &Connection, drive: &TestDrive) -> Result<Option<Owned>, StoreError> {
    if !drive.state.holds() {
        return Ok(None);
    }
    let mut fields = vec![(FieldKind::Number, drive.number.clone())];
    fields.extend(car(connection, Some(drive.vehicle))?);
    fields.extend(whom(connection, Some(drive.customer))?);
    Ok(Some(Owned {
        kind: TEST_DRIVE,
        id: drive.key().bytes(),
        rank: drive.starts_at.0,
        fields,
    }))
}

/// A service point is found by its names, its place and its telephones, as long as somebody may be sent there.
fn service_point(point: &ServicePoint) -> Option<Owned> {
    match point.state {
        PointState::InUse => {}
        PointState::Closed => return None,
    }
    Some(Owned {
        kind: SERVICE_POINT,
        id: point.key().bytes(),
        rank: 0,
        fields: vec![
            (FieldKind::Name, point.name.clone()),
            (FieldKind::Text, point.english_name.clone()),
            (FieldKind::Text, point.house.clone()),
            (FieldKind::Text, point.whole_address()),
            (FieldKind::Phone, point.phone.clone()),
            (FieldKind::Phone, point.rescue_phone.clone()),
        ],
    })
}

/// What a car in the workshop is known by.
fn serviced(
    connection: &Connection,
    car: domain::ids::ServicedCarId,
) -> Result<Fields, StoreError> {
    let found = rows::entity::<ServicedCar>(connection, car)?;
    Ok(found.map_or_else(Vec::new, |car| {
        vec![
            (FieldKind::Plate, car.plate),
            (FieldKind::Vin, car.vin),
            (FieldKind::Text, car.description),
        ]
    }))
}

fn part(part: &Part) -> Owned {
    // Below every car and paper; what is still carried before what is not.
    let rank = match part.state {
        PartState::Carried => 1,
        PartState::Discontinued => 0,
    };
    Owned {
        kind: PART,
        id: part.key().bytes(),
        rank,
        fields: vec![
            (FieldKind::Name, part.name.clone()),
            (FieldKind::Number, part.number.clone()),
            (FieldKind::Text, part.maker.clone()),
            (FieldKind::Text, part.bin.clone()),
        ],
    }
}

/// Whether a row is found by the same as before: parts move and repair orders add up all day long.
fn found_as_before(row: &Touched) -> Result<bool, StoreError> {
    fn same<E: Entity, Words: PartialEq>(
        before: &Row,
        after: &Row,
        words: impl Fn(E) -> Words,
    ) -> Result<bool, StoreError> {
        Ok(words(E::from_row(before)?) == words(E::from_row(after)?))
    }
    let (Some(before), Some(after)) = (&row.before, &row.after) else {
        return Ok(false);
    };
    if row.table == Part::TABLE {
        same(before, after, |part: Part| {
            (part.name, part.number, part.maker, part.bin, part.state)
        })
    } else if row.table == RepairOrder::TABLE {
        same(before, after, |order: RepairOrder| {
            (order.number, order.car, order.customer, order.state)
        })
    } else if row.table == ServicedCar::TABLE {
        same(before, after, |car: ServicedCar| {
            (car.plate, car.vin, car.description)
        })
    } else {
        Ok(false)
    }
}

type Fields = Vec<(FieldKind, String)>;

/// What a customer's name and numbers add to a paper of theirs.
fn whom(connection: &Connection, customer: Option<CustomerId>) -> Result<Fields, StoreError> {
    let Some(customer) = customer else {
        return Ok(Vec::new());
    };
    let found = rows::entity::<Customer>(connection, customer)?;
    Ok(found.map_or_else(Vec::new, |customer| {
        let mobile = customer.mobile.map(|mobile| mobile.to_string());
        vec![
            (FieldKind::Text, customer.name),
            (FieldKind::Phone, mobile.unwrap_or_default()),
            (FieldKind::Phone, customer.other_phone),
        ]
    }))
}

fn car(connection: &Connection, vehicle: Option<VehicleId>) -> Result<Fields, StoreError> {
    let Some(vehicle) = vehicle else {
        return Ok(Vec::new());
    };
    let found = rows::entity::<Vehicle>(connection, vehicle)?;
    Ok(found.map_or_else(Vec::new, |vehicle| {
        vec![(FieldKind::Vin, vehicle.vin.to_string())]
    }))
}

/// Brand, series and version as a person would say them.
pub fn model_name(
    connection: &Connection,
    model: &Model,
    tongue: Tongue,
) -> Result<String, StoreError> {
    let mut words = Vec::new();
    if let Some(series) = rows::entity::<Series>(connection, model.series)? {
        if let Some(brand) = rows::entity::<Brand>(connection, series.brand)? {
            words.push(tongue.pick(&brand.name_zh, &brand.name_en).to_owned());
        }
        words.push(tongue.pick(&series.name_zh, &series.name_en).to_owned());
    }
    words.push(tongue.pick(&model.name_zh, &model.name_en).to_owned());
    Ok(words.join(" "))
}

/// Brand and series in one word, because people type 大众朗逸 and dzly without a space.
fn joined_family(connection: &Connection, model: &Model) -> Result<String, StoreError> {
    let Some(series) = rows::entity::<Series>(connection, model.series)? else {
        return Ok(String::new());
    };
    let brand = rows::entity::<Brand>(connection, series.brand)?;
    let brand = brand.map_or_else(String::new, |brand| brand.name_zh);
    Ok(format!("{brand}{}", series.name_zh))
}

/// Every version of the catalogue by all that a list may call it: its names in both languages, its code.
pub fn model_names(connection: &Connection) -> Result<Vec<(String, ModelId)>, StoreError> {
    let mut names = Vec::new();
    for model in rows::all::<Model>(connection)? {
        for tongue in [Tongue::Chinese, Tongue::English] {
            names.push((model_name(connection, &model, tongue)?, model.id));
        }
        names.push((model.code, model.id));
    }
    Ok(names)
}

/// A version has a rank below every record of the house's own, the newer before the older.
fn model(connection: &Connection, model: &Model) -> Result<Owned, StoreError> {
    Ok(Owned {
        kind: MODEL,
        id: model.key().bytes(),
        rank: i64::from(chrono::Datelike::num_days_from_ce(&model.launch_date)),
        fields: vec![
            (
                FieldKind::Name,
                model_name(connection, model, Tongue::Chinese)?,
            ),
            (FieldKind::Text, joined_family(connection, model)?),
            (
                FieldKind::Text,
                model_name(connection, model, Tongue::English)?,
            ),
        ],
    })
}

/// The orders and quotes that are found by what changed about a customer: an erased name must not
/// stay behind in their index, nor a former phone number.
fn papers_of(connection: &Connection, row: &Touched) -> Result<Vec<Owned>, StoreError> {
    let words = |row: &Option<domain::entity::Row>| {
        row.as_ref()
            .map(|row| Customer::from_row(row).map(|c| (c.name, c.mobile, c.other_phone)))
            .transpose()
    };
    if row.before.is_none() || words(&row.before)? == words(&row.after)? {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for one in rows::select::<Order>(connection, "where customer = ?1", [row.id.bytes()])? {
        found.push(order(connection, &one)?);
    }
    for one in rows::select::<Quote>(connection, "where customer = ?1", [row.id.bytes()])? {
        found.push(quote(connection, &one)?);
    }
    for one in rows::select::<RepairOrder>(connection, "where customer = ?1", [row.id.bytes()])? {
        found.push(repair_order(connection, &one)?);
    }
    for one in rows::select::<ServiceBooking>(connection, "where customer = ?1", [row.id.bytes()])?
    {
        found.extend(service_booking(connection, &one)?);
    }
    for one in rows::select::<TestDrive>(connection, "where customer = ?1", [row.id.bytes()])? {
        found.extend(test_drive(connection, &one)?);
    }
    Ok(found)
}

/// What is found by the plate and VIN of a car in the workshop.
fn work_on(connection: &Connection, car: &Touched) -> Result<Vec<Owned>, StoreError> {
    // A car that is new has no work yet: what it comes for is written after it.
    if car.before.is_none() || found_as_before(car)? {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for one in rows::select::<RepairOrder>(connection, "where car = ?1", [car.id.bytes()])? {
        found.push(repair_order(connection, &one)?);
    }
    for one in rows::select::<ServiceBooking>(connection, "where car = ?1", [car.id.bytes()])? {
        found.extend(service_booking(connection, &one)?);
    }
    Ok(found)
}

/// The customers that a car was linked to or taken from: they are found by the plates that are theirs now.
fn whose(connection: &Connection, link: &Touched) -> Result<Vec<Owned>, StoreError> {
    let mut found = Vec::new();
    for row in [&link.before, &link.after].into_iter().flatten() {
        let customer = CustomerVehicle::from_row(row)?.customer;
        if let Some(theirs) = rows::entity::<Customer>(connection, customer)? {
            found.extend(self::customer(connection, &theirs.to_row())?);
        }
    }
    Ok(found)
}

/// The search kind of a table whose rows are found.
fn kind_of(table: &str) -> Option<SearchKind> {
    if table == Vehicle::TABLE.name {
        Some(VEHICLE)
    } else if table == Customer::TABLE.name {
        Some(CUSTOMER)
    } else if table == Model::TABLE.name {
        Some(MODEL)
    } else if table == Order::TABLE.name {
        Some(ORDER)
    } else if table == Quote::TABLE.name {
        Some(QUOTE)
    } else if table == Part::TABLE.name {
        Some(PART)
    } else if table == RepairOrder::TABLE.name {
        Some(REPAIR_ORDER)
    } else if table == ServiceBooking::TABLE.name {
        Some(SERVICE_BOOKING)
    } else if table == TestDrive::TABLE.name {
        Some(TEST_DRIVE)
    } else if table == ServicePoint::TABLE.name {
        Some(SERVICE_POINT)
    } else {
        None
    }
}

/// The tables whose rows are found by what stands in themselves.
const BY_THEMSELVES: [&Table; 3] = [Vehicle::TABLE, Part::TABLE, ServicePoint::TABLE];

/// Whether rows of this table are found by the search.
pub fn finds(table: &Table) -> Finds {
    if BY_THEMSELVES.contains(&table) {
        Finds::ByThemselves
    } else if kind_of(table.name).is_some() {
        Finds::WithOthers
    } else {
        Finds::Nothing
    }
}

/// What a row of a table is found by where no other row has a say.
fn by_itself(table: &Table, row: &Row) -> Result<Option<Owned>, StoreError> {
    Ok(if table == Vehicle::TABLE {
        Some(vehicle(&Vehicle::from_row(row)?))
    } else if table == Part::TABLE {
        Some(part(&Part::from_row(row)?))
    } else if table == ServicePoint::TABLE {
        service_point(&ServicePoint::from_row(row)?)
    } else {
        None
    })
}

fn document(
    connection: &Connection,
    table: &Table,
    row: &Row,
) -> Result<Option<Owned>, StoreError> {
    Ok(if table == Customer::TABLE {
        customer(connection, row)?
    } else if table == Order::TABLE {
        Some(order(connection, &Order::from_row(row)?)?)
    } else if table == Quote::TABLE {
        Some(quote(connection, &Quote::from_row(row)?)?)
    } else if table == Model::TABLE {
        Some(model(connection, &Model::from_row(row)?)?)
    } else if table == RepairOrder::TABLE {
        Some(repair_order(connection, &RepairOrder::from_row(row)?)?)
    } else if table == ServiceBooking::TABLE {
        service_booking(connection, &ServiceBooking::from_row(row)?)?
    } else if table == TestDrive::TABLE {
        test_drive(connection, &TestDrive::from_row(row)?)?
    } else {
        by_itself(table, row)?
    })
}

/// Adds to a batch what these rows are found by, all others being there; without a connection only those that are found by
/// themselves.
pub fn gather(
    connection: Option<&Connection>,
    table: &'static Table,
    rows: &[Row],
    batch: &mut Batch,
) -> Result<(), StoreError> {
    for row in rows {
        let document = match connection {
            Some(connection) => document(connection, table, row)?,
            None => by_itself(table, row)?,
        };
        if let Some(document) = document {
            batch.add(&document.borrowed(&document.fields()));
        }
    }
    Ok(())
}

pub fn refresh(connection: &Connection, touched: &[Touched]) -> Result<(), StoreError> {
    let mut put = Vec::new();
    for row in touched {
        if row.table == CustomerVehicle::TABLE {
            put.extend(whose(connection, row)?);
        }
        if row.table == ServicedCar::TABLE {
            put.extend(work_on(connection, row)?);
        }
        let Some(kind) = kind_of(row.table.name) else {
            continue;
        };
        if found_as_before(row)? {
            continue;
        }
        if row.table == Customer::TABLE {
            put.extend(papers_of(connection, row)?);
        }
        let found = match &row.after {
            Some(after) => document(connection, row.table, after)?,
            None => None,
        };
        match found {
            Some(document) => put.push(document),
            None => search::remove(connection, kind, row.id.bytes())?,
        }
    }
    if put.is_empty() {
        return Ok(());
    }
    let fields: Vec<_> = put.iter().map(Owned::fields).collect();
    let documents: Vec<SearchDocument> = put
        .iter()
        .zip(&fields)
        .map(|(document, fields)| document.borrowed(fields))
        .collect();
    search::put_many(connection, &documents)?;
    Ok(())
}
