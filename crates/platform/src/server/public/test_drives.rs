//! Test drives: which cars are lent, when one is free, and a drive that is asked for.

use axum::{
    Json,
    extract::{
        Path, Query, State,
        rejection::{JsonRejection, QueryRejection},
    },
    http::{HeaderMap, StatusCode},
};
use domain::{
    Command,
    catalogue::{self, Model},
    entity::Entity,
    facts::{Ask, Missing},
    ids::{ModelId, RecordId, TestDriveId, VehicleId},
    test_drives::{
        DriveKind, RequestTestDrive, TestDrive, WantedCar, demonstrators, open_drive_starts,
    },
};
use protocol::ledger::Verdict;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    asking::{self, Source, written},
    dealerships::{House, house_of},
    problem::{Language, Problem, Reason, Refused},
    refused::refused,
};
use crate::{
    lanes::{Answers, Engine},
    server::Served,
};

/// A car that the dealership lends for drives.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CarForDrives {
    /// What to name when asking for this very car.
    #[schema(value_type = String, format = "uuid")]
    pub car: Uuid,
    /// The catalogue's code of its version, if it is known there.
    pub model: Option<String>,
    /// Brand, series and version as a person says them.
    pub name: String,
}

/// A start at which a drive can be had, and the cars that are free then.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FreeDrive {
    #[schema(format = DateTime)]
    pub starts_at: String,
    #[schema(format = DateTime)]
    pub ends_at: String,
    #[schema(value_type = Vec<String>)]
    pub cars: Vec<Uuid>,
}

/// The days that are looked at, and the car that is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DrivesAsked {
    /// The first day, in the dealership's own calendar.
    #[param(format = Date, example = "2026-12-01")]
    from: String,
    /// The last day, at most 13 after the first; the first alone when it is absent.
    #[param(format = Date, required = false)]
    until: Option<String>,
    /// This very car.
    #[param(format = "uuid", required = false)]
    car: Option<String>,
    /// Any car of this version, by the catalogue's code.
    #[param(required = false, max_length = 100)]
    model: Option<String>,
}

/// Somebody wants to drive a car, or to ride along.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DriveRequest {
    /// Unique at the sender; sent again under the same key it is booked once.
    #[schema(min_length = 1, max_length = 100)]
    pub key: String,
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// A mobile number of mainland China.
    #[schema(example = "13800000034")]
    pub mobile: String,
    /// One of the free starts.
    #[schema(format = DateTime)]
    pub starts_at: String,
    /// This very car; any that fits when it is absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub car: Option<Uuid>,
    /// Any car of this version, by the catalogue's code.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub model: Option<String>,
    #[serde(default)]
    pub kind: DriveOrRide,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub remark: String,
}

/// Whether they drive themselves, which needs a licence, or ride along.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum DriveOrRide {
    #[default]
    Drive,
    Ride,
}

/// A drive that is booked.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookedDrive {
    /// What to name when asking about it.
    #[schema(value_type = String, format = "uuid")]
    pub reference: Uuid,
    /// The number under which the dealership has it.
    pub number: String,
    #[schema(value_type = String, format = "uuid")]
    pub car: Uuid,
    #[schema(format = DateTime)]
    pub starts_at: String,
    #[schema(format = DateTime)]
    pub ends_at: String,
}

