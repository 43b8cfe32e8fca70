//! Whatever comes over the line is read or refused, and nothing of it breaks the program: bytes of chance,
//! messages that were altered, messages that claim to be larger or deeper than they are. And what was
//! altered is never taken for what was signed.

use std::{borrow::Cow, collections::BTreeMap};

use domain::{
    Command,
    cash_days::OpenCashDay,
    entity::Value,
    ids::{CommandId, DeskId, LaneId, PersonId, RecordId},
    money::Fen,
    time::Timestamp,
};
use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use protocol::{
    Contents, Envelope, Header,
    bytes::{row_from_image, row_image},
    ledger::{After, Changed, Entry, Position, Verdict},
    snapshot::{self, Manifest},
    wire::{self, Anew, Answer, Exchange, Held, Hold, Page, Seen, Stopped},
};
use uuid::Uuid;

fn id() -> impl Strategy<Value = Uuid> {
    any::<[u8; 16]>().prop_map(Uuid::from_bytes)
}

fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..most)
}

prop_compose! {
    fn header()(
        ids in (id(), id(), id()),
        (n, lamport) in any::<(u64, u64)>(),
        name in "\\PC{0,30}",
        version in any::<u16>(),
        made_at in any::<i64>(),
    ) -> Header {
        Header {
            id: CommandId(ids.0),
            desk: DeskId(ids.1),
            n,
            lamport,
            name,
            version,
            actor: PersonId(ids.2),
            made_at: Timestamp(made_at),
        }
    }
}

prop_compose! {
    fn envelope()(
        header in header(),
        half in any::<[u8; 32]>(),
        contents_hash in any::<[u8; 32]>(),
        contents in prop::option::of((any::<[u8; 16]>(), bytes(200))),
    ) -> Envelope {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&half);
        Envelope {
            header,
            signature,
            contents_hash,
            contents: contents.map(|(salt, payload)| Contents { salt, payload }),
        }
    }
}

fn after() -> impl Strategy<Value = After> {
    prop_oneof![
        Just(After::Gone),
        (any::<[u8; 16]>(), bytes(100)).prop_map(|(salt, image)| After::Row { salt, image }),
        any::<[u8; 32]>().prop_map(After::Erased),
    ]
}

prop_compose! {
    fn changed()(
        table in "[a-z_]{0,20}", id in id(), after in after(), erases in any::<bool>(),
    ) -> Changed {
        Changed { table: Cow::Owned(table), id: RecordId(id), after, erases }
    }
}

prop_compose! {
    fn entry()(
        lane in id(),
        envelope in envelope(),
        decided_at in any::<i64>(),
        verdict in "\\PC{0,40}",
        changes in prop::collection::vec(changed(), 0..4),
    ) -> Entry {
        Entry { lane: LaneId(lane), envelope, decided_at: Timestamp(decided_at), verdict, changes }
    }
}

fn seen() -> impl Strategy<Value = Seen> {
    prop_oneof![
        entry().prop_map(|entry| Seen::Entry(Box::new(entry))),
        any::<[u8; 32]>().prop_map(Seen::Hidden),
    ]
}

prop_compose! {
    fn position()(epoch in any::<u64>(), seq in any::<u64>(), hash in any::<[u8; 32]>()) -> Position {
        Position { epoch, seq, hash }
    }
}

prop_compose! {
    fn exchange()(
        first in any::<u64>(),
        envelopes in prop::collection::vec(envelope(), 0..5),
        cursor in prop::collection::btree_map(id().prop_map(LaneId), position(), 0..3),
        schema in any::<u32>(),
    ) -> Exchange {
        Exchange { first, envelopes, cursor, schema }
    }
}

prop_compose! {
    fn page()(
        lane in id(),
        (epoch, after, head) in any::<(u64, u64, u64)>(),
        entries in prop::collection::vec(seen(), 0..5),
        anew in prop::option::of(prop_oneof![
            Just(Anew::OtherEpoch),
            Just(Anew::OtherPast),
            Just(Anew::TooOld),
        ]),
    ) -> Page {
        Page { lane: LaneId(lane), epoch, after, entries, head, anew }
    }
}

