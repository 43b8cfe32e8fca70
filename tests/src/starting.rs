//! Starting where something is not as it should be: no keyring, a second program, a store without its key.

use crate::harness::*;
use crate::steps::{Person, sign_in, training_dealership};

const PASSPHRASE: &str = "Blue horse 7 runs";

#[test]
fn where_there_is_no_keyring_a_passphrase_opens_the_store_and_a_wrong_one_says_so() {
    let desk = Desk::start(Options {
        keyring: Keyring::None,
        ..Options::default()
    });
    desk.has("heading", "开始使用");
    desk.push("训练门店");
    desk.focuses("field", "口令");
    desk.types("short");
    desk.press("Enter");
    desk.shows("口令至少 10 位");
    desk.picture("too-short");
    desk.is_accessible("a passphrase that is too short");
    desk.fill("口令", PASSPHRASE);
    desk.press("Enter");
    desk.has("heading", "登录");
    sign_in(&desk, Person::StoreManager);
    desk.close();

    desk.open();
    desk.focuses("field", "口令");
    desk.shows("每次启动输入一次");
    desk.types("Blue horse 8 runs");
    desk.press("Enter");
    desk.shows("口令不对");
    desk.picture("wrong");
    desk.is_accessible("a wrong passphrase");
    desk.fill("口令", PASSPHRASE);
    desk.press("Enter");
    desk.has("heading", "登录");
    sign_in(&desk, Person::StoreManager);
}

#[test]
fn a_second_program_over_the_same_store_says_that_it_is_in_use_and_the_first_goes_on() {
    let keyring = Keyring::None;
    let desk = Desk::start(Options {
        keyring,
        ..Options::default()
    });
    desk.has("heading", "开始使用");
    desk.push("训练门店");
    desk.focuses("field", "口令");
    desk.types(PASSPHRASE);
    desk.press("Enter");
    sign_in(&desk, Person::StoreManager);
    let second = Desk::start(Options {
        keyring,
        store: Store::At(desk.store().to_path_buf()),
        ..Options::default()
    });
    second.focuses("field", "口令");
    second.types(PASSPHRASE);
    second.press("Enter");
    second.shows("另一个程序正在使用这家店的数据。关掉它再试。");
    second.picture("in-use");
    second.is_accessible("a store that is in use");
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
}

#[test]
fn a_store_that_was_carried_to_another_computer_says_that_its_key_is_not_here() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.close();
    let elsewhere = Desk::start(Options {
        store: Store::At(desk.store().to_path_buf()),
        ..Options::default()
    });
    elsewhere.has("heading", "本店数据打不开");
    elsewhere.shows("系统钥匙串里没有这家店的钥匙");
    elsewhere.picture("no-key");
    elsewhere.is_accessible("a store whose key is not here");
    drop(elsewhere);
    // At home it opens as before.
    desk.open();
    sign_in(&desk, Person::StoreManager);
}
