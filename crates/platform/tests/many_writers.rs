//! Many desks write at once, over several nodes and lanes, while others read and the database's own
//! processes are killed: no gap, no double, nothing lost, and what a reader has seen stays as it was.

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use common::{
    MORNING,
    engines::{Database, Private},
    writer::{Dealership, Writer},
};
use domain::{
    Command,
    dealerships::ChangeDealership,
    ids::{CommandId, LaneId},
};
use platform::lanes::{Engine, EngineError, Postgres, Queue, Sqlite, Told};
use protocol::{
    Envelope,
    ledger::{self, Position},
    wire::{Cursor, Hold, Seen},
};

const DESKS: usize = 8;
const COMMANDS_OF_A_DESK: u64 = 60;

fn queue<E: Engine + 'static>(engine: E) -> Arc<Queue<E>> {
    Arc::new(Queue::new(Arc::new(engine), || MORNING))
}

/// A founded dealership and as many desks in it.
async fn desks_of<E: Engine + 'static>(queue: &Arc<Queue<E>>, many: usize) -> Vec<Writer> {
    let house = Dealership::new();
    queue.engine().open_lane(house.lane).await.expect("a lane");
    let mut first = Writer::of(&house);
    let founding = first.give(house.founding(), MORNING);
    queue
        .push(house.lane, first.desk, vec![founding])
        .await
        .expect("it is founded");
    (0..many).map(|_| Writer::of(&house)).collect()
}

/// What a desk gives: half the house's own name, over which all of them meet, half work of their own.
fn work_of(desk: usize, writer: &mut Writer) -> Vec<Envelope> {
    (0..COMMANDS_OF_A_DESK)
        .map(|turn| {
            if turn.is_multiple_of(2) {
                let change = ChangeDealership {
                    name: Some(format!("{desk} 号台第 {turn} 次")),
                    ..ChangeDealership::default()
                };
                writer.give(Command::ChangeDealership(change), MORNING)
            } else {
                writer.give_work(desk as u64 * COMMANDS_OF_A_DESK + turn, MORNING)
            }
        })
        .collect()
}

