//! The rules of law that whoever runs the platform has published: rows beside the lanes.

use deadpool_postgres::{GenericClient, Object};
use domain::{
    rules::{Edition, RuleSetName},
    time::Timestamp,
};

use super::super::engine::{EngineError, NotNewer, PublishedRules, edition, not_newer};

pub async fn editions(
    client: &impl GenericClient,
) -> Result<Vec<(RuleSetName, Edition)>, EngineError> {
    let rows = client
        .query("select name, edition from published_rules", &[])
        .await?;
    let mut editions = Vec::with_capacity(rows.len());
    for row in &rows {
        editions.extend(edition(row.try_get(0)?, row.try_get(1)?));
    }
    Ok(editions)
}

pub async fn read(
    connection: &Object,
    set: RuleSetName,
    edition: Edition,
) -> Result<Option<PublishedRules>, EngineError> {
    let row = connection
        .query_opt(
            "select text, note, published_at from published_rules where name = $1 and edition = $2",
            &[&set.word(), &edition.to_string()],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(PublishedRules {
        set,
        edition,
        text: row.try_get(0)?,
        note: row.try_get(1)?,
        published_at: Timestamp(row.try_get(2)?),
    }))
}

pub async fn publish(
    connection: &mut Object,
    rules: &[PublishedRules],
) -> Result<Result<(), NotNewer>, EngineError> {
    let transaction = connection.transaction().await?;
    // Of two who publish at once one comes after the other and sees what that one published.
    transaction
        .batch_execute("lock table published_rules in exclusive mode")
        .await?;
    if let Some(standing) = not_newer(editions(&transaction).await?, rules) {
        return Ok(Err(standing));
    }
    for each in rules {
        transaction
            .execute(
                "insert into published_rules (name, edition, text, note, published_at)
                 values ($1, $2, $3, $4, $5)",
                &[
                    &each.set.word(),
                    &each.edition.to_string(),
                    &each.text,
                    &each.note,
                    &each.published_at.0,
                ],
            )
            .await?;
    }
    transaction.commit().await?;
    Ok(Ok(()))
}
