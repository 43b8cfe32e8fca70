//! What goes wrong outside the program: a key that does not fit, a file of a newer program, a second
//! program, a damaged file, a full disk. Each has its own sentence, nothing half-written stays, and
//! nothing that was confirmed is lost.

mod house;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use house::{House, take_into_stock};
use serde_json::{Value, json};

const PAGE: usize = 4_096;

/// A VIN whose check character fits.
fn vin(number: u32) -> String {
    "0123456789X"
        .chars()
        .map(|check| format!("LFV3A23C{check}T3{number:06}"))
        .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
        .expect("one of eleven fits")
}

fn stock(house: &House) -> u64 {
    house.ask(
        "vehicles.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 5}),
    )["total"]
        .as_u64()
        .expect("a count")
}

fn with_a_car() -> House {
    let house = House::training();
    house.sign_in("store");
    house.give(take_into_stock(&vin(1)));
    house
}

/// Every file of a store with its content, but for the lock and what SQLite makes anew.
fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(folder)
        .expect("the folder of the store")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file() && !path.ends_with("store.lock"))
        .filter(|path| !path.to_string_lossy().ends_with("-shm"))
        .map(|path| (path.clone(), fs::read(&path).expect("readable")))
        .filter(|(path, bytes)| !(path.to_string_lossy().ends_with("-wal") && bytes.is_empty()))
        .collect();
    files.sort();
    files
}

fn code(refusal: &Value) -> &str {
    refusal["code"].as_str().unwrap_or_default()
}

/// The store opens again with all that was confirmed, and its journal is whole.
fn is_whole(house: &House, cars: u64) {
    house.sign_in("admin");
    assert_eq!(stock(house), cars);
    let proof = house.ask("audit.verify", json!({"work": "proof"}));
    assert_eq!(proof["broken"], json!(null), "{proof}");
}

#[test]
fn a_key_that_does_not_fit_is_told_and_the_file_stays_as_it_is() {
    let mut house = with_a_car();
    let other = House::training();
    house.close();
    let (own, strange) = (
        house.folder().join("store.key"),
        other.folder().join("store.key"),
    );
    let kept = fs::read(&own).expect("a key");
    fs::copy(strange, &own).expect("copied");
    let before = content(&house.folder());
    house.open();
    assert_eq!(code(&house.unlock().expect_err("another key")), "wrongKey");
    assert_eq!(content(&house.folder()), before);
    fs::write(own, kept).expect("put back");
    house.unlock().expect("the own key fits");
    is_whole(&house, 1);
}

#[test]
fn a_wrong_passphrase_is_told_beside_its_field() {
    let mut house = with_a_car();
    house.close();
    house.open();
    let refusal = house.refused("store.unlock", json!({"passphrase": "another passphrase"}));
    assert_eq!(
        (code(&refusal), &refusal["field"]),
        ("wrongPassphrase", &json!("passphrase"))
    );
    house.unlock().expect("the right one opens it still");
}

#[test]
fn a_store_of_a_newer_program_is_told_with_both_versions_and_stays_as_it_is() {
    let mut house = with_a_car();
    let newer = store::SCHEMA_VERSION + 7;
    house
        .desk()
        .write_rows(|writing, _| {
            Ok(writing
                .connection()
                .pragma_update(None, "user_version", newer)?)
        })
        .expect("written");
    house.close();
    let before = content(&house.folder());
    house.open();
    let refusal = house.unlock().expect_err("a newer store");
    assert_eq!(code(&refusal), "storeNewer");
    assert_eq!(refusal["values"]["found"], newer);
    assert_eq!(refusal["values"]["known"], store::SCHEMA_VERSION);
    assert_eq!(content(&house.folder()), before);
}

#[test]
fn a_second_program_is_told_and_the_first_works_on() {
    let mut house = with_a_car();
    let second = house.second();
    assert_eq!(code(&second.unlock().expect_err("in use")), "storeInUse");
    house.give(take_into_stock(&vin(2)));
    assert_eq!(stock(&house), 2);
    house.close();
    second.unlock().expect("it is free now");
    is_whole(&second, 2);
}

#[test]
fn a_file_that_was_cut_off_is_told_and_nothing_is_written_into_it() {
    let mut house = with_a_car();
    house.close();
    let file = house.folder().join("store.db");
    let whole = fs::read(&file).expect("the store");
    for length in [
        0,
        100,
        PAGE,
        whole.len() / 2 / PAGE * PAGE,
        whole.len() - PAGE,
    ] {
        fs::write(&file, &whole[..length]).expect("cut off");
        house.open();
        let refusal = house.unlock().expect_err("a damaged file");
        assert_eq!(code(&refusal), "storeDamaged", "cut off at {length}");
        house.close();
        assert_eq!(
            fs::read(&file).expect("the store"),
            whole[..length],
            "cut off at {length}"
        );
    }
    fs::write(&file, &whole).expect("put back");
    house.open();
    house.unlock().expect("whole again");
    is_whole(&house, 1);
}

#[test]
fn flipped_bytes_are_told_and_never_shown_as_data() {
    let mut house = with_a_car();
    house.close();
    let file = house.folder().join("store.db");
    let whole = fs::read(&file).expect("the store");
    // The first page alone, then every page but the first.
    let places: [Vec<usize>; 2] = [
        vec![PAGE / 2],
        (1..whole.len() / PAGE)
            .map(|page| page * PAGE + 1_000)
            .collect(),
    ];
    for flipped in places {
        let mut bytes = whole.clone();
        for place in flipped {
            bytes[place] ^= 1;
        }
        fs::write(&file, bytes).expect("altered");
        house.open();
        let refusal = house.unlock().expect_err("a damaged file");
        assert_eq!(code(&refusal), "storeDamaged");
        house.close();
    }
    fs::write(&file, &whole).expect("put back");
    house.open();
    house.unlock().expect("whole again");
    is_whole(&house, 1);
}

