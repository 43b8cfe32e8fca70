//! The workshop: which work it does, when it has room for some, and a booking that is asked for.

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
    entity::ColumnValue,
    facts::{Ask, Missing},
    ids::{ServiceBookingId, ServicedCarId, StandardOperationId},
    service_bookings::{
        RequestService, ServiceBooking, Transport, WantedJob, open_service_slots, wanted_jobs,
    },
    workshops::{OperationState, StandardOperation},
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
    test_drives::row,
};
use crate::{
    lanes::{Answers, Engine},
    server::Served,
};

/// One request asks for so much work at most.
const MOST_OPERATIONS: usize = 10;

/// A piece of work that the workshop does, with its usual time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkOffered {
    /// What to name when asking for it.
    pub operation: String,
    pub name: String,
    /// The kind of work: maintenance, mechanical, highVoltage, body, paint or fitting.
    pub kind: String,
    pub minutes: u32,
}

/// A time at which the car can be brought, and when the work would be done.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FreeService {
    #[schema(format = DateTime)]
    pub starts_at: String,
    #[schema(format = DateTime)]
    pub ends_at: String,
}

/// The days that are looked at, and the work that is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServiceAsked {
    /// The first day, in the dealership's own calendar.
    #[param(format = Date, example = "2026-12-01")]
    from: String,
    /// The last day, at most 13 after the first; the first alone when it is absent.
    #[param(format = Date, required = false)]
    until: Option<String>,
    /// The operations, separated by commas.
    #[param(min_length = 1, max_length = 500, example = "BY-60")]
    operations: String,
}

/// Somebody wants their car looked after.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServiceRequest {
    /// Unique at the sender; sent again under the same key it is booked once.
    #[schema(min_length = 1, max_length = 100)]
    pub key: String,
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// A mobile number of mainland China.
    #[schema(example = "13800000034")]
    pub mobile: String,
    /// The number plate; it or the VIN is needed.
    #[serde(default)]
    #[schema(max_length = 20, example = "京A12345")]
    pub plate: String,
    #[serde(default)]
    #[schema(max_length = 40)]
    pub vin: String,
    /// The car as they call it.
    #[schema(min_length = 1, max_length = 200)]
    pub car: String,
    #[schema(min_items = 1, max_items = 10, example = json!(["BY-60"]))]
    pub operations: Vec<String>,
    /// One of the free times.
    #[schema(format = DateTime)]
    pub starts_at: String,
    #[serde(default)]
    pub transport: HowTheyGetAbout,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub remark: String,
}

/// How the customer gets about meanwhile.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum HowTheyGetAbout {
    Waits,
    #[default]
    Own,
    Shuttle,
    PickUp,
    Loaner,
}

impl From<HowTheyGetAbout> for Transport {
    fn from(how: HowTheyGetAbout) -> Self {
        match how {
            HowTheyGetAbout::Waits => Self::Waits,
            HowTheyGetAbout::Own => Self::Own,
            HowTheyGetAbout::Shuttle => Self::Shuttle,
            HowTheyGetAbout::PickUp => Self::PickUp,
            HowTheyGetAbout::Loaner => Self::Loaner,
        }
    }
}

/// A booking that is taken in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookedService {
    /// What to name when asking about it.
    #[schema(value_type = String, format = "uuid")]
    pub reference: Uuid,
    /// The number under which the dealership has it.
    pub number: String,
    #[schema(format = DateTime)]
    pub starts_at: String,
    #[schema(format = DateTime)]
    pub ends_at: String,
}

#[utoipa::path(
    get,
    path = "/public/v1/dealerships/{code}/service/operations",
    operation_id = "operations",
    params(("code" = String, Path, description = "The dealership's code")),
    responses(
        (status = 200, description = "The work that the workshop does", body = [WorkOffered]),
        (status = 404, description = "There is no such dealership", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Asked too often; `Retry-After` says when again", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The platform cannot answer now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn operations<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Vec<WorkOffered>>, Refused> {
    let language = Language::asked(&headers);
    let house = house_of(&served, &code, language).await?;
    let found = served
        .node
        .answer(house.lane, |facts| Ok(offered(facts)?))
        .await
        .map_err(|error| Refused::broken(language, &error))?;
    let offered = found.map_err(|refusal| refused(language, &house, &refusal))?;
    let rows = offered.into_iter().map(|operation| WorkOffered {
        operation: operation.operation_code,
        name: operation.name,
        kind: operation.skill.word().to_owned(),
        minutes: operation.minutes,
    });
    Ok(Json(rows.collect()))
}

fn offered(facts: &Answers) -> Result<Vec<StandardOperation>, Missing> {
    facts.by::<StandardOperation>(
        StandardOperation::BY_STATE_OPERATION_CODE,
        [OperationState::Offered.to_value()],
    )
}

/// The work that a request names by its codes, or the code that is none.
async fn jobs<E: Engine + 'static>(
    served: &Served<E>,
    house: &House,
    codes: &[&str],
    language: Language,
) -> Result<Vec<WantedJob>, Refused> {
    if codes.is_empty() {
        return Err(Refused::field(language, Reason::Missing, "operations"));
    }
    if codes.len() > MOST_OPERATIONS {
        return Err(Refused::field(language, Reason::TooMuch, "operations"));
    }
    let found = served
        .node
        .answer(house.lane, |facts| Ok(offered(facts)?))
        .await
        .map_err(|error| Refused::broken(language, &error))?;
    let offered = found.map_err(|refusal| refused(language, house, &refusal))?;
    codes
        .iter()
        .map(|code| {
            let named = offered
                .iter()
                .find(|operation| operation.operation_code == code.trim());
            named
                .map(|operation| wanted(operation.id))
                .ok_or_else(|| Refused::field(language, Reason::NotOffered, "operations"))
        })
        .collect()
}

