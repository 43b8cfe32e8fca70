//! 汽车维修电子健康档案 (JT/T 1132): the record of a repair that has left, as the authority's upload takes it, written to
//! a file from one order or for a period. A record with something missing is not written; what is missing is told by
//! order. Plates and VINs leave the house with it, so it is noted who took them out, and why.

use chrono::{NaiveDate, NaiveTime};
use domain::{
    checks,
    entity::Entity,
    identifiers::{Plate, Vin},
    ids::RepairOrderId,
    refusal::{GeneralRefusal, Refusal},
    repair_orders::{
        Job, JobState, RepairLine, RepairLineKind, RepairOrder, RepairOrderState, SettlementSheet,
        SettlementState,
    },
    rights::Right,
    serviced_cars::ServicedCar,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::rows;
use ts_rs::TS;

use crate::{
    Desk, clock,
    error::RpcError,
    privacy::{detail, note},
    serviced_cars::not_found,
    stores::OpenStore,
};

/// One order, or all cars that left within a period.
#[derive(Debug, Deserialize, TS)]
#[serde(tag = "of", rename_all = "camelCase")]
pub enum HealthRecordsOf {
    Order {
        id: RepairOrderId,
    },
    Period {
        #[ts(type = "string")]
        from: NaiveDate,
        #[ts(type = "string")]
        until: NaiveDate,
    },
}

#[derive(Debug, Deserialize, TS)]
pub struct ExportHealthRecords {
    pub which: HealthRecordsOf,
    /// What they are for; written down.
    pub reason: String,
}

domain::words! {
    /// What a record lacks.
    pub enum RecordLacks {
        /// It has not left the workshop, or is not settled.
        Left => "left",
        /// Nothing was charged to anybody, so there is no settlement list 结算清单 whose number the record names.
        Sheet => "sheet",
        /// No plate that can be read.
        Plate => "plate",
        /// No VIN that can be read.
        Vin => "vin",
        Odometer => "odometer",
        /// Nobody wrote down what was wrong.
        Fault => "fault",
        /// Nothing was done.
        Projects => "projects",
        /// A job without its hours.
        Hours => "hours",
        /// A part without its number.
        PartNumber => "partNumber",
    }
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IncompleteRecord {
    pub repair_order: RepairOrderId,
    pub number: String,
    pub lacks: Vec<RecordLacks>,
}

#[derive(Debug, Serialize, TS)]
pub struct HealthRecordsWritten {
    /// Where the file lies; nothing where there was nothing to write.
    pub path: Option<String>,
    pub written: u32,
    pub incomplete: Vec<IncompleteRecord>,
}

pub fn export(desk: &Desk, asked: ExportHealthRecords) -> Result<HealthRecordsWritten, RpcError> {
    let (store, session) = desk.with_right(Right::ExportData)?;
    if !session.rights(&store)?.has(Right::UnmaskPersonalData) {
        return Err(Refusal::from(GeneralRefusal::MissingRight {
            right: Right::UnmaskPersonalData,
        })
        .into());
    }
    checks::filled("reason", &asked.reason, checks::LINE).map_err(Refusal::from)?;
    let folder = dirs::download_dir()
        .or_else(dirs::home_dir)
        .ok_or_else(|| RpcError::failed("noDownloads"))?;
    let not_written = |error: std::io::Error| RpcError::broken("fileNotWritten", &error);
    std::fs::create_dir_all(&folder).map_err(not_written)?;
    let now = clock::now();
    store.store.write(|writing| {
        let connection = writing.connection();
        let company = crate::dealerships::house(connection, &store)?.name;
        let orders = orders(connection, &store, &asked.which)?;
        let mut records = Vec::new();
        let mut incomplete = Vec::new();
        for order in orders {
            let lacks = match record(connection, &store, &order, &company, now)? {
                Ok(record) => {
                    note(
                        writing,
                        session.person,
                        "exported",
                        (RepairOrder::TABLE.name, order.id.into()),
                        &detail("", asked.reason.trim()),
                    )?;
                    records.push(record);
                    continue;
                }
                Err(lacks) => lacks,
            };
            incomplete.push(IncompleteRecord {
                repair_order: order.id,
                number: order.number,
                lacks,
            });
        }
        let written = u32::try_from(records.len()).unwrap_or(u32::MAX);
        let (name, document) = match &asked.which {
            HealthRecordsOf::Order { .. } => {
                let Some(record) = records.pop() else {
                    return Ok(HealthRecordsWritten {
                        path: None,
                        written: 0,
                        incomplete,
                    });
                };
                let number = record["transaction"]["body"]["reqInfo"]["basicInfo"]["costlistcode"]
                    .as_str()
                    .unwrap_or("record");
                (format!("repair-record-{number}.json"), record.clone())
            }
            HealthRecordsOf::Period { from, until } => {
                if records.is_empty() {
                    return Ok(HealthRecordsWritten {
                        path: None,
                        written: 0,
                        incomplete,
                    });
                }
                (
                    format!("repair-records-{from}-{until}.json"),
                    Value::Array(records),
                )
            }
        };
        let content = serde_json::to_string_pretty(&document)
            .map_err(|error| RpcError::broken("unserialisable", &error))?;
        // Within the transaction: a file that is not written takes its notes with it, and no file leaves
        // the house without them.
        let path = folder.join(name);
        std::fs::write(&path, content).map_err(not_written)?;
        Ok(HealthRecordsWritten {
            path: Some(path.display().to_string()),
            written,
            incomplete,
        })
    })
}

fn orders(
    connection: &Connection,
    store: &OpenStore,
    which: &HealthRecordsOf,
) -> Result<Vec<RepairOrder>, RpcError> {
    match which {
        HealthRecordsOf::Order { id } => Ok(vec![
            rows::entity::<RepairOrder>(connection, *id)?
                .ok_or_else(|| not_found(RepairOrder::TABLE))?,
        ]),
        HealthRecordsOf::Period { from, until } => {
            if until < from {
                return Err(RpcError::invalid("until", "recordsPeriodImplausible"));
            }
            let after = until.succ_opt().unwrap_or(*until);
            Ok(rows::select(
                connection,
                "where left_at >= ?1 and left_at < ?2 order by left_at, number",
                [midnight(*from, store), midnight(after, store)],
            )?)
        }
    }
}

/// The instant at which a day of the house begins, as the store keeps it.
fn midnight(day: NaiveDate, store: &OpenStore) -> i64 {
    day.and_time(NaiveTime::MIN)
        .and_local_timezone(store.zone)
        .earliest()
        .map_or(0, |instant| instant.timestamp_millis())
}

/// The record of one repair, or what it lacks.
fn record(
    connection: &Connection,
    store: &OpenStore,
    order: &RepairOrder,
    company: &str,
    now: Timestamp,
) -> Result<Result<Value, Vec<RecordLacks>>, RpcError> {
    let key = order.id.0.as_bytes().as_slice();
    let car = rows::entity::<ServicedCar>(connection, order.car)?
        .ok_or_else(|| not_found(ServicedCar::TABLE))?;
    let mut jobs = rows::select::<Job>(
        connection,
        "where repair_order = ?1 order by ordinal",
        [key],
    )?;
    jobs.retain(|job| job.state != JobState::Declined);
    let mut lines = rows::select::<RepairLine>(
        connection,
        "where repair_order = ?1 order by job, id",
        [key],
    )?;
    lines.retain(|line| jobs.iter().any(|job| job.id == line.job));
    let sheet = rows::select::<SettlementSheet>(
        connection,
        "where repair_order = ?1 order by made_at, number",
        [key],
    )?
    .into_iter()
    .find(|sheet| sheet.state != SettlementState::Reversed);
    let day = |at: Timestamp| at.date_in(store.zone).format("%Y%m%d").to_string();
    let parts: Vec<&RepairLine> = lines
        .iter()
        .filter(|line| line.kind == RepairLineKind::Part)
        .collect();
    let fault = jobs
        .iter()
        .map(|job| match job.concern.trim() {
            "" => job.title.trim(),
            said => said,
        })
        .filter(|said| !said.is_empty())
        .collect::<Vec<_>>()
        .join("；");
    let mut lacks = Vec::new();
    let mut note = |item, is_missing| {
        if is_missing {
            lacks.push(item);
        }
    };
    let left = order.state == RepairOrderState::Left;
    note(RecordLacks::Left, !left);
    note(RecordLacks::Sheet, left && sheet.is_none());
    note(RecordLacks::Plate, Plate::parse(&car.plate).is_err());
    note(RecordLacks::Vin, Vin::parse(&car.vin).is_err());
    note(RecordLacks::Odometer, order.odometer_km == 0);
    note(RecordLacks::Fault, fault.is_empty());
    note(RecordLacks::Projects, jobs.is_empty());
    note(
        RecordLacks::Hours,
        jobs.iter().any(|job| job.flat_minutes == 0),
    );
    note(
        RecordLacks::PartNumber,
        parts.iter().any(|part| part.reference.trim().is_empty()),
    );
    let (Some(sheet), true) = (sheet, lacks.is_empty()) else {
        return Ok(Err(lacks));
    };
    let local = now.date_in(store.zone);
    Ok(Ok(json!({"transaction": {
        "header": {"date": local.format("%Y%m%d").to_string(), "time": clock_time(now, store)},
        "body": {"reqInfo": {
            // Whoever uploads it puts in the token that the authority's platform has given them.
            "access_token": "",
            "basicInfo": {
                "vehicleplatenumber": car.plate,
                "companyname": company,
                "vin": car.vin,
                "repairdate": day(order.opened_at),
                "repairmileage": order.odometer_km.to_string(),
                "settledate": day(order.settled_at.unwrap_or(sheet.made_at)),
                "faultdescription": fault,
                "costlistcode": sheet.number,
            },
            "repairprojectlist": jobs.iter().map(|job| json!({
                "repairproject": job.title,
                "workinghours": hundredths(job.flat_minutes, 60),
            })).collect::<Vec<_>>(),
            "vehiclepartslist": parts.iter().map(|part| json!({
                "partsname": part.label,
                "partsquantity": hundredths(part.quantity, 1_000),
                "partscode": part.reference,
            })).collect::<Vec<_>>(),
        }},
    }})))
}

/// The time of day as `142530`.
fn clock_time(now: Timestamp, store: &OpenStore) -> String {
    chrono::DateTime::from_timestamp_millis(now.0).map_or_else(String::new, |instant| {
        instant
            .with_timezone(&store.zone)
            .format("%H%M%S")
            .to_string()
    })
}

/// A count of parts of a whole with two places: 90 minutes are 1.50 hours.
fn hundredths(count: u32, whole: u32) -> String {
    let hundredths = (u64::from(count) * 100 + u64::from(whole) / 2) / u64::from(whole);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::hundredths;

    #[test]
    fn minutes_and_thousandths_are_written_with_two_places() {
        assert_eq!(hundredths(90, 60), "1.50");
        assert_eq!(hundredths(20, 60), "0.33");
        assert_eq!(hundredths(2_000, 1_000), "2.00");
    }
}
