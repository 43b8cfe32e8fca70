//! What is typed wrongly at the counter: a sentence beside the field as soon as it is left, and nothing typed is lost.

use crate::harness::*;
use crate::steps::{Person, sign_in, take_in_lead, training_dealership};

/// Types into a field, leaves it, and reads the sentence that describes it from then on.
#[track_caller]
fn wrong(desk: &Desk, field: &str, typed: &str, sentence: &str) {
    desk.fill(field, typed);
    desk.press("Tab");
    desk.shows(sentence);
    let thing = desk.the("field", field);
    assert!(
        thing.invalid,
        "the field “{field}” does not say that it is wrong"
    );
    assert!(
        thing.description.contains(sentence),
        "“{sentence}” does not stand beside “{field}” but {:?}",
        thing.description
    );
}

/// Types what is right, and waits until the sentence is gone.
#[track_caller]
fn mended(desk: &Desk, field: &str, typed: &str, sentence: &str) {
    desk.tab_back_to("field", field);
    desk.press("Ctrl+A");
    desk.types(typed);
    desk.press("Tab");
    desk.lacks(sentence);
}

#[test]
fn a_car_typed_wrongly_is_told_beside_each_field_and_nothing_typed_is_lost() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    wrong(
        &desk,
        "车架号",
        "LFV3A23C2T3000001",
        "校验位不对，有一位输错了",
    );
    desk.fill("车型", "迈腾 2026款 380TSI");
    wrong(
        &desk,
        "指导价",
        "很贵",
        "看不出金额，写成 129800 或 12.98万。",
    );
    desk.picture("wrong");
    desk.is_accessible("a form with mistakes");

    // Saving goes to the mistake and keeps all that was typed, also when the form is left and opened again.
    desk.press("Ctrl+Enter");
    desk.holds("车架号", "LFV3A23C2T3000001");
    desk.holds("车型", "迈腾 2026款 380TSI");
    desk.holds("指导价", "很贵");
    mended(&desk, "车架号", "LFV3A23C1T3000001", "校验位不对");
    desk.fill("指导价", "-5");
    desk.press("Tab");
    desk.lacks("看不出金额");
    desk.shows("金额不能为负");
    mended(&desk, "指导价", "21.99万", "金额不能为负");
    desk.press("Ctrl+Enter");
    desk.shows("已入库：迈腾 2026款 380TSI");
}

#[test]
fn a_phone_and_a_price_typed_wrongly_are_told_before_anything_is_saved() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    desk.press("Ctrl+E");
    desk.focuses("field", "姓名");
    desk.types("李大明");
    wrong(&desk, "手机", "1380000003", "手机号要 11 位。");
    desk.picture("intake");
    desk.holds("姓名", "李大明");
    mended(&desk, "手机", "13800000034", "手机号要 11 位。");

    desk.press("Ctrl+Q");
    desk.focuses("field", "车型");
    desk.types("朗逸");
    wrong(
        &desk,
        "指导价",
        "12..5",
        "看不出金额，写成 129800 或 12.98万。",
    );
    desk.picture("quote");
    desk.holds("车型", "朗逸");
}

#[test]
fn an_identity_a_plate_and_a_day_typed_wrongly_are_told_beside_their_fields() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    take_in_lead(&desk, "刘思远", "13800138000", "朗逸");
    desk.press("E");
    desk.has("field", "证件号");
    wrong(
        &desk,
        "证件号",
        "110105194912310021",
        "末位应是 X，现在是 1，有一位输错了。",
    );
    mended(&desk, "证件号", "11010519491231002X", "有一位输错了");
    desk.press("Ctrl+Enter");
    desk.shows("资料已改");
    desk.has("button", "记录联系");

    desk.press("V");
    desk.has("field", "车牌");
    wrong(&desk, "车牌", "沪A1234O", "序号里没有“O”，I 和 O 不用。");
    desk.picture("plate");
    desk.is_accessible("a plate with a mistake");
    mended(&desk, "车牌", "沪A12345", "I 和 O 不用");
    desk.fill("车型", "帕萨特 2019 款");
    desk.press("Ctrl+Enter");
    desk.shows("车辆已关联");

    // A day that no calendar has, one that has not come yet, and a sum that no car costs.
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.types("LSVAB4BRXN2100018");
    desk.fill("车型", "朗逸");
    wrong(
        &desk,
        "到店日期",
        "2026-02-30",
        "没有这个日期，写成 1122、11-22 或“今天”。",
    );
    mended(&desk, "到店日期", "今天", "没有这个日期");
    wrong(&desk, "指导价", "99999999999999", "金额太大，检查位数。");
    desk.picture("absurd-price");
    mended(&desk, "指导价", "119900", "金额太大");
    desk.press("Ctrl+Enter");
    desk.shows("已入库：朗逸");
}