prop_compose! {
    fn answer()(
        stopped in prop::option::of(prop_oneof![
            Just(Stopped::Gap),
            Just(Stopped::Enough),
            any::<u64>().prop_map(|n| Stopped::Cloned { n }),
        ]),
        held in prop::collection::vec(
            id().prop_map(|id| Held { command: CommandId(id), why: Hold::BadSignature }), 0..3),
        last_n in any::<u64>(),
        pages in prop::collection::vec(page(), 0..3),
    ) -> Answer {
        Answer { stopped, held, last_n, pages }
    }
}

/// What can happen to bytes on the way.
#[derive(Debug, Clone)]
enum Harm {
    Flip { at: usize, bit: u8 },
    Cut { at: usize },
    Insert { at: usize, what: Vec<u8> },
    Remove { at: usize, many: usize },
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<usize>;
    prop_oneof![
        (at(), 0..8_u8).prop_map(|(at, bit)| Harm::Flip { at, bit }),
        at().prop_map(|at| Harm::Cut { at }),
        (at(), bytes(9)).prop_map(|(at, what)| Harm::Insert { at, what }),
        (at(), 1..9_usize).prop_map(|(at, many)| Harm::Remove { at, many }),
    ]
}

fn harmed(mut bytes: Vec<u8>, harm: &Harm) -> Vec<u8> {
    let length = bytes.len();
    let place = |at: usize| at % length.max(1);
    match harm {
        Harm::Flip { at, bit } => {
            if let Some(byte) = bytes.get_mut(place(*at)) {
                *byte ^= 1 << bit;
            }
        }
        Harm::Cut { at } => bytes.truncate(place(*at)),
        Harm::Insert { at, what } => {
            let at = place(*at).min(length);
            bytes.splice(at..at, what.iter().copied());
        }
        Harm::Remove { at, many } => {
            let at = place(*at).min(length);
            bytes.drain(at..(at + many).min(length));
        }
    }
    bytes
}

