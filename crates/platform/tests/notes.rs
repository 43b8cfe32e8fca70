//! What the platform keeps for a while beside the lanes, on either engine.

mod common;

use common::engines::Private;
use domain::time::Timestamp;
use platform::lanes::NoteKey;

const NOW: Timestamp = Timestamp(1_000);
const LATER: Timestamp = Timestamp(2_000);

const fn code(key: &[u8]) -> NoteKey<'_> {
    NoteKey { kind: "code", key }
}

async fn of_two_who_write_the_first_note_both_get_the_one_that_stands<E: Private>() {
    let (engine, _ground) = E::fresh().await;
    let (mine, yours) = futures_util::join!(
        engine.first_note(code(b"key"), b"mine"),
        engine.first_note(code(b"key"), b"yours"),
    );
    let mine = mine.expect("a note");
    assert_eq!(mine, yours.expect("a note"));
    let read = engine.note(code(b"key"), LATER).await.expect("a note");
    assert_eq!(read, Some(mine), "what does not expire stays");
}

async fn of_two_who_take_a_note_one_gets_it<E: Private>() {
    let (engine, _ground) = E::fresh().await;
    engine
        .keep_note(code(b"key"), b"once", None)
        .await
        .expect("it is kept");
    let (one, other) = futures_util::join!(
        engine.take_note(code(b"key"), NOW),
        engine.take_note(code(b"key"), NOW),
    );
    let mut got = [one.expect("an answer"), other.expect("an answer")];
    got.sort();
    assert_eq!(got, [None, Some(b"once".to_vec())]);
}

async fn a_note_that_has_expired_is_not_there<E: Private>() {
    let (engine, _ground) = E::fresh().await;
    let until = Some(Timestamp(1_500));
    engine
        .keep_note(code(b"key"), b"for a while", until)
        .await
        .expect("it is kept");
    let read = |at| engine.note(code(b"key"), at);
    assert_eq!(
        read(NOW).await.expect("an answer").as_deref(),
        Some(&b"for a while"[..])
    );
    assert_eq!(read(LATER).await.expect("an answer"), None);
    let taken = engine.take_note(code(b"key"), LATER).await;
    assert_eq!(taken.expect("an answer"), None);
    engine.sweep_notes(LATER).await.expect("it is swept");
    assert_eq!(read(NOW).await.expect("an answer"), None);
}

common::on_both_engines![
    of_two_who_write_the_first_note_both_get_the_one_that_stands,
    of_two_who_take_a_note_one_gets_it,
    a_note_that_has_expired_is_not_there,
];
