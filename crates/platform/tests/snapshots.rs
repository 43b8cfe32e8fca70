//! A desk that begins from a snapshot has what the platform has, byte by byte, on either engine; what is decided
//! while the snapshot is read comes after it, once; and nobody gets the snapshot of another house.

mod common;

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use common::{Desk, House, MORNING, colleague, engines::Private};
use domain::{
    Command,
    desks::{EnrolDesk, RevokeDesk},
    ids::{DeskId, LaneId, PersonId},
    people::AddPerson,
};
use platform::{
    lanes::{Moment, Piece},
    node::{Access, Node, Snapshot},
    server::{Before, Limits, Measures, Served, router},
};
use protocol::{
    ledger::Position,
    snapshot::{Manifest, PieceError},
    wire,
};
use store::{
    StoreError,
    following::{self, TakingError, UnderWay},
};
use tokio::sync::mpsc;
use tower::ServiceExt;
use uuid::Uuid;

common::on_both_engines![
    a_desk_that_begins_from_a_snapshot_has_what_every_other_has,
    what_is_decided_while_the_snapshot_is_read_comes_after_it_and_once,
    an_altered_piece_is_refused_and_leaves_what_is_there,
    whoever_is_killed_in_the_middle_goes_on_with_the_next_piece,
    what_somebody_has_to_look_at_still_comes_with_its_command,
    the_same_snapshot_is_given_while_it_is_fresh_and_another_when_it_is_not,
    a_house_gets_its_own_snapshot_and_a_desk_that_was_shut_out_gets_none,
    a_desk_with_other_columns_and_a_short_ledger_get_none,
];

/// A node that gives snapshots of whatever there is.
async fn node<E: Private>(house: &House<E>) -> Arc<Node<E>> {
    let engine = E::again(&house.ground).await;
    let node = Node::by_clock(engine, || MORNING).await.expect("a node");
    Arc::new(node.with_snapshots_from(1))
}

async fn manifest<E: Private>(node: &Arc<Node<E>>, lane: LaneId) -> Manifest {
    let schema = u32::try_from(store::SCHEMA_VERSION).expect("a small number");
    match node.snapshot(lane, schema).await.expect("an answer") {
        Snapshot::There(manifest) => *manifest,
        other => panic!("no snapshot: {other:?}"),
    }
}

async fn piece<E: Private>(node: &Node<E>, manifest: &Manifest, place: usize) -> Vec<u8> {
    node.snapshot_piece(manifest.lane, manifest.id, place as u64)
        .await
        .expect("an answer")
        .expect("a piece")
}

fn begin(desk: &Desk, manifest: &Manifest) -> UnderWay {
    let begun: Result<_, TakingError> = desk
        .store
        .write(|writing| writing.begin_from_snapshot(manifest));
    begun.expect("it begins")
}

fn take(desk: &Desk, under_way: &mut UnderWay, sent: &[u8]) -> Result<u64, TakingError> {
    desk.store
        .write(|writing| writing.take_piece(under_way, sent))
}

async fn take_all<E: Private>(desk: &Desk, node: &Node<E>, under_way: &mut UnderWay) {
    for place in under_way.next..under_way.manifest.pieces().count() {
        let sent = piece(node, &under_way.manifest, place).await;
        take(desk, under_way, &sent).expect("it is taken in");
    }
    desk.store
        .finish_snapshot(&under_way.manifest, following::Gathering::default())
        .expect("it is finished");
}

/// A desk that began from a snapshot and followed the ledger from there.
async fn joined<E: Private>(house: &House<E>, node: &Arc<Node<E>>) -> Desk {
    let desk = Desk::new(house);
    house.follow(&desk).await;
    let manifest = manifest(node, house.lane).await;
    let mut under_way = begin(&desk, &manifest);
    take_all(&desk, node, &mut under_way).await;
    house.pull(&desk).await;
    desk
}

/// Every row with the entry that wrote it.
fn with_seqs(desk: &Desk) -> Vec<(String, Vec<u8>, i64)> {
    desk.store
        .read(|connection| {
            let mut all = Vec::new();
            for table in domain::TABLES {
                let words = format!("select id, seq from {} order by id", table.name);
                let mut statement = connection.prepare(&words).map_err(StoreError::from)?;
                let rows = statement
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                    .map_err(StoreError::from)?;
                for row in rows {
                    let (id, seq) = row.map_err(StoreError::from)?;
                    all.push((table.name.to_owned(), id, seq));
                }
            }
            Ok::<_, StoreError>(all)
        })
        .expect("every row")
}