fn wanted(operation: StandardOperationId) -> WantedJob {
    WantedJob {
        operation: Some(operation),
        words: String::new(),
        skill: None,
        minutes: None,
        department: None,
    }
}

#[utoipa::path(
    get,
    path = "/public/v1/dealerships/{code}/service/free",
    operation_id = "free_service",
    params(("code" = String, Path, description = "The dealership's code"), ServiceAsked),
    responses(
        (status = 200, description = "The times at which the work can be begun", body = [FreeService]),
        (status = 400, description = "It is no such request", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dealership", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The workshop does no such work", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Asked too often; `Retry-After` says when again", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The platform cannot answer now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn free<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    asked: Result<Query<ServiceAsked>, QueryRejection>,
) -> Result<Json<Vec<FreeService>>, Refused> {
    let language = Language::asked(&headers);
    let Query(asked) = asked.map_err(|_| Refused::new(language, Reason::Malformed))?;
    let days = asking::days(language, &asked.from, asked.until.as_deref())?;
    asking::filled(language, "operations", &asked.operations, 500)?;
    let house = house_of(&served, &code, language).await?;
    let codes: Vec<&str> = asked.operations.split(',').collect();
    let wanted = jobs(&served, &house, &codes, language).await?;
    let now = served.node.now();
    let found = served
        .node
        .answer(house.lane, |facts| {
            let jobs = wanted_jobs(facts, &wanted)?;
            open_service_slots(facts, house.lane, &jobs, days, now, house.zone)
        })
        .await
        .map_err(|error| Refused::broken(language, &error))?;
    let open = found.map_err(|refusal| refused(language, &house, &refusal))?;
    let rows = open.into_iter().map(|slot| FreeService {
        starts_at: written(slot.starts_at, house.zone),
        ends_at: written(slot.ends_at, house.zone),
    });
    Ok(Json(rows.collect()))
}

#[utoipa::path(
    post,
    path = "/public/v1/dealerships/{code}/service",
    operation_id = "service",
    params(("code" = String, Path, description = "The dealership's code")),
    request_body = ServiceRequest,
    responses(
        (status = 201, description = "Booked, or booked before under this key", body = BookedService),
        (status = 400, description = "It is no such request", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dealership", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Taken or not offered; `free` names the nearest times that are free", body = Problem, content_type = "application/problem+json"),
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
    asked: Result<Json<ServiceRequest>, JsonRejection>,
) -> Result<(StatusCode, Json<BookedService>), Refused> {
    let language = Language::asked(&headers);
    let asked = asking::read(asked, language)?;
    asking::who(language, &asked.key, &asked.name, &asked.mobile)?;
    asking::filled(language, "car", &asked.car, asking::LINE)?;
    for (field, text, most) in [
        ("plate", &asked.plate, 20),
        ("vin", &asked.vin, 40),
        ("remark", &asked.remark, asking::REMARK),
    ] {
        asking::fits(language, field, text, most)?;
    }
    let starts_at = asking::instant(language, "startsAt", &asked.starts_at)?;
    let house = house_of(&served, &code, language).await?;
    let source = Source {
        lane: house.lane,
        key: &asked.key,
        mobile: &asked.mobile,
    };
    let booking = ServiceBookingId(source.id("service"));
    if let Some(booked) = booked(&served, &house, booking, language).await? {
        return Ok(booked);
    }
    if starts_at <= served.node.now() {
        return Err(Refused::field(language, Reason::InPast, "startsAt"));
    }
    let codes: Vec<&str> = asked.operations.iter().map(String::as_str).collect();
    let command = RequestService {
        booking,
        number: String::new(),
        by: source.enquirer(&asked.name, language),
        car: ServicedCarId(source.id("serviced car")),
        vin: asked.vin,
        plate: asked.plate,
        description: asked.car,
        jobs: jobs(&served, &house, &codes, language).await?,
        starts_at,
        transport: asked.transport.into(),
        remark: asked.remark,
    };
    let given = served
        .node
        .give(house.lane, Command::RequestService(command))
        .await
        .map_err(|error| Refused::broken(language, &error))?;
    if let Verdict::Refused(refusal) = &given.verdict
        && refusal.code != "alreadyExists"
    {
        return Err(refused(language, &house, refusal));
    }
    booked(&served, &house, booking, language)
        .await?
        .ok_or_else(|| Refused::new(language, Reason::Unavailable))
}

/// The booking as it was made, if it was.
async fn booked<E: Engine + 'static>(
    served: &Served<E>,
    house: &House,
    booking: ServiceBookingId,
    language: Language,
) -> Result<Option<(StatusCode, Json<BookedService>)>, Refused> {
    let found = row::<ServiceBooking, E>(served, house, booking.into(), language).await?;
    Ok(found.map(|booking| {
        let body = BookedService {
            reference: booking.id.0,
            number: booking.number,
            starts_at: written(booking.starts_at, house.zone),
            ends_at: written(booking.ends_at, house.zone),
        };
        (StatusCode::CREATED, Json(body))
    }))
}