#[utoipa::path(
    get,
    path = "/public/v1/dealerships/{code}/test-drives/cars",
    operation_id = "drive_cars",
    params(("code" = String, Path, description = "The dealership's code")),
    responses(
        (status = 200, description = "The cars that are lent for drives", body = [CarForDrives]),
        (status = 404, description = "There is no such dealership", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Asked too often; `Retry-After` says when again", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The platform cannot answer now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn cars<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Vec<CarForDrives>>, Refused> {
    let language = Language::asked(&headers);
    let house = house_of(&served, &code, language).await?;
    let found = served.node.answer(house.lane, |facts| {
        demonstrators(facts)?
            .into_iter()
            .map(|car| {
                Ok(CarForDrives {
                    car: car.id.0,
                    model: code_of(facts, car.model)?,
                    name: car.description,
                })
            })
            .collect::<Result<Vec<_>, Missing>>()
            .map_err(Into::into)
    });
    let found = found
        .await
        .map_err(|error| Refused::broken(language, &error))?;
    let mut cars = found.map_err(|refusal| refused(language, &house, &refusal))?;
    cars.sort_by(|one, other| (&one.name, one.car).cmp(&(&other.name, other.car)));
    Ok(Json(cars))
}

fn code_of(facts: &Answers, model: Option<ModelId>) -> Result<Option<String>, Missing> {
    Ok(match model {
        Some(model) => facts.get::<Model>(model)?.map(|model| model.code),
        None => None,
    })
}

/// The version that a request names by the catalogue's code.
pub(super) fn model_id(house: &House, code: &str) -> ModelId {
    catalogue::row_id(house.lane, Model::TABLE.name, code.trim())
}

#[utoipa::path(
    get,
    path = "/public/v1/dealerships/{code}/test-drives/free",
    operation_id = "free_drives",
    params(("code" = String, Path, description = "The dealership's code"), DrivesAsked),
    responses(
        (status = 200, description = "The starts at which a drive can be had", body = [FreeDrive]),
        (status = 400, description = "It is no such request", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dealership", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Asked too often; `Retry-After` says when again", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The platform cannot answer now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn free<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    asked: Result<Query<DrivesAsked>, QueryRejection>,
) -> Result<Json<Vec<FreeDrive>>, Refused> {
    let language = Language::asked(&headers);
    let Query(asked) = asked.map_err(|_| Refused::new(language, Reason::Malformed))?;
    let days = asking::days(language, &asked.from, asked.until.as_deref())?;
    let car = match &asked.car {
        Some(car) => Some(
            car.parse::<Uuid>()
                .map_err(|_| Refused::field(language, Reason::WrongField, "car"))?,
        ),
        None => None,
    };
    let model = asked.model.as_deref().unwrap_or_default();
    asking::fits(language, "model", model, asking::KEY)?;
    let house = house_of(&served, &code, language).await?;
    let wanted = WantedCar {
        vehicle: car.map(VehicleId),
        model: asked.model.as_deref().map(|code| model_id(&house, code)),
    };
    let now = served.node.now();
    let found = served
        .node
        .answer(house.lane, |facts| {
            open_drive_starts(facts, wanted, days, now, house.zone)
        })
        .await
        .map_err(|error| Refused::broken(language, &error))?;
    let open = found.map_err(|refusal| refused(language, &house, &refusal))?;
    let rows = open.into_iter().map(|open| FreeDrive {
        starts_at: written(open.starts_at, house.zone),
        ends_at: written(open.ends_at, house.zone),
        cars: open.cars.into_iter().map(|car| car.0).collect(),
    });
    Ok(Json(rows.collect()))
}

#[utoipa::path(
    post,
    path = "/public/v1/dealerships/{code}/test-drives",
    operation_id = "test_drive",
    params(("code" = String, Path, description = "The dealership's code")),
    request_body = DriveRequest,
    responses(
        (status = 201, description = "Booked, or booked before under this key", body = BookedDrive),
        (status = 400, description = "It is no such request", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dealership", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Taken or not offered; `free` names the nearest starts that are free", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "It is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "It is not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Asked too often; `Retry-After` says when again", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The platform cannot answer now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn request<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    asked: Result<Json<DriveRequest>, JsonRejection>,
) -> Result<(StatusCode, Json<BookedDrive>), Refused> {
    let language = Language::asked(&headers);
    let asked = asking::read(asked, language)?;
    asking::who(language, &asked.key, &asked.name, &asked.mobile)?;
    asking::fits(language, "remark", &asked.remark, asking::REMARK)?;
    let model = asked.model.as_deref().unwrap_or_default();
    asking::fits(language, "model", model, asking::KEY)?;
    let starts_at = asking::instant(language, "startsAt", &asked.starts_at)?;
    let house = house_of(&served, &code, language).await?;
    let source = Source {
        lane: house.lane,
        key: &asked.key,
        mobile: &asked.mobile,
    };
    let drive = TestDriveId(source.id("drive"));
    if let Some(booked) = booked(&served, &house, drive, language).await? {
        return Ok(booked);
    }
    if starts_at <= served.node.now() {
        return Err(Refused::field(language, Reason::InPast, "startsAt"));
    }
    let command = RequestTestDrive {
        drive,
        number: String::new(),
        by: source.enquirer(&asked.name, language),
        kind: match asked.kind {
            DriveOrRide::Drive => DriveKind::Drive,
            DriveOrRide::Ride => DriveKind::Ride,
        },
        vehicle: asked.car.map(VehicleId),
        model: asked.model.as_deref().map(|code| model_id(&house, code)),
        starts_at,
        remark: asked.remark,
    };
    let given = served
        .node
        .give(house.lane, Command::RequestTestDrive(command))
        .await
        .map_err(|error| Refused::broken(language, &error))?;
    if let Verdict::Refused(refusal) = &given.verdict
        && refusal.code != "alreadyExists"
    {
        return Err(refused(language, &house, refusal));
    }
    booked(&served, &house, drive, language)
        .await?
        .ok_or_else(|| Refused::new(language, Reason::Unavailable))
}

/// The drive as it was booked, if it was.
async fn booked<E: Engine + 'static>(
    served: &Served<E>,
    house: &House,
    drive: TestDriveId,
    language: Language,
) -> Result<Option<(StatusCode, Json<BookedDrive>)>, Refused> {
    let found = row::<TestDrive, E>(served, house, drive.into(), language).await?;
    Ok(found.map(|drive| {
        let body = BookedDrive {
            reference: drive.id.0,
            number: drive.number,
            car: drive.vehicle.0,
            starts_at: written(drive.starts_at, house.zone),
            ends_at: written(drive.ends_at, house.zone),
        };
        (StatusCode::CREATED, Json(body))
    }))
}

/// A confirmed row of the dealership.
pub(super) async fn row<T: Entity, E: Engine + 'static>(
    served: &Served<E>,
    house: &House,
    id: RecordId,
    language: Language,
) -> Result<Option<T>, Refused> {
    let found = served
        .node
        .answer(house.lane, |facts| Ok(facts.get::<T>(id)?))
        .await
        .map_err(|error| Refused::broken(language, &error))?;
    Ok(found.ok().flatten())
}