/// Sends everything in pieces, each until it is answered, and each once more after that.
async fn send_all<E: Engine + 'static>(
    queue: Arc<Queue<E>>,
    mut writer: Writer,
    desk: usize,
) -> Vec<CommandId> {
    let envelopes = work_of(desk, &mut writer);
    for piece in envelopes.chunks(7) {
        let mut answers = 0;
        while answers < 2 {
            match queue
                .push(writer.house.lane, writer.desk, piece.to_vec())
                .await
            {
                Ok(taken) => {
                    assert_eq!(taken.stopped, None);
                    assert!(taken.held.is_empty(), "{:?}", taken.held);
                    answers += 1;
                }
                Err(EngineError::Lost(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
    envelopes
        .iter()
        .map(|envelope| envelope.header.id)
        .collect()
}

/// Follows lanes as a desk does, page by page, and verifies what it is sent.
struct Reader {
    cursor: Cursor,
    seen: BTreeMap<LaneId, Vec<CommandId>>,
}

impl Reader {
    fn of(lanes: impl IntoIterator<Item = LaneId>) -> Self {
        let cursor: Cursor = lanes
            .into_iter()
            .map(|lane| (lane, Position::start_of(1)))
            .collect();
        Self {
            seen: cursor.keys().map(|lane| (*lane, Vec::new())).collect(),
            cursor,
        }
    }

    async fn read<E: Engine>(&mut self, engine: &E) {
        let desk = domain::ids::DeskId(uuid::Uuid::nil());
        let (_, pages) = match engine.pages(desk, &self.cursor, 40).await {
            Ok(read) => read,
            Err(EngineError::Lost(_)) => return,
            Err(error) => panic!("{error}"),
        };
        for page in pages {
            assert_eq!(page.anew, None, "what was seen is still so");
            let here = self.cursor.get_mut(&page.lane).expect("a followed lane");
            assert!(page.head >= here.seq + page.entries.len() as u64);
            for seen in page.entries {
                let Seen::Entry(entry) = seen else {
                    panic!("nothing is hidden here");
                };
                here.seq += 1;
                here.hash = ledger::chained(&here.hash, here.seq, &entry.digest());
                self.seen
                    .entry(page.lane)
                    .or_default()
                    .push(entry.envelope.header.id);
            }
        }
    }

    /// Goes on until the lanes stand where this reader is.
    async fn read_all<E: Engine>(&mut self, engine: &E) {
        loop {
            let before = self.cursor.clone();
            self.read(engine).await;
            if self.cursor == before {
                return;
            }
        }
    }
}

/// Everything that was given is in its lane, once, each desk's in the order in which it was given.
fn all_once(seen: &[CommandId], given: &[Vec<CommandId>]) {
    let places: BTreeMap<CommandId, usize> = seen
        .iter()
        .enumerate()
        .map(|(place, id)| (*id, place))
        .collect();
    assert_eq!(places.len(), seen.len(), "a command was entered twice");
    for desk in given {
        let order: Vec<usize> = desk.iter().map(|id| places[id]).collect();
        assert!(
            order.is_sorted(),
            "a desk's commands were put into another order"
        );
    }
    // The founding came first.
    let given: BTreeSet<&CommandId> = given.iter().flatten().collect();
    assert_eq!(seen.len(), given.len() + 1);
}

/// Has desks of every lane write over the nodes by turns, with a reader beside them.
async fn write_and_read<E: Engine + 'static>(nodes: &[Arc<Queue<E>>], lanes: Vec<Vec<Writer>>) {
    let done = Arc::new(AtomicBool::new(false));
    let mut reader = Reader::of(lanes.iter().map(|desks| desks[0].house.lane));
    let mut tasks = Vec::new();
    for (lane, desks) in lanes.into_iter().enumerate() {
        for (desk, writer) in desks.into_iter().enumerate() {
            let node = Arc::clone(&nodes[(lane + desk) % nodes.len()]);
            let id = writer.house.lane;
            tasks.push((id, tokio::spawn(send_all(node, writer, desk))));
        }
    }
    let reading = tokio::spawn({
        let (done, engine) = (Arc::clone(&done), Arc::clone(nodes[0].engine()));
        async move {
            while !done.load(Ordering::Acquire) {
                reader.read(&*engine).await;
                tokio::task::yield_now().await;
            }
            reader.read_all(&*engine).await;
            reader
        }
    });
    let mut given: BTreeMap<LaneId, Vec<Vec<CommandId>>> = BTreeMap::new();
    for (lane, task) in tasks {
        let ids = task.await.expect("the desk sends everything");
        given.entry(lane).or_default().push(ids);
    }
    done.store(true, Ordering::Release);
    let reader = reading.await.expect("the reader reads on");
    for (lane, given) in given {
        all_once(&reader.seen[&lane], &given);
    }
}

async fn eight_desks_in_one_lane<E: Private>() {
    let (engine, _ground) = E::fresh().await;
    let node = queue(engine);
    let desks = desks_of(&node, DESKS).await;
    write_and_read(&[node], vec![desks]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_desks_at_once_leave_no_gap_and_double_nothing_in_the_embedded_store() {
    eight_desks_in_one_lane::<Sqlite>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_desks_at_once_leave_no_gap_and_double_nothing_on_postgresql() {
    eight_desks_in_one_lane::<Postgres>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_desks_over_two_nodes_and_four_lanes_leave_no_gap_and_double_nothing() {
    let database = Database::new().await;
    let nodes = [queue(database.node().await), queue(database.node().await)];
    let mut lanes = vec![desks_of(&nodes[0], DESKS).await];
    for _ in 0..3 {
        lanes.push(desks_of(&nodes[1], 2).await);
    }
    write_and_read(&nodes, lanes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_s_processes_may_be_killed_at_any_time() {
    let database = Database::new().await;
    let nodes = [queue(database.node().await), queue(database.node().await)];
    let desks = desks_of(&nodes[0], DESKS).await;
    let done = Arc::new(AtomicBool::new(false));
    let killing = tokio::spawn({
        let (done, client) = (Arc::clone(&done), database.client().await);
        async move {
            let mut killed = 0_i64;
            while !done.load(Ordering::Acquire) {
                // Whoever is in the middle of a transaction, or else anybody.
                let row = client
                    .query_one(
                        "select count(pg_terminate_backend(pid)) from (
                             select pid from pg_stat_activity
                             where datname = current_database() and pid <> pg_backend_pid()
                             order by xact_start nulls last, random() limit 1) as one",
                        &[],
                    )
                    .await
                    .expect("the killer's own line stays");
                killed += row.get::<_, i64>(0);
                // Between two kills the others get through a little.
                client
                    .batch_execute("select pg_sleep(0.03)")
                    .await
                    .expect("the killer's own line stays");
            }
            killed
        }
    });
    write_and_read(&nodes, vec![desks]).await;
    done.store(true, Ordering::Release);
    let killed = killing.await.expect("the killer");
    assert!(killed >= 5, "only {killed} were killed");
}

/// What a node remembers of a lane from its last batch no longer holds when another node wrote to it.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_decides_on_what_another_node_has_written_meanwhile() {
    let database = Database::new().await;
    let nodes = [queue(database.node().await), queue(database.node().await)];
    let mut desk = desks_of(&nodes[0], 1).await.remove(0);
    let changes = [
        ChangeDealership {
            name: Some("新城汽车东店".to_owned()),
            ..ChangeDealership::default()
        },
        ChangeDealership {
            phone: Some("021-50000000".to_owned()),
            ..ChangeDealership::default()
        },
        ChangeDealership {
            address: Some("人民路 1 号".to_owned()),
            ..ChangeDealership::default()
        },
    ];
    for (turn, change) in changes.into_iter().enumerate() {
        // Work in other tables, so that the house itself is remembered from one batch to the next.
        for envelope in [
            desk.give_work(1 + 2 * turn as u64, MORNING),
            desk.give(Command::ChangeDealership(change), MORNING),
            desk.give_work(20 + 2 * turn as u64, MORNING),
        ] {
            nodes[turn % 2]
                .push(desk.house.lane, desk.desk, vec![envelope])
                .await
                .expect("it is taken");
        }
    }
    let client = database.client().await;
    let row = client
        .query_one(
            "select concat_ws(' ', name, phone, address) from dealership",
            &[],
        )
        .await
        .expect("the house");
    assert_eq!(
        row.get::<_, String>(0),
        "新城汽车东店 021-50000000 人民路 1 号"
    );
}

/// Two dealerships share a database and nothing else: the same sign-in name, the same car, the same id.
#[tokio::test(flavor = "multi_thread")]
async fn two_dealerships_on_one_database_know_nothing_of_each_other() {
    let database = Database::new().await;
    let node = queue(database.node().await);
    let mut first = desks_of(&node, 1).await.remove(0);
    let mut second = desks_of(&node, 1).await.remove(0);
    let car = first.give_work(2, MORNING);
    let (lane, desk) = (first.house.lane, first.desk);
    node.push(lane, desk, vec![car.clone()])
        .await
        .expect("the first takes its car in");
    // The very same row under the same id.
    let same = car.open().expect("it is readable");
    let same = second.give(same, MORNING);
    let lane = second.house.lane;
    node.push(lane, second.desk, vec![same])
        .await
        .expect("the second takes its car in");

    let client = database.client().await;
    for (question, wanted) in [
        ("select count(*) from vehicle", 2),
        ("select count(distinct id) from vehicle", 1),
        (
            "select count(*) from person where sign_in_name = 'admin'",
            2,
        ),
        (
            "select count(*) from ledger where verdict like '%efused%'",
            0,
        ),
    ] {
        let row = client.query_one(question, &[]).await.expect("a count");
        assert_eq!(row.get::<_, i64>(0), wanted, "{question}");
    }
}

async fn what_no_text_may_hold_is_held_and_stops_nobody<E: Private>() {
    let (engine, _ground) = E::fresh().await;
    let node = queue(engine);
    let mut desk = desks_of(&node, 1).await.remove(0);
    let named = |name: &str| {
        Command::ChangeDealership(ChangeDealership {
            address: Some(name.to_owned()),
            ..ChangeDealership::default()
        })
    };
    let envelopes = vec![
        desk.give(named("人民路 1 号"), MORNING),
        desk.give(named("人民路\0 2 号"), MORNING),
        desk.give(named("人民路 3 号"), MORNING),
    ];
    let lane = desk.house.lane;
    let taken = node
        .push(lane, desk.desk, envelopes)
        .await
        .expect("they are taken");
    assert_eq!((taken.head.seq, taken.last_n), (3, 3));
    let held: Vec<Hold> = taken.held.iter().map(|held| held.why).collect();
    assert_eq!(held, [Hold::Failed]);
}

common::on_both_engines![what_no_text_may_hold_is_held_and_stops_nobody];

/// The database itself refuses one desk's row; what other desks sent at the same time goes through.
#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_cannot_be_written_is_held_and_stops_nobody() {
    let database = Database::new().await;
    let node = queue(database.node().await);
    let mut desks = desks_of(&node, 2).await;
    let client = database.client().await;
    client
        .batch_execute(
            "alter table dealership add constraint nobody_says_this check (address <> '写不进去')",
        )
        .await
        .expect("a rule of the database");
    let refused_by_the_database = ChangeDealership {
        address: Some("写不进去".to_owned()),
        ..ChangeDealership::default()
    };
    let bad = desks[0].give(Command::ChangeDealership(refused_by_the_database), MORNING);
    let after = desks[0].give_work(1, MORNING);
    let good = desks[1].give_work(3, MORNING);
    let lane = desks[0].house.lane;
    let (first, second) = futures_util::join!(
        node.push(lane, desks[0].desk, vec![bad, after]),
        node.push(lane, desks[1].desk, vec![good]),
    );
    let (first, second) = (first.expect("taken"), second.expect("taken"));
    assert_eq!(first.held.len(), 1);
    assert_eq!((first.last_n, second.last_n), (2, 1));
    assert!(second.held.is_empty());
    let row = client
        .query_one("select seq from lane", &[])
        .await
        .expect("the lane");
    assert_eq!(row.get::<_, i64>(0), 3);
}

/// Waits until a node has heard that a lane goes this far.
async fn heard(hearing: &mut tokio::sync::broadcast::Receiver<Told>, wanted: Told) {
    let far_enough = async {
        loop {
            let told = hearing.recv().await.expect("nothing was missed");
            if told.lane == wanted.lane && told.seq >= wanted.seq {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), far_enough)
        .await
        .expect("the other node tells it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_node_accepts_the_others_hear_also_after_the_line_between_them_was_cut() {
    let database = Database::new().await;
    let nodes = [queue(database.node().await), queue(database.node().await)];
    let mut hearing = nodes[1].engine().hear();
    let mut desk = desks_of(&nodes[0], 1).await.remove(0);
    let lane = desk.house.lane;
    heard(&mut hearing, Told { lane, seq: 1 }).await;

    let client = database.client().await;
    client
        .query(
            "select pg_terminate_backend(pid, 10000) from pg_stat_activity
             where datname = current_database() and query like '%pg_notify%' and pid <> pg_backend_pid()
                or query like 'listen%' or query like 'select id, seq from lane%'",
            &[],
        )
        .await
        .expect("the lines are cut");
    let envelope = desk.give_work(1, MORNING);
    nodes[0]
        .push(lane, desk.desk, vec![envelope])
        .await
        .expect("it is taken");
    heard(&mut hearing, Told { lane, seq: 2 }).await;
}