fn named(name: &str, sign_in_name: &str, house: &House<impl Private>) -> Command {
    let Command::AddPerson(mut adding) = colleague(name, house) else {
        unreachable!("it adds a person")
    };
    sign_in_name.clone_into(&mut adding.person.sign_in_name);
    adding.person.id = PersonId(Uuid::now_v7());
    Command::AddPerson(AddPerson { ..adding })
}

fn enrolling(desk: DeskId, code: &str) -> Command {
    Command::EnrolDesk(EnrolDesk {
        desk,
        desk_code: code.to_owned(),
        name: "展厅".to_owned(),
        spoken_key: String::new(),
    })
}

async fn a_desk_that_begins_from_a_snapshot_has_what_every_other_has<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    for number in 0..20 {
        first.give(named("李伟", &format!("person{number}"), &house));
    }
    house.exchange(&first).await;
    let node = node(&house).await;
    let manifest = manifest(&node, house.lane).await;
    first.give(named("赵敏", "after", &house));
    house.exchange(&first).await;
    house.pull(&second).await;

    let third = joined(&house, &node).await;
    assert_eq!(third.everything(), second.everything());
    assert_eq!(with_seqs(&third), with_seqs(&second));
    let head = house.platform.open_lane(house.lane).await.expect("a lane");
    assert_eq!(third.cursor(), wire::Cursor::from([(house.lane, head)]));
    let proof = third
        .store
        .read(|connection| {
            following::prove(connection, house.lane, None, |_| {
                std::ops::ControlFlow::Continue(())
            })
        })
        .expect("a walk");
    assert_eq!(proof.broken, None);
    assert_eq!(
        (proof.before, proof.entries),
        (manifest.position.seq, head.seq - manifest.position.seq),
        "it proves what it has and says what it has not"
    );

    // It works on like any other, and comes after all that was given before.
    third.give(named("钱进", "third", &house));
    let given = &third.unsent()[0].header;
    assert!(given.lamport > manifest.lamport, "{given:?}");
    house.exchange(&third).await;
    house.pull(&second).await;
    assert_eq!(third.everything(), second.everything());
    let indexes = |desk: &Desk| -> i64 {
        desk.store
            .read(|connection| {
                connection
                    .query_row(
                        "select count(*) from sqlite_master where type = 'index'",
                        [],
                        |row| row.get(0),
                    )
                    .map_err(StoreError::from)
            })
            .expect("a count")
    };
    assert_eq!(indexes(&third), indexes(&second), "every index is there");
}

/// Reads an image of a lane, and stops after its first piece until `meanwhile` is done.
async fn image_while<E: Private>(
    house: &House<E>,
    meanwhile: impl AsyncFnOnce(),
) -> (Moment, Vec<Piece>) {
    let (sender, mut pieces) = mpsc::channel(1);
    let engine = E::again(&house.ground).await;
    let lane = house.lane;
    let reading = tokio::spawn(async move { engine.image(lane, sender).await });
    let mut read = vec![pieces.recv().await.expect("a piece")];
    meanwhile().await;
    while let Some(piece) = pieces.recv().await {
        read.push(piece);
    }
    let moment = reading.await.expect("it ends").expect("an image");
    (moment, read)
}

async fn what_is_decided_while_the_snapshot_is_read_comes_after_it_and_once<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    first.give(named("李伟", "before", &house));
    house.exchange(&first).await;
    house.pull(&second).await;
    let desks = |pieces: &[Piece]| -> u64 {
        let of = pieces.iter().filter(|piece| piece.table.name == "desk");
        of.map(|piece| piece.rows).sum()
    };
    let (moment, pieces) = image_while(&house, async || {
        // Its row is in one of the last tables, which nobody has read yet.
        first.give(enrolling(DeskId(Uuid::now_v7()), "M"));
        house.exchange(&first).await;
    })
    .await;
    let there = second.cursor()[&house.lane];
    assert_eq!(moment.position, there, "the lane as it stood at first");
    assert_eq!(desks(&pieces), 0, "nothing from after it");

    let (later, pieces) = image_while(&house, async || {}).await;
    assert_eq!(later.position.seq, there.seq + 1);
    assert_eq!(desks(&pieces), 1);

    // A desk that took the first goes on with what it does not have.
    let node = node(&house).await;
    let third = Desk::new(&house);
    house.follow(&third).await;
    let manifest = manifest(&node, house.lane).await;
    first.give(named("孙丽", "between", &house));
    house.exchange(&first).await;
    let mut under_way = begin(&third, &manifest);
    take_all(&third, &node, &mut under_way).await;
    let taken = house.pull(&third).await;
    let touched: Vec<_> = taken.touched.iter().map(|row| row.table.name).collect();
    assert_eq!(touched, ["person", "person_key"], "one command, once");
    assert_eq!(third.everything(), first.everything());
}