/// What a desk or the platform does with a message that it could read.
fn use_all_of(pages: &[Page]) {
    for page in pages {
        for seen in &page.entries {
            if let Seen::Entry(entry) = seen {
                entry.digest();
                drop(Verdict::read(&entry.verdict));
                drop(entry.envelope.open());
                drop(entry.envelope.verify(&[7; 32]));
                for change in &entry.changes {
                    if let After::Row { image, .. } = &change.after {
                        drop(row_from_image(image));
                    }
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn bytes_of_chance_are_read_or_refused(message in bytes(400)) {
        if let Ok(answer) = wire::read::<Answer>(&message) {
            use_all_of(&answer.pages);
        }
        drop(wire::read::<Exchange>(&message));
        drop(wire::read::<Manifest>(&message));
        drop(row_from_image(&message));
        drop(Verdict::read(&String::from_utf8_lossy(&message)));
    }

    #[test]
    fn bytes_of_chance_behind_a_true_beginning_are_read_or_refused(
        form in 0..2_u8, message in bytes(400),
    ) {
        let mut whole = vec![form];
        if form == 1 {
            whole.extend(zstd::encode_all(message.as_slice(), 1).expect("it compresses"));
        } else {
            whole.extend(message);
        }
        drop(wire::read::<Answer>(&whole));
        drop(wire::read::<Exchange>(&whole));
        drop(wire::read::<Manifest>(&whole));
    }

    #[test]
    fn a_piece_of_chance_has_the_rows_that_it_says_or_is_refused(
        rows in 0_u64..4, piece in bytes(60), cut in 0_usize..60,
    ) {
        let (image, sent) = snapshot::close(rows, &piece);
        if let Ok(open) = snapshot::open(&image, &sent) {
            prop_assert_eq!(open.each().count() as u64, rows);
        }
        if cut < sent.len() {
            prop_assert!(snapshot::open(&image, &sent[..cut]).is_err());
        }
    }

    #[test]
    fn what_a_desk_asks_arrives_as_it_was(asked in exchange()) {
        prop_assert_eq!(wire::read::<Exchange>(&wire::write(&asked)), Ok(asked));
    }

    #[test]
    fn what_the_platform_answers_arrives_as_it_was(answer in answer()) {
        prop_assert_eq!(wire::read::<Answer>(&wire::write(&answer)), Ok(answer));
    }

    #[test]
    fn a_message_that_was_altered_on_the_way_is_read_or_refused(
        answer in answer(), asked in exchange(), harm in harm(),
    ) {
        if let Ok(answer) = wire::read::<Answer>(&harmed(wire::write(&answer), &harm)) {
            use_all_of(&answer.pages);
        }
        drop(wire::read::<Exchange>(&harmed(wire::write(&asked), &harm)));
    }

    #[test]
    fn an_image_that_was_altered_is_another_row_or_damaged(
        row in prop::collection::vec(prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::Integer),
            "\\PC{0,12}".prop_map(Value::Text),
            bytes(12).prop_map(Value::Blob),
        ], 0..8),
        harm in harm(),
    ) {
        let image = row_image(&row);
        prop_assert_eq!(row_from_image(&image), Ok(row.clone()));
        let other = harmed(image.clone(), &harm);
        if other != image {
            prop_assert_ne!(row_from_image(&other), Ok(row));
        }
    }

    #[test]
    fn a_command_that_was_altered_anywhere_is_not_what_its_giver_signed(
        header in header(), salt in any::<[u8; 16]>(), secret in any::<[u8; 32]>(), harm in harm(),
    ) {
        let key = SigningKey::from_bytes(&secret);
        let command = Command::OpenCashDay(OpenCashDay { opening_float: Fen(5_000) });
        let sealed = Envelope::seal(header, &command, salt, &key);
        let public = key.verifying_key().to_bytes();
        prop_assert!(sealed.verify(&public).is_ok());
        let bytes = wire::write(&sealed);
        if let Ok(other) = wire::read::<Envelope>(&harmed(bytes, &harm))
            && other != sealed
        {
            // Contents that are gone are no alteration: they can be erased by request, and the rest is proved.
            let erased = Envelope { contents: None, ..sealed };
            prop_assert!(other.verify(&public).is_err() || other == erased);
        }
    }

    #[test]
    fn an_entry_that_was_altered_has_another_digest(
        entry in entry(), verdict in "\\PC{1,9}", later in 1..i64::MAX,
    ) {
        let digest = entry.digest();
        let mut other = entry.clone();
        other.verdict.push_str(&verdict);
        prop_assert_ne!(other.digest(), digest);
        let mut other = entry.clone();
        other.decided_at = Timestamp(entry.decided_at.0.wrapping_add(later));
        prop_assert_ne!(other.digest(), digest);
        let mut other = entry.clone();
        other.envelope.header.n = entry.envelope.header.n.wrapping_add(1);
        prop_assert_ne!(other.digest(), digest);
        for place in 0..entry.changes.len() {
            let mut other = entry.clone();
            other.changes.remove(place);
            prop_assert_ne!(other.digest(), digest);
        }
    }
}

#[test]
fn a_message_that_is_nested_without_end_is_refused() {
    for open in [0x81_u8, 0xa1, 0x9f, 0xc1] {
        let mut deep = vec![0];
        deep.resize(200_000, open);
        assert!(wire::read::<Answer>(&deep).is_err());
        assert!(wire::read::<Exchange>(&deep).is_err());
    }
}

#[test]
fn a_message_that_claims_to_be_endless_takes_no_memory_for_it() {
    for claim in [0x9b_u8, 0xbb, 0x5b, 0x7b] {
        let mut large = vec![0, claim];
        large.extend([0x7f; 8]);
        assert!(wire::read::<Answer>(&large).is_err());
        assert!(wire::read::<Vec<Held>>(&large).is_err());
        assert!(wire::read::<BTreeMap<LaneId, Position>>(&large).is_err());
    }
}
