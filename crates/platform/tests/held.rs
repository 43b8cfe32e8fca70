//! Commands that could not be decided when they came, on either engine, because an older version of the platform could not
//! read them or their key came after them: they are decided in the order in which they were given, once, and the desks
//! hear what became of each.

mod common;

use common::{Desk, House, MORNING, colleague, engines::Private};
use domain::{
    Command,
    attentions::{Attention, AttentionState},
    ids::{AttentionId, CommandId},
    people::{KeyMaterial, Person, ReplaceKey},
};
use ed25519_dalek::SigningKey;
use platform::{
    lanes::{Batch, HeldCommand, Written},
    node::Node,
    verify,
};
use protocol::{Envelope, Header, wire::Hold};

common::on_both_engines![
    what_an_older_platform_could_not_read_is_decided_in_its_order_after_the_upgrade,
    what_nobody_can_read_yet_stays_held_and_stops_nobody,
    what_came_before_the_key_that_it_is_signed_with_is_decided_when_the_key_has_come,
];

/// What an older platform wrote when these commands came and it could not read them.
async fn held_by_an_older_platform<E: Private>(house: &House<E>, desk: &Desk) -> Vec<CommandId> {
    let waiting = desk.unsent();
    let mut written = Written::default();
    for envelope in &waiting {
        let Header { id, n, .. } = envelope.header;
        written.received.push((desk.id, n, id));
        written.last_n.insert(desk.id, n);
        written.held.push(HeldCommand {
            envelope: envelope.clone(),
            desk: desk.id,
            n,
            why: Hold::UnknownCommand,
        });
    }
    // Their order is that in which they were given, not that of their rows.
    written.held.reverse();
    let batch = house
        .platform
        .begin(house.lane, &[])
        .await
        .expect("a batch");
    let head = batch.head();
    batch.commit(written, head).await.expect("it is written");
    waiting.iter().map(|envelope| envelope.header.id).collect()
}

async fn node<E: Private>(house: &House<E>) -> Node<E> {
    Node::by_clock(E::again(&house.ground).await, || MORNING)
        .await
        .expect("a node")
}

/// Two colleagues are added at a desk.
fn add_two<E: Private>(house: &House<E>, desk: &Desk) {
    desk.give(colleague("李薇", house));
    let Command::AddPerson(mut second) = colleague("王薇", house) else {
        unreachable!("it is a colleague")
    };
    "wang.wei".clone_into(&mut second.person.sign_in_name);
    desk.give(Command::AddPerson(second));
}

async fn what_an_older_platform_could_not_read_is_decided_in_its_order_after_the_upgrade<
    E: Private,
>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    add_two(&house, &first);
    let held = held_by_an_older_platform(&house, &first).await;
    // Meanwhile another desk has taken the second one's name.
    let Command::AddPerson(mut other) = colleague("赵伟", &house) else {
        unreachable!("it is a colleague")
    };
    "wang.wei".clone_into(&mut other.person.sign_in_name);
    second.give(Command::AddPerson(other));
    house.exchange(&second).await;

    let node = node(&house).await;
    assert_eq!(node.let_time_pass().await.expect("a look"), 2);
    assert_eq!(node.let_time_pass().await.expect("a look"), 0, "once");
    house.pull(&first).await;
    house.pull(&second).await;
    assert!(first.unsent().is_empty(), "nothing waits any more");
    let people = second
        .store
        .read(store::rows::all::<Person>)
        .expect("people");
    let named = |name: &str| people.iter().filter(|person| person.name == name).count();
    assert_eq!((named("李薇"), named("王薇"), named("赵伟")), (1, 0, 1));
    let item: Attention = second
        .get(AttentionId::derived(held[1], "attention"))
        .expect("who was refused is told");
    assert_eq!(
        (item.state, item.reasons.0[0].code.as_str()),
        (AttentionState::Open, "signInNameTaken")
    );
    let mut seqs = Vec::new();
    for command in &held {
        let entry = house.platform.entry_of(house.lane, *command).await;
        assert!(entry.expect("an answer").is_some(), "it is in the ledger");
        seqs.push(seq_of(&second, *command));
    }
    assert!(seqs[0] < seqs[1], "in the order in which they were given");
    assert_eq!(first.everything(), second.everything());
    let proof = verify::lane(&node, house.lane).await.expect("a proof");
    assert!(proof.broken.is_none(), "{:?}", proof.broken);
}

fn seq_of(desk: &Desk, command: CommandId) -> i64 {
    desk.store
        .read(|connection| {
            Ok::<_, store::StoreError>(connection.query_row(
                "select seq from ledger where command = ?1",
                [command.0.as_bytes()],
                |row| row.get(0),
            )?)
        })
        .expect("its place")
}

async fn what_nobody_can_read_yet_stays_held_and_stops_nobody<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    first.give(colleague("李薇", &house));
    let later = {
        let envelope = first.unsent().remove(0);
        let command = envelope.open().expect("a command");
        let header = Header {
            version: command.version() + 1,
            ..envelope.header
        };
        Envelope::seal(header, &command, [1; 16], &house.key)
    };
    let taken = house.push(&first, std::slice::from_ref(&later)).await;
    assert_eq!(taken.held[0].why, Hold::UnknownCommand);
    let node = node(&house).await;
    assert_eq!(node.let_time_pass().await.expect("a look"), 0);
    let again = house.push(&first, std::slice::from_ref(&later)).await;
    assert_eq!(again.held, taken.held, "it is held as before");
    let Command::AddPerson(mut other) = colleague("赵伟", &house) else {
        unreachable!("it is a colleague")
    };
    "zhao.wei".clone_into(&mut other.person.sign_in_name);
    let person = other.person.id;
    second.give(Command::AddPerson(other));
    house.exchange(&second).await;
    assert!(second.get::<Person>(person).is_some());
}

/// A platform that was put back from a copy hears of a key from one desk, and from another before that of what it signed.
async fn what_came_before_the_key_that_it_is_signed_with_is_decided_when_the_key_has_come<
    E: Private,
>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    let key = SigningKey::from_bytes(&[7; 32]);
    let signed = |number: usize, name: &str| {
        let Command::AddPerson(mut added) = colleague(name, &house) else {
            unreachable!("it is a colleague")
        };
        added.person.sign_in_name = format!("colleague.{number}");
        let person = added.person.id;
        first.give(Command::AddPerson(added));
        let envelope = first.unsent().remove(number);
        let command = envelope.open().expect("a command");
        (
            person,
            Envelope::seal(envelope.header, &command, [1; 16], &key),
        )
    };
    let (one, other) = (signed(0, "李薇"), signed(1, "王薇"));
    let taken = house.push(&first, &[one.1, other.1]).await;
    assert!(taken.held.iter().all(|held| held.why == Hold::BadSignature));
    let node = node(&house).await;
    assert_eq!(node.let_time_pass().await.expect("a look"), 0);

    second.give(Command::ReplaceKey(ReplaceKey {
        person: house.administrator,
        key: KeyMaterial {
            public_key: common::hex(key.verifying_key().as_bytes()),
            wrapped_key: "00".repeat(48),
            salt: "00".repeat(16),
        },
    }));
    house.exchange(&second).await;
    assert_eq!(node.let_time_pass().await.expect("a look"), 2);
    assert_eq!(node.let_time_pass().await.expect("a look"), 0, "once");
    house.pull(&second).await;
    assert!(second.get::<Person>(one.0).is_some());
    assert!(second.get::<Person>(other.0).is_some());
    let proof = verify::lane(&node, house.lane).await.expect("a proof");
    assert!(proof.broken.is_none(), "{:?}", proof.broken);
}