async fn an_altered_piece_is_refused_and_leaves_what_is_there<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let node = node(&house).await;
    let desk = Desk::new(&house);
    house.follow(&desk).await;
    let manifest = manifest(&node, house.lane).await;
    let mut under_way = begin(&desk, &manifest);
    let sent = piece(&node, &manifest, 0).await;
    for place in [0, sent.len() / 2, sent.len() - 1] {
        let mut altered = sent.clone();
        altered[place] ^= 0x40;
        let refused = take(&desk, &mut under_way, &altered);
        assert!(
            matches!(
                refused,
                Err(TakingError::Piece {
                    place: 0,
                    why: PieceError::OtherBytes
                })
            ),
            "{refused:?}"
        );
    }
    let other = piece(&node, &manifest, 1).await;
    assert!(take(&desk, &mut under_way, &other).is_err(), "out of order");
    assert!(desk.everything().is_empty());
    take_all(&desk, &node, &mut under_way).await;
    assert_eq!(desk.everything(), first.everything());
}

async fn whoever_is_killed_in_the_middle_goes_on_with_the_next_piece<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let node = node(&house).await;
    let desk = Desk::new(&house);
    house.follow(&desk).await;
    let manifest = manifest(&node, house.lane).await;
    let mut under_way = begin(&desk, &manifest);
    for place in 0..2 {
        let sent = piece(&node, &manifest, place).await;
        take(&desk, &mut under_way, &sent).expect("it is taken in");
    }
    let Desk { store, folder, .. } = desk;
    drop(store);
    let key = store::Key([7; 32]);
    let store = store::Store::open(&folder.0.join("store"), key, Box::new(())).expect("a store");
    let desk = Desk {
        store,
        folder,
        ..Desk::new(&house)
    };
    let there: Result<_, StoreError> = desk.store.read(following::under_way);
    let mut again = there.expect("it can be read").expect("it is under way");
    assert_eq!(again.next, 2);
    assert_eq!(desk.cursor()[&house.lane].seq, 0, "it is not there yet");
    take_all(&desk, &node, &mut again).await;
    assert_eq!(desk.everything(), first.everything());
    assert_eq!(desk.store.read(following::under_way).expect("read"), None);
}

async fn what_somebody_has_to_look_at_still_comes_with_its_command<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    first.give(named("李伟", "same", &house));
    let refused = second.give(named("李薇", "same", &house));
    house.exchange(&first).await;
    house.exchange(&second).await;
    let node = node(&house).await;
    let third = joined(&house, &node).await;
    let holds = third
        .store
        .read(|connection| following::command_holds(connection, refused, None))
        .expect("an answer");
    assert!(holds, "its signature is its giver's");
    let kept: Result<i64, StoreError> = third.store.read(|connection| {
        let words = "select count(*) from ledger where command = ?1 and payload is not null";
        let count = connection.query_row(words, [refused.0.as_bytes()], |row| row.get(0));
        Ok(count?)
    });
    assert_eq!(kept.expect("a count"), 1, "it can be given again");
}

async fn the_same_snapshot_is_given_while_it_is_fresh_and_another_when_it_is_not<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let node = node(&house).await;
    let (one, other) =
        futures_util::join!(manifest(&node, house.lane), manifest(&node, house.lane));
    assert_eq!(one.id, other.id, "it is made once");
    first.give(named("李伟", "later", &house));
    house.exchange(&first).await;
    assert_eq!(manifest(&node, house.lane).await.id, one.id);
    let a_day_later = Node::by_clock(E::again(&house.ground).await, || {
        domain::time::Timestamp(MORNING.0 + 24 * 60 * 60 * 1_000)
    });
    let later = Arc::new(a_day_later.await.expect("a node").with_snapshots_from(1));
    assert_ne!(manifest(&later, house.lane).await.id, one.id);
    later.engine.sweep_notes(later.now()).await.expect("swept");
    let gone = node.snapshot_piece(house.lane, one.id, 0).await;
    assert_eq!(gone.expect("an answer"), None, "old ones are removed");
}

/// The routes of a node, asked by a desk with this token.
struct Asked {
    router: Router,
}

