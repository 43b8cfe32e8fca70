//! Levels of stock in a store of a group: they are the store's own, also for a series that only the group's catalogue has.

use domain::{
    Command,
    catalogue::row_id,
    ids::{ModelId, SeriesId},
    vehicles::{SetStockLevel, StockLevel},
};

use crate::{
    common::{self, Desk, engines::Private},
    shared::publication,
    world::{Group, attentions, desk, exchange},
};

common::on_both_engines![
    a_store_sets_a_level_for_what_its_group_publishes_and_every_desk_of_that_store_has_it,
];

fn levels(desk: &Desk) -> Vec<u32> {
    let levels: Vec<StockLevel> = desk.store.read(store::rows::all).expect("the levels");
    let mut least: Vec<u32> = levels.into_iter().map(|level| level.least).collect();
    least.sort_unstable();
    least
}

async fn a_store_sets_a_level_for_what_its_group_publishes_and_every_desk_of_that_store_has_it<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    north.give(publication(group.id));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    let series: SeriesId = row_id(group.id.lane(), "series", "lacrosse");
    let version: ModelId = row_id(group.id.lane(), "model", "lacrosse-15t");
    let set = |model, least| {
        Command::SetStockLevel(SetStockLevel {
            series,
            model,
            least,
        })
    };
    south.give(set(None, Some(3)));
    south.give(set(Some(version), Some(1)));
    south.give(set(None, Some(5)));
    exchange(&group.node, &south).await;
    assert!(south.unsent().is_empty());
    assert!(attentions(&south).is_empty());
    let second = desk(&group.node, &group.south).await;
    exchange(&group.node, &second).await;
    assert_eq!(levels(&second), [1, 5]);
    assert_eq!(second.everything(), south.everything());

    second.give(set(None, None));
    exchange(&group.node, &second).await;
    exchange(&group.node, &south).await;
    exchange(&group.node, &north).await;
    assert_eq!(levels(&south), [1]);
    assert!(levels(&north).is_empty(), "each store sets its own");
    group.is_proved().await;
}
