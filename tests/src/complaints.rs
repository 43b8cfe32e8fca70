//! A complaint from its intake to its end, by keyboard: it is not closed before something was done and the customer
//! has spoken, and one that is opened again keeps its story. What time does is the platform's, and is played there.

use crate::harness::*;
use crate::screens::complaints;
use crate::steps::{Person, choose_in_menu, sign_in, training_dealership};

#[test]
fn a_complaint_is_answered_acted_upon_closed_and_opened_again() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    complaints(&desk, &mut |desk, screen| {
        desk.picture(screen);
        desk.is_accessible(screen);
    });
    // The walk leaves the closed complaint open.
    choose_in_menu(&desk, "更多", "重新受理");
    desk.has("dialog", "");
    desk.types("又开始漏油");
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
    desk.shows("待答复");
    desk.shows("重新受理: 又开始漏油");
    desk.shows("结案: 这次没漏");
    desk.picture("opened-again");
    // Anew it waits for an answer, and an action of before does not close it.
    choose_in_menu(&desk, "更多", "结案");
    desk.has("dialog", "");
    desk.fill("客户怎么说", "满意");
    desk.press("Ctrl+Enter");
    desk.shows("还没有处理措施");
    desk.picture("not-yet");
}
