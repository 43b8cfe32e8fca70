//! A car that goes from one store to the other is in one of them, never in both and never in none.

use domain::{
    car_transfers::{CarTransfer, TransferState, TransferWay},
    people,
    rights::Rights,
    vehicles::{Vehicle, VehicleState},
};
use ed25519_dalek::SigningKey;
use serde_json::json;

use crate::{
    common::{self, engines::Private},
    world::{
        Group, Store, attentions, command, desk, exchange, is_proved_at, key_material, node,
        on_the_way, push, receive, send, states, taken_in, vin,
    },
};

common::on_both_engines![
    a_car_goes_from_one_store_to_the_other_and_both_ledgers_prove_it,
    a_car_that_was_sent_cannot_be_sold_before_any_line_is_there,
    a_transfer_that_is_sent_again_is_entered_once_in_both_stores,
    of_two_desks_that_send_one_car_away_the_first_does_and_the_other_store_hears_of_one,
    a_store_that_took_the_car_in_by_hand_while_it_was_away_hears_that_it_was_coming,
    a_ledger_proves_a_colleague_of_another_store_also_after_they_changed_their_key,
    a_car_goes_to_no_store_of_others_and_nobody_there_hears_of_it,
];

async fn a_car_goes_from_one_store_to_the_other_and_both_ledgers_prove_it<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let vin = vin(1);
    let car = taken_in(&north, &vin);
    let (sent, _) = send(&north, car, &group.south);
    exchange(&group.node, &north).await;
    assert_eq!(group.stands(sent).await, (true, true));

    exchange(&group.node, &south).await;
    let coming = on_the_way(&south);
    assert_eq!(coming.len(), 1);
    assert_eq!(
        (
            coming[0].way,
            coming[0].store,
            coming[0].sent_by_name.as_str()
        ),
        (TransferWay::In, group.north.id(), "CB 管理")
    );
    assert_eq!(states(&south, &vin), [VehicleState::InTransit]);

    let received = receive(&south, &coming[0]);
    assert_eq!(states(&south, &vin), [VehicleState::InStock], "at once");
    assert_eq!(
        states(&north, &vin),
        [VehicleState::Transferring],
        "until it hears"
    );
    exchange(&group.node, &south).await;
    exchange(&group.node, &north).await;
    assert_eq!(states(&north, &vin), [VehicleState::Gone]);
    assert_eq!(states(&south, &vin), [VehicleState::InStock]);
    assert_eq!(group.stands(received).await, (true, true));
    let sent: CarTransfer = north.get(coming[0].there).expect("its own side");
    assert_eq!(
        (sent.state, sent.ended_by_name.as_str()),
        (TransferState::Arrived, "CN 管理")
    );
    group.is_proved().await;
    is_proved_at(&north);
    is_proved_at(&south);
    for (desk, store) in [(&north, &group.north), (&south, &group.south)] {
        let later = self::desk(&group.node, store).await;
        assert_eq!(desk.everything(), later.everything());
    }
}

async fn a_car_that_was_sent_cannot_be_sold_before_any_line_is_there<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let vin = vin(2);
    let car = taken_in(&north, &vin);
    exchange(&group.node, &north).await;
    let (_, transfer) = send(&north, car, &group.south);
    // Nothing of it has left the desk.
    assert_eq!(states(&north, &vin), [VehicleState::Transferring]);
    let own: CarTransfer = north.get(transfer).expect("its own side");
    assert_eq!(own.state, TransferState::OnTheWay);
    let before = north.everything();
    exchange(&group.node, &north).await;
    assert!(north.unsent().is_empty());
    assert_eq!(
        north.everything(),
        before,
        "the platform says the same of this store"
    );
}