#[test]
fn a_backup_of_a_newer_program_is_not_restored_and_the_live_store_works_on() {
    let house = with_a_car();
    house.sign_in("admin");
    let version = |number: i64| {
        house
            .desk()
            .write_rows(|writing, _| {
                Ok(writing
                    .connection()
                    .pragma_update(None, "user_version", number)?)
            })
            .expect("written");
    };
    version(store::SCHEMA_VERSION + 1);
    let made = house.ask("backups.make", json!({"work": "newer"}));
    version(store::SCHEMA_VERSION);
    let refusal = house.refused("backups.restore", json!({"name": made["name"]}));
    assert_eq!(code(&refusal), "storeNewer");
    assert!(!house.folder().join("store.restoring.db").exists());
    house.give(take_into_stock(&vin(2)));
    is_whole(&house, 2);
}

/// Where this test may fill up a disk: a small one of its own, seen by nobody else. The test starts
/// itself once more inside it; outside there is nothing left to do.
fn small_disk(test: &str) -> Option<SmallDisk> {
    if let Some(folder) = std::env::var_os("FORECOURT_SMALL_DISK") {
        return Some(SmallDisk(PathBuf::from(folder)));
    }
    let folder = std::env::temp_dir().join(format!("forecourt-disk-{}", uuid::Uuid::new_v4()));
    fs::create_dir_all(&folder).expect("a folder to mount on");
    let own_spaces = ["--user", "--map-root-user", "--mount"];
    let possible = Command::new("unshare")
        .args(own_spaces)
        .args(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs"])
        .arg(&folder)
        .output()
        .is_ok_and(|ended| ended.status.success());
    assert!(
        possible,
        "this machine lets nobody mount a small disk of their own (unshare --user --mount)"
    );
    let ended = Command::new("unshare")
        .args(own_spaces)
        .args([
            "sh",
            "-c",
            "mount -t tmpfs -o size=16m tmpfs \"$0\" && exec \"$@\"",
        ])
        .arg(&folder)
        .arg(std::env::current_exe().expect("this program"))
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env("FORECOURT_SMALL_DISK", &folder)
        .output()
        .expect("started");
    fs::remove_dir_all(&folder).expect("nothing is mounted out here");
    assert!(
        ended.status.success(),
        "{}{}",
        String::from_utf8_lossy(&ended.stdout),
        String::from_utf8_lossy(&ended.stderr)
    );
    None
}

struct SmallDisk(PathBuf);

impl SmallDisk {
    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    /// Fills the disk but for about so many bytes.
    fn fill_but(&self, left: usize) {
        use std::io::Write;
        let mut file = fs::File::create(self.ballast()).expect("a file");
        let block = [0_u8; PAGE];
        while file.write_all(&block).is_ok() {}
        let size = file.metadata().expect("its size").len();
        file.set_len(size.saturating_sub(left as u64)).expect("cut");
    }

    fn free(&self) {
        fs::remove_file(self.ballast()).expect("removed");
    }
}

#[test]
fn a_full_disk_refuses_what_it_cannot_keep_and_loses_nothing() {
    let Some(disk) = small_disk("a_full_disk_refuses_what_it_cannot_keep_and_loses_nothing") else {
        return;
    };
    let mut house = House::first_start(&disk.0);
    house.ask("store.create_training", House::training_store());
    house.sign_in("store");
    disk.fill_but(600 * 1_024);
    let mut kept = 0;
    let refused = loop {
        let command = take_into_stock(&vin(100 + u32::try_from(kept).expect("few")));
        match house.call("submit", json!({ "command": command.clone() })) {
            Ok(_) => kept += 1,
            Err(error) => {
                assert_eq!(code(&error), "diskFull", "{error}");
                break command;
            }
        }
        assert!(kept < 2_000, "the disk is never full");
    };
    // What is there can be read, and nothing of the refused command is in it.
    assert_eq!(stock(&house), kept);
    let draft = json!({"form": "takeIntoStock", "record": null, "content": {"description": "长".repeat(200_000)}});
    assert_eq!(code(&house.refused("drafts.save", draft)), "diskFull");

    // A backup does not fit, and leaves nothing behind.
    house.sign_in("admin");
    let refusal = house.refused("backups.make", json!({"work": "full"}));
    assert_eq!(code(&refusal), "diskFull", "{refusal}");
    let left = house.ask("backups.list", json!({}));
    assert_eq!(left["rows"], json!([]));

    // The program is started again on the full disk, where it can.
    house.sign_in("store");
    disk.free();
    house.give(refused);
    kept += 1;
    assert_eq!(stock(&house), kept);
    house.close();
    house.open();
    house.unlock().expect("opens");
    is_whole(&house, kept);
}

#[test]
fn a_store_that_does_not_fit_on_the_disk_is_told_and_leaves_nothing() {
    let Some(disk) = small_disk("a_store_that_does_not_fit_on_the_disk_is_told_and_leaves_nothing")
    else {
        return;
    };
    let house = House::first_start(&disk.0);
    disk.fill_but(300 * 1_024);
    let refusal = house.refused("store.create_training", House::training_store());
    assert_eq!(code(&refusal), "diskFull", "{refusal}");
    assert!(!house.folder().exists(), "half a store is left");
    disk.free();
    house.ask("store.create_training", House::training_store());
    house.sign_in("store");
    assert_eq!(stock(&house), 0);
}
