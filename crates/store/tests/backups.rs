//! Backups of a store with kept files: one pool for all generations, each file held against its name,
//! nothing left of a backup that did not finish, and backups of the old form still good.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use domain::time::Timestamp;
use store::{
    Key, Store,
    backup::{self, BackupError, Generation},
};
use uuid::Uuid;

const NOW: Timestamp = Timestamp(1_800_000_000_000);
const KEY: Key = Key([7; 32]);

struct House {
    store: Store,
    home: PathBuf,
}

impl House {
    fn new() -> Self {
        let home = std::env::temp_dir().join(format!("forecourt-backups-{}", Uuid::new_v4()));
        let store = Store::create(&home, KEY, Box::new(())).expect("a store");
        Self { store, home }
    }

    fn backups(&self) -> PathBuf {
        self.home.join("backups")
    }

    fn back_up(&self, at: Timestamp) -> Generation {
        backup::back_up(&self.store, &self.backups(), at, |_, _| {
            ControlFlow::Continue(())
        })
        .expect("a backup")
    }

    fn restore(&self, generation: &Generation) -> backup::Restored {
        self.store
            .restore(&generation.folder, &self.home.join("aside"))
            .expect("restored")
    }

    fn content(&self, name: &str) -> Option<Vec<u8>> {
        self.store.kept_file(name).expect("readable")
    }

    fn lose_live_files(&self) {
        fs::remove_dir_all(self.home.join("files")).expect("removed");
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.home);
    }
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                files_under(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn alter(file: &Path) {
    let mut bytes = fs::read(file).expect("there");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(file, bytes).expect("altered");
}

fn pooled(house: &House) -> Vec<PathBuf> {
    files_under(&house.backups().join("files"))
}

#[test]
fn a_kept_file_is_copied_once_for_all_generations_and_comes_back() {
    let house = House::new();
    let paper = house.store.keep_file(b"a contract").expect("kept");
    let first = house.back_up(NOW);
    house.back_up(NOW.plus(1_000));
    assert_eq!(pooled(&house).len(), 1);
    let files = first.manifest.as_ref().and_then(|m| m.files.clone());
    assert_eq!(
        files.map(|files| (files.count, files.damaged)),
        Some((1, 0))
    );
    house.lose_live_files();
    assert_eq!(house.content(&paper), None);
    assert_eq!(house.restore(&first).files_lost, 0);
    assert_eq!(
        house.content(&paper).as_deref(),
        Some(b"a contract".as_slice())
    );
}

#[test]
fn the_pool_keeps_nothing_that_no_generation_lists() {
    let house = House::new();
    let paper = house.store.keep_file(b"a contract").expect("kept");
    house.back_up(NOW);
    house.store.forget_file(&paper).expect("forgotten");
    // Two days later, and twice within that day's ring: the first day's backup stays for its ring.
    let later = NOW.plus(400 * Timestamp::DAY);
    house.back_up(later);
    backup::prune(&house.store, &house.backups(), later).expect("pruned");
    let left = backup::generations(&house.backups()).expect("listed");
    let listed = left.iter().any(|generation| {
        generation
            .manifest
            .as_ref()
            .is_some_and(|manifest| manifest.files.as_ref().is_some_and(|files| files.count > 0))
    });
    assert_eq!(pooled(&house).is_empty(), !listed);
    // What a list names stays, and what lies there by accident goes.
    fs::create_dir_all(house.backups().join("files/ab")).expect("a shelf");
    fs::write(house.backups().join("files/ab/half.new"), b"half").expect("written");
    backup::prune(&house.store, &house.backups(), later).expect("pruned");
    assert!(!house.backups().join("files/ab/half.new").exists());
}

#[test]
fn a_backup_that_is_cancelled_among_the_files_leaves_nothing() {
    let house = House::new();
    for number in 0..5_u8 {
        house.store.keep_file(&[number; 100]).expect("kept");
    }
    let mut last = (0, 0);
    let cancelled = backup::back_up(&house.store, &house.backups(), NOW, |done, all| {
        last = (done, all);
        // The last steps are the files.
        if done + 2 >= all {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(matches!(cancelled, Err(BackupError::Cancelled)), "{last:?}");
    assert_eq!(files_under(&house.backups()), Vec::<PathBuf>::new());
}

#[test]
fn what_a_program_that_was_killed_left_of_its_backup_goes_with_the_next_one() {
    let house = House::new();
    let whole = house.back_up(NOW);
    let half = house.back_up(NOW.plus(Timestamp::HOUR));
    fs::remove_file(half.folder.join("backup.json")).expect("it was not finished");
    let next = house.back_up(NOW.plus(2 * Timestamp::HOUR));
    assert!(!half.folder.exists());
    assert!(whole.folder.exists() && next.folder.exists());
}

#[test]
fn a_file_that_was_damaged_before_is_counted_and_does_not_hinder_the_backup() {
    let house = House::new();
    house.store.keep_file(b"a contract").expect("kept");
    house.store.keep_file(b"a receipt").expect("kept");
    alter(&files_under(&house.home.join("files"))[0]);
    let files = house.back_up(NOW).manifest.and_then(|m| m.files);
    assert_eq!(
        files.map(|files| (files.count, files.damaged)),
        Some((1, 1))
    );
}

#[test]
fn a_damaged_file_in_the_pool_is_copied_anew_by_the_next_backup() {
    let house = House::new();
    let paper = house.store.keep_file(b"a contract").expect("kept");
    house.back_up(NOW);
    alter(&pooled(&house)[0]);
    let second = house.back_up(NOW.plus(1_000));
    house.lose_live_files();
    assert_eq!(house.restore(&second).files_lost, 0);
    assert!(house.content(&paper).is_some());
}

#[test]
fn a_file_that_is_damaged_everywhere_is_told_as_lost_and_the_rest_is_restored() {
    let house = House::new();
    let paper = house.store.keep_file(b"a contract").expect("kept");
    let made = house.back_up(NOW);
    alter(&pooled(&house)[0]);
    house.lose_live_files();
    assert_eq!(house.restore(&made).files_lost, 1);
    assert_eq!(house.content(&paper), None);
}

#[test]
fn an_altered_list_of_files_is_not_restored_from() {
    let house = House::new();
    house.store.keep_file(b"a contract").expect("kept");
    let made = house.back_up(NOW);
    fs::write(made.folder.join("files.txt"), "").expect("altered");
    let refused = house.store.restore(&made.folder, &house.home.join("aside"));
    assert!(matches!(refused, Err(BackupError::WouldNotRestore(_))));
    assert!(!house.home.join("aside").exists());
}

#[test]
fn a_backup_of_the_old_form_still_restores() {
    let house = House::new();
    let made = house.back_up(NOW);
    let manifest = made.folder.join("backup.json");
    let mut old: serde_json::Value =
        serde_json::from_slice(&fs::read(&manifest).expect("there")).expect("JSON");
    old.as_object_mut().expect("an object").remove("files");
    fs::write(&manifest, old.to_string()).expect("written");
    fs::remove_file(made.folder.join("files.txt")).expect("removed");
    assert_eq!(house.restore(&made).files_lost, 0);
}

#[test]
fn looking_at_a_backup_leaves_it_byte_for_byte() {
    let house = House::new();
    let made = house.back_up(NOW);
    let file = made.folder.join("store.db");
    let before = fs::read(&file).expect("there");
    backup::verify(&made.folder, &KEY).expect("whole");
    assert_eq!(fs::read(&file).expect("there"), before);
}
