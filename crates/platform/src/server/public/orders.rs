//! A car that is ordered: a wish that a person of the house answers, not a contract.

use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode},
};
use domain::{Command, catalogue::Model, ids::TaskId, orders::RequestOrder};
use protocol::ledger::Verdict;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    asking::{self, Source},
    dealerships::house_of,
    leads::TakenIn,
    problem::{Language, Problem, Reason, Refused},
    refused::refused,
    test_drives::{model_id, row},
};
use crate::{lanes::Engine, server::Served};

/// Somebody wants this car.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderRequest {
    /// Unique at the sender; sent again under the same key it is taken in once.
    #[schema(min_length = 1, max_length = 100)]
    pub key: String,
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// A mobile number of mainland China.
    #[schema(example = "13800000034")]
    pub mobile: String,
    /// The catalogue's code of the version, when it was chosen there.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub model: Option<String>,
    /// The car in the person's own words; needed without a model.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub wanted: String,
    #[serde(default)]
    #[schema(max_length = 100)]
    pub colour: String,
    /// What they are ready to pay ahead; it is paid at the house, not here.
    #[serde(default)]
    pub deposit: DepositOffered,
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub remark: String,
}

/// What the customer is ready to pay ahead.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum DepositOffered {
    #[default]
    None,
    /// 订金: given back when nothing comes of it.
    Refundable,
    /// 定金: binds both sides.
    Binding,
}

impl DepositOffered {
    /// As the note to the house says it.
    const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::None, Language::Chinese | Language::English) => "",
            (Self::Refundable, Language::Chinese) => "愿付订金（可退）",
            (Self::Binding, Language::Chinese) => "愿付定金",
            (Self::Refundable, Language::English) => "offers a refundable deposit (订金)",
            (Self::Binding, Language::English) => "offers a binding deposit (定金)",
        }
    }
}

#[utoipa::path(
    post,
    path = "/public/v1/dealerships/{code}/orders",
    operation_id = "order",
    params(("code" = String, Path, description = "The dealership's code")),
    request_body = OrderRequest,
    responses(
        (status = 202, description = "Taken in; the house answers within the day", body = TakenIn),
        (status = 400, description = "It is no such request", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dealership", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "There is no such car in the catalogue", body = Problem, content_type = "application/problem+json"),
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
    asked: Result<Json<OrderRequest>, JsonRejection>,
) -> Result<(StatusCode, Json<TakenIn>), Refused> {
    let language = Language::asked(&headers);
    let asked = asking::read(asked, language)?;
    asking::who(language, &asked.key, &asked.name, &asked.mobile)?;
    let model = asked.model.as_deref().unwrap_or_default();
    for (field, text, most) in [
        ("model", model, asking::KEY),
        ("wanted", &asked.wanted, asking::LINE),
        ("colour", &asked.colour, asking::KEY),
        ("remark", &asked.remark, 1_000),
    ] {
        asking::fits(language, field, text, most)?;
    }
    let house = house_of(&served, &code, language).await?;
    let source = Source {
        lane: house.lane,
        key: &asked.key,
        mobile: &asked.mobile,
    };
    let model = asked.model.as_deref().map(|code| model_id(&house, code));
    if let Some(model) = model
        && row::<Model, E>(&served, &house, model.into(), language)
            .await?
            .is_none()
    {
        return Err(Refused::field(language, Reason::NotOffered, "model"));
    }
    let task = TaskId(source.id("order"));
    let said = [
        asked.colour.trim(),
        asked.deposit.words(language),
        asked.remark.trim(),
    ];
    let command = RequestOrder {
        task,
        by: source.enquirer(&asked.name, language),
        model,
        wanted: asked.wanted.trim().to_owned(),
        remark: said
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(match language {
                Language::Chinese => "，",
                Language::English => ", ",
            }),
    };
    let given = served
        .node
        .give(house.lane, Command::RequestOrder(command))
        .await
        .map_err(|error| Refused::broken(language, &error))?;
    if let Verdict::Refused(refusal) = &given.verdict
        && refusal.code != "alreadyExists"
    {
        return Err(refused(language, &house, refusal));
    }
    Ok((StatusCode::ACCEPTED, Json(TakenIn { reference: task.0 })))
}