impl Asked {
    fn of<E: Private>(node: &Arc<Node<E>>) -> Self {
        let unlimited = Limits::new(Measures::all(NonZeroU32::MAX), Before::Nobody);
        let served = Served::new(Arc::clone(node), "https://localhost", None);
        Self {
            router: router(served, &Arc::new(unlimited)),
        }
    }

    async fn get(&self, path: &str, token: &str, range: Option<&str>) -> (u16, Vec<u8>) {
        let mut request =
            Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        if let Some(range) = range {
            request = request.header(header::RANGE, range);
        }
        let request = request.body(Body::empty()).expect("a request");
        let answer = self.router.clone().oneshot(request).await;
        let answer = answer.expect("an answer");
        let status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), usize::MAX).await;
        (status, body.expect("a body").to_vec())
    }
}

/// A token of a desk that somebody with the right has enrolled.
async fn token<E: Private>(node: &Node<E>, house: &House<E>, desk: &Desk, code: &str) -> String {
    desk.give(enrolling(desk.id, code));
    house.exchange(desk).await;
    let founding = node.founding_code().await.expect("a code");
    let access = Access {
        desk: desk.id,
        lane: house.lane,
    };
    node.found(&founding, access)
        .await
        .expect("tokens")
        .access_token
}

async fn a_house_gets_its_own_snapshot_and_a_desk_that_was_shut_out_gets_none<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    let engine = E::again(&house.ground).await;
    let node = Arc::new(
        Node::new(engine)
            .await
            .expect("a node")
            .with_snapshots_from(1),
    );
    let asked = Asked::of(&node);
    let own = token(&node, &house, &first, "A").await;
    let manifest_path = format!("/sync/snapshot?schema={}", store::SCHEMA_VERSION);
    let (status, body) = asked.get(&manifest_path, &own, None).await;
    assert_eq!(status, 200);
    let manifest: Manifest = wire::read(&body).expect("a manifest");
    assert_eq!(manifest.lane, house.lane);
    let piece_path = format!("/sync/snapshot/{}/0", Uuid::from_bytes(manifest.id));
    let (status, whole) = asked.get(&piece_path, &own, None).await;
    assert_eq!(status, 200);
    let (status, rest) = asked.get(&piece_path, &own, Some("bytes=10-")).await;
    assert_eq!(
        (status, &rest[..]),
        (206, &whole[10..]),
        "from where it was cut"
    );
    let (status, _) = asked.get(&piece_path, &own, Some("bytes=999999-")).await;
    assert_eq!(status, 416);

    // Another house on the same platform.
    let strangers = LaneId(Uuid::now_v7());
    let code = node.founding_code().await.expect("a code");
    let access = Access {
        desk: DeskId(Uuid::now_v7()),
        lane: strangers,
    };
    let foreign = node
        .found(&code, access)
        .await
        .expect("tokens")
        .access_token;
    let (status, _) = asked.get(&piece_path, &foreign, None).await;
    assert_eq!(status, 404, "it finds nothing of this house");
    let (status, _) = asked.get(&piece_path, "nobody", None).await;
    assert_eq!(status, 401);

    house.pull(&second).await;
    let other = token(&node, &house, &second, "B").await;
    assert_eq!(asked.get(&piece_path, &other, None).await.0, 200);
    house.pull(&first).await;
    first.give(Command::RevokeDesk(RevokeDesk {
        desk: second.id,
        reason: "丢失".to_owned(),
    }));
    house.exchange(&first).await;
    for path in [&manifest_path, &piece_path] {
        assert_eq!(asked.get(path, &other, None).await.0, 403, "{path}");
        assert_eq!(asked.get(path, &own, None).await.0, 200, "{path}");
    }
}

async fn a_desk_with_other_columns_and_a_short_ledger_get_none<E: Private>() {
    let (house, _, _) = House::<E>::with_two_desks().await;
    let node = node(&house).await;
    let schema = u32::try_from(store::SCHEMA_VERSION).expect("a small number");
    for other in [schema - 1, schema + 1] {
        let answer = node.snapshot(house.lane, other).await.expect("an answer");
        assert!(matches!(answer, Snapshot::None), "{answer:?}");
    }
    let engine = E::again(&house.ground).await;
    let usual = Arc::new(Node::new(engine).await.expect("a node"));
    let answer = usual.snapshot(house.lane, schema).await.expect("an answer");
    assert!(matches!(answer, Snapshot::None), "one page is as quick");
    assert_ne!(
        house.platform.open_lane(house.lane).await.expect("a lane"),
        Position::start_of(1)
    );
}
