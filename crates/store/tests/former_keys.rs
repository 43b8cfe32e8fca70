//! What somebody signed with a key that came to nothing afterwards is still theirs.

use std::ops::ControlFlow;

use domain::{
    Command,
    changes::Changes,
    command::Outcome,
    customers::EraseCustomer,
    ids::{CommandId, CustomerId, DeskId, LaneId, PersonId, PersonKeyId},
    people::PersonKey,
    time::Timestamp,
};
use ed25519_dalek::SigningKey;
use protocol::{Envelope, Header};
use store::{Broken, Key, Store, StoreError, verify};
use uuid::Uuid;

const LANE: LaneId = LaneId(Uuid::from_u128(1));
const GIVER: PersonId = PersonId(Uuid::from_u128(2));

fn record(store: &Store, key: &SigningKey, changes: Changes) {
    let recorded = store.write(|writing| {
        let (n, lamport) = writing.next_place()?;
        let header = Header {
            id: CommandId(Uuid::from_u128(100 + u128::from(n))),
            desk: DeskId(Uuid::from_u128(5)),
            n,
            lamport,
            name: "EraseCustomer".to_owned(),
            version: 1,
            actor: GIVER,
            made_at: Timestamp(1_000),
        };
        let command = Command::EraseCustomer(EraseCustomer {
            customer: CustomerId(Uuid::from_u128(6)),
            reason: "a command like any other".to_owned(),
        });
        let envelope = Envelope::seal(header, &command, [7; 16], key);
        writing.record(&envelope, &Outcome::from(changes))
    });
    recorded.map(|_| ()).expect("recorded");
}

fn has_key(number: u128, key: &SigningKey) -> Changes {
    let mut changes = Changes::new();
    changes.put(
        LANE,
        &PersonKey {
            id: PersonKeyId(Uuid::from_u128(number)),
            person: GIVER,
            public_key: key.verifying_key().to_bytes().to_vec(),
            wrapped_key: Vec::new(),
            salt: Vec::new(),
            made_at: Timestamp(0),
            replaced_at: None,
        },
    );
    changes
}

fn broken(store: &Store) -> Option<Broken> {
    let verified = store.read(|connection| verify(connection, |_| ControlFlow::Continue(())));
    verified.expect("readable").broken
}

#[test]
fn what_was_signed_with_a_key_that_was_put_back_is_proved_and_with_a_foreign_one_is_not() {
    let home = std::env::temp_dir().join(format!("forecourt-keys-{}", Uuid::new_v4()));
    let store = Store::create(&home, Key([7; 32]), Box::new(())).expect("a store");
    let [first, second, foreign] = [1, 2, 3].map(|seed| SigningKey::from_bytes(&[seed; 32]));
    record(&store, &first, has_key(10, &first));
    record(&store, &first, has_key(11, &second));
    record(&store, &second, Changes::new());
    let gone: Result<usize, StoreError> = store.write(|writing| {
        let connection = writing.connection();
        Ok(connection.execute(
            "delete from person_key where public_key = ?1",
            [second.verifying_key().as_bytes()],
        )?)
    });
    assert_eq!(gone.expect("put back"), 1);
    assert_eq!(broken(&store), None);

    record(&store, &foreign, Changes::new());
    assert_eq!(broken(&store), Some(Broken::Signature { n: 4 }));
    drop(store);
    let _ = std::fs::remove_dir_all(&home);
}