async fn a_transfer_that_is_sent_again_is_entered_once_in_both_stores<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let car = taken_in(&north, &vin(3));
    exchange(&group.node, &north).await;
    send(&north, car, &group.south);
    let envelopes = north.unsent();
    push(&*group.node.engine, &north, &envelopes).await;
    let once = (group.seq(&group.north).await, group.seq(&group.south).await);
    let again = node::<E>(&group.ground).await;
    push(&*again.engine, &north, &envelopes).await;
    let twice = (group.seq(&group.north).await, group.seq(&group.south).await);
    assert_eq!(once, twice);
    exchange(&again, &north).await;
    assert!(north.unsent().is_empty());
    group.is_proved().await;
}

async fn of_two_desks_that_send_one_car_away_the_first_does_and_the_other_store_hears_of_one<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (first, south) = group.desks().await;
    let vin = vin(4);
    let car = taken_in(&first, &vin);
    exchange(&group.node, &first).await;
    let second = desk(&group.node, &group.north).await;
    send(&first, car, &group.south);
    let (refused, _) = send(&second, car, &group.south);
    exchange(&group.node, &first).await;
    exchange(&group.node, &second).await;
    assert_eq!(group.stands(refused).await, (true, false));
    let told = attentions(&second);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].reasons.0[0].code, "stepNotPossible");
    exchange(&group.node, &south).await;
    assert_eq!(on_the_way(&south).len(), 1);
    assert!(attentions(&south).is_empty());
    assert_eq!(states(&south, &vin), [VehicleState::InTransit]);
    group.is_proved().await;
}

async fn a_store_that_took_the_car_in_by_hand_while_it_was_away_hears_that_it_was_coming<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let vin = vin(6);
    let car = taken_in(&north, &vin);
    // The other store's desk has no line: it sees the car at the gate and takes it in.
    let by_hand = taken_in(&south, &vin);
    send(&north, car, &group.south);
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert!(south.get::<Vehicle>(by_hand).is_none());
    assert_eq!(states(&south, &vin), [VehicleState::InTransit]);
    let told = attentions(&south);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].reasons.0[0].code, "vinInStock");
    receive(&south, &on_the_way(&south)[0]);
    exchange(&group.node, &south).await;
    assert_eq!(
        group.states_of(&vin).await,
        (vec![VehicleState::Gone], vec![VehicleState::InStock])
    );
}

async fn a_ledger_proves_a_colleague_of_another_store_also_after_they_changed_their_key<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (mut north, south) = group.desks().await;
    let car = taken_in(&north, &vin(7));
    send(&north, car, &group.south);
    let new = SigningKey::from_bytes(&[23; 32]);
    north.give(command(json!({
        "type": "ReplaceKey", "person": group.north.administrator, "key": key_material(&new),
    })));
    exchange(&group.node, &north).await;
    north.key = new;
    let car = taken_in(&north, &vin(8));
    send(&north, car, &group.south);
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert_eq!(on_the_way(&south).len(), 2);
    group.is_proved().await;
    is_proved_at(&south);
    // The sender's key proves what they sent, and lets them do nothing in the other store.
    let rights = south.store.read(|connection| {
        let facts = store::StoreFacts::new(connection);
        people::rights_of(&facts, group.north.administrator).map_err(|_| facts.breakage())
    });
    assert_eq!(rights.expect("an answer"), Rights::default());
}

async fn a_car_goes_to_no_store_of_others_and_nobody_there_hears_of_it<E: Private>() {
    let group = Group::<E>::new().await;
    let stranger = Store::new("WD");
    let theirs = desk(&group.node, &stranger).await;
    theirs.give(stranger.founding());
    exchange(&group.node, &theirs).await;
    let before = group.seq(&stranger).await;
    let (north, _) = group.desks().await;
    let nowhere = Store::new("WU");
    for (number, to) in [(9, &stranger), (10, &nowhere)] {
        let vin = vin(number);
        let car = taken_in(&north, &vin);
        send(&north, car, to);
        exchange(&group.node, &north).await;
        assert_eq!(states(&north, &vin), [VehicleState::InStock]);
    }
    let told = attentions(&north);
    assert_eq!(told.len(), 2);
    for item in told {
        assert_eq!(item.reasons.0[0].code, "storeNotOfGroup");
    }
    assert_eq!(group.seq(&stranger).await, before);
}
