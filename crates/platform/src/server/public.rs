//! What anybody may ask of the platform for its dealerships: a shop, a maker's site, a car portal. What
//! comes in here is given by the platform's own actor and lives the same life at the desks as what was
//! born there. A request that is sent again under the same key is taken in once.
//!
//! The answer never tells whether the house knew the person before.

use axum::{
    Json, Router,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    Command,
    customers::{Customer, CustomerKind, IdentityPaper, NewCustomer, SamePhone},
    dealerships::Dealership,
    entity::{ColumnValue, Entity},
    facts::{Ask, Lookup},
    identifiers::Mobile,
    ids::{CustomerId, DealershipId, LaneId, LeadId},
    leads::{Channel, Grade, IntakeTo, NextFollowUp, TakeInLead, WantedModel},
};
use protocol::ledger::Verdict;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Served,
    failure::{ErrorBody, Failure},
};
use crate::{
    lanes::{Cache, Engine, EngineError, Wanted},
    node::Node,
};

pub(super) fn routes<E: Engine + 'static>() -> Router<Served<E>> {
    Router::new()
        .route("/public/v1/dealerships", get(dealerships::<E>))
        .route("/public/v1/dealerships/{code}/leads", post(lead::<E>))
}

/// A dealership of this platform.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DealershipOfPlatform {
    pub code: String,
    pub name: String,
    pub address: String,
    pub phone: String,
}

/// Somebody wants a car, or wants to know more of one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OnlineLead {
    /// Unique at the sender; sent again under the same key it is taken in once.
    #[schema(min_length = 1, max_length = 100)]
    pub key: String,
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// A mobile number of mainland China.
    #[schema(example = "13800000034")]
    pub mobile: String,
    /// The car that is wanted, in the person's own words.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub wanted: String,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub remark: String,
}

/// It was taken in; the house calls back.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenIn {
    /// What to name when asking about it.
    #[schema(value_type = String)]
    pub reference: Uuid,
}

/// A request that cannot be taken in, and the field that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrongField {
    pub error: String,
    pub field: Option<String>,
}

#[utoipa::path(
    get,
    path = "/public/v1/dealerships",
    responses(
        (status = 200, description = "Every dealership of this platform", body = [DealershipOfPlatform]),
        (status = 503, description = "The platform cannot answer now", body = ErrorBody),
    )
)]
pub(super) async fn dealerships<E: Engine + 'static>(
    State(served): State<Served<E>>,
) -> Result<Json<Vec<DealershipOfPlatform>>, Failure> {
    let mut all = Vec::new();
    for (lane, _) in served.node.engine.lanes().await? {
        if let Some(house) = house(&served.node, lane).await? {
            all.push(DealershipOfPlatform {
                code: house.code,
                name: house.name,
                address: house.address,
                phone: house.phone,
            });
        }
    }
    all.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(Json(all))
}

#[utoipa::path(
    post,
    path = "/public/v1/dealerships/{code}/leads",
    params(("code" = String, Path, description = "The dealership's code")),
    request_body = OnlineLead,
    responses(
        (status = 202, description = "Taken in", body = TakenIn),
        (status = 400, description = "It is no such request", body = WrongField),
        (status = 404, description = "There is no such dealership", body = ErrorBody),
        (status = 413, description = "It is too large"),
        (status = 415, description = "It is not JSON", body = WrongField),
        (status = 422, description = "A field is wrong", body = WrongField),
        (status = 503, description = "The platform cannot answer now", body = ErrorBody),
    )
)]
pub(super) async fn lead<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Path(code): Path<String>,
    asked: Result<Json<OnlineLead>, JsonRejection>,
) -> Result<Response, Failure> {
    let asked = match asked {
        Ok(Json(asked)) => asked,
        Err(rejection) => return Ok(not_read(&rejection)),
    };
    let node = &served.node;
    let lane = lane_of_code(node, &code).await?.ok_or(Failure::Unknown)?;
    if let Some(field) = asked.wrong_field() {
        return Ok(wrong(
            StatusCode::UNPROCESSABLE_ENTITY,
            "malformed",
            Some(field),
        ));
    }
    let command = take_in(node, lane, &asked).await?;
    let reference = command.lead.0;
    let given = node.give(lane, Command::TakeInLead(command)).await?;
    let accepted = || (StatusCode::ACCEPTED, Json(TakenIn { reference })).into_response();
    Ok(match given.verdict {
        Verdict::Accepted(_) => accepted(),
        // Both are known already, and somebody looks after them.
        Verdict::Refused(refusal)
            if ["leadTakenInBefore", "leadOpen", "alreadyExists"]
                .contains(&refusal.code.as_str()) =>
        {
            accepted()
        }
        Verdict::Refused(refusal) => {
            let field = refusal
                .field
                .as_deref()
                .and_then(|field| field.rsplit('.').next());
            wrong(
                StatusCode::UNPROCESSABLE_ENTITY,
                &refusal.code,
                field.map(str::to_owned),
            )
        }
    })
}

