//! A lead from outside: somebody wants a car, or wants to know more of one; the house calls back.
//!
//! The answer never tells whether the house knew the person before.

use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode},
};
use domain::{
    Command,
    customers::{Customer, CustomerKind, IdentityPaper, NewCustomer, SamePhone},
    entity::ColumnValue,
    facts::Ask,
    identifiers::Mobile,
    ids::{CustomerId, LaneId, LeadId},
    leads::{Channel, Grade, IntakeTo, NextFollowUp, TakeInLead, WantedModel},
};
use protocol::ledger::Verdict;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    asking::{self, id_under},
    dealerships::house_of,
    problem::{Language, Problem, Refused},
    refused::refused,
};
use crate::{
    lanes::{Engine, EngineError},
    node::Node,
    server::Served,
};

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

#[utoipa::path(
    post,
    path = "/public/v1/dealerships/{code}/leads",
    operation_id = "lead",
    params(("code" = String, Path, description = "The dealership's code")),
    request_body = OnlineLead,
    responses(
        (status = 202, description = "Taken in", body = TakenIn),
        (status = 400, description = "It is no such request", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dealership", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Only the dealership itself can take it in", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "It is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "It is not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Asked too often; `Retry-After` says when again", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The platform cannot answer now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn take_in<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    asked: Result<Json<OnlineLead>, JsonRejection>,
) -> Result<(StatusCode, Json<TakenIn>), Refused> {
    let language = Language::asked(&headers);
    let asked = asking::read(asked, language)?;
    asking::who(language, &asked.key, &asked.name, &asked.mobile)?;
    asking::fits(language, "wanted", &asked.wanted, asking::LINE)?;
    asking::fits(language, "remark", &asked.remark, asking::REMARK)?;
    let house = house_of(&served, &code, language).await?;
    let node = &served.node;
    let broken = |error: EngineError| Refused::broken(language, &error);
    let command = command(node, house.lane, &asked, language)
        .await
        .map_err(broken)?;
    let reference = command.lead.0;
    let given = node.give(house.lane, Command::TakeInLead(command)).await;
    match given.map_err(broken)?.verdict {
        Verdict::Accepted(_) => {}
        // Both are known already, and somebody looks after them.
        Verdict::Refused(refusal)
            if ["leadTakenInBefore", "leadOpen", "alreadyExists"]
                .contains(&refusal.code.as_str()) => {}
        Verdict::Refused(refusal) => return Err(refused(language, &house, &refusal)),
    }
    Ok((StatusCode::ACCEPTED, Json(TakenIn { reference })))
}

/// The customer with this mobile, if the house has one.
async fn known_customer<E: Engine + 'static>(
    node: &Node<E>,
    lane: LaneId,
    mobile: &Mobile,
) -> Result<Option<CustomerId>, EngineError> {
    let found = node
        .answer(lane, |facts| {
            Ok(facts.by::<Customer>(Customer::BY_MOBILE, [mobile.to_value()])?)
        })
        .await?;
    Ok(found
        .unwrap_or_default()
        .into_iter()
        .find(|customer| customer.merged_into.is_none() && customer.erased_at.is_none())
        .map(|customer| customer.id))
}

/// An online lead waits in the public pool and is to be answered within the day.
const ANSWERED_WITHIN: i64 = 24 * 60 * 60 * 1_000;

async fn command<E: Engine + 'static>(
    node: &Node<E>,
    lane: LaneId,
    asked: &OnlineLead,
    language: Language,
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
            language: language.tag().to_owned(),
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