fn not_read(rejection: &JsonRejection) -> Response {
    let status = match rejection.status() {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::UNPROCESSABLE_ENTITY,
        other => other,
    };
    wrong(status, "malformed", None)
}

fn wrong(status: StatusCode, error: &str, field: Option<String>) -> Response {
    let body = WrongField {
        error: error.to_owned(),
        field,
    };
    (status, Json(body)).into_response()
}

impl OnlineLead {
    /// The first field that cannot be what it is to be.
    fn wrong_field(&self) -> Option<String> {
        let nul = |text: &str| text.contains('\0');
        let long = |text: &str, most: usize| text.chars().count() > most || nul(text);
        let wrong = if self.key.trim().is_empty() || long(&self.key, 100) {
            "key"
        } else if self.name.trim().is_empty() || long(&self.name, 200) {
            "name"
        } else if Mobile::parse(&self.mobile).is_err() {
            "mobile"
        } else if long(&self.wanted, 200) {
            "wanted"
        } else if long(&self.remark, 2_000) {
            "remark"
        } else {
            return None;
        };
        Some(wrong.to_owned())
    }
}

async fn house<E: Engine + 'static>(
    node: &Node<E>,
    lane: LaneId,
) -> Result<Option<Dealership>, EngineError> {
    let mut cache = Cache::default();
    let wanted = Wanted {
        rows: vec![(Dealership::TABLE, DealershipId(lane.0).into())],
        lookups: Vec::new(),
    };
    node.engine.look_up(lane, wanted, &mut cache).await?;
    let found = cache.get::<Dealership>(DealershipId(lane.0));
    Ok(found.ok().flatten())
}

async fn lane_of_code<E: Engine + 'static>(
    node: &Node<E>,
    code: &str,
) -> Result<Option<LaneId>, EngineError> {
    for (lane, _) in node.engine.lanes().await? {
        if house(node, lane)
            .await?
            .is_some_and(|house| house.code == code)
        {
            return Ok(Some(lane));
        }
    }
    Ok(None)
}

/// The customer with this mobile, if the house has one.
async fn known_customer<E: Engine + 'static>(
    node: &Node<E>,
    lane: LaneId,
    mobile: &Mobile,
) -> Result<Option<CustomerId>, EngineError> {
    let mut cache = Cache::default();
    let lookup = Lookup {
        table: Customer::TABLE,
        index: Customer::BY_MOBILE,
        equals: vec![mobile.to_value()],
        range: None,
    };
    let wanted = Wanted {
        rows: Vec::new(),
        lookups: vec![lookup],
    };
    node.engine.look_up(lane, wanted, &mut cache).await?;
    let found = cache.by::<Customer>(Customer::BY_MOBILE, [mobile.to_value()]);
    Ok(found
        .unwrap_or_default()
        .into_iter()
        .find(|customer| customer.merged_into.is_none() && customer.erased_at.is_none())
        .map(|customer| customer.id))
}

/// An online lead waits in the public pool and is to be answered within the day.
const ANSWERED_WITHIN: i64 = 24 * 60 * 60 * 1_000;

async fn take_in<E: Engine + 'static>(
    node: &Node<E>,
    lane: LaneId,
    asked: &OnlineLead,
) -> Result<TakeInLead, EngineError> {
    let known = match Mobile::parse(&asked.mobile) {
        Ok(mobile) => known_customer(node, lane, &mobile).await?,
        Err(_) => None,
    };
    let id = |what: &str| id_under(lane, &asked.key, what);
    let wanted = asked.wanted.trim();
    Ok(TakeInLead {
        lead: LeadId(id("lead")),
        number: String::new(),
        customer: known.unwrap_or_else(|| CustomerId(id("customer"))),
        new_customer: known.is_none().then(|| NewCustomer {
            kind: CustomerKind::Person,
            name: asked.name.trim().to_owned(),
            mobile: asked.mobile.clone(),
            other_phone: String::new(),
            identity_paper: IdentityPaper::None,
            identity_number: String::new(),
            email: String::new(),
            address: String::new(),
            born_on: String::new(),
            language: "zh-CN".to_owned(),
            remark: String::new(),
            same_phone: SamePhone::Refuse,
        }),
        customer_number: String::new(),
        channel: Channel::OwnShop,
        channel_detail: String::new(),
        external_key: asked.key.trim().to_owned(),
        cost: None,
        wanted: if wanted.is_empty() {
            Vec::new()
        } else {
            vec![WantedModel {
                model: None,
                description: wanted.to_owned(),
            }]
        },
        budget: None,
        grade: Grade::H,
        to: IntakeTo::Pool,
        colleague: None,
        next_follow_up: NextFollowUp {
            due: node.now().plus(ANSWERED_WITHIN),
            what: String::new(),
        },
        remark: asked.remark.clone(),
    })
}

/// The same for everything that is sent under the same key, so that nothing is made twice.
fn id_under(lane: LaneId, key: &str, what: &str) -> Uuid {
    let digest = Sha256::new()
        .chain_update(b"forecourt online 1")
        .chain_update(lane.0.as_bytes())
        .chain_update(what.as_bytes())
        .chain_update([0])
        .chain_update(key.trim().as_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
