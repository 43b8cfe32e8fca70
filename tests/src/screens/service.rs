//! What the service department has beside its workshop: complaints, recalls and service points.

use super::{CARS, Look};
use crate::harness::*;
use crate::steps::{choose, word};

/// Takes a complaint in, and leads it to its end; its card stays open.
#[track_caller]
pub fn complaints(desk: &Desk, look: Look) {
    desk.press("Ctrl+Shift+S");
    desk.has("region", word(desk, "投诉与建议", "Complaints"));
    look(desk, "list");
    desk.press("Ctrl+Shift+M");
    desk.focuses("field", word(desk, "客户", "Customer"));
    desk.press("Ctrl+Enter");
    desk.focuses("field", word(desk, "客户怎么说", "What the customer says"));
    look(desk, "take-in-missing");
    desk.tab_back_to("field", word(desk, "称呼", "Called"));
    desk.types("李女士");
    desk.fill(word(desk, "电话", "Phone"), "13900000035");
    desk.fill(
        word(desk, "客户怎么说", "What the customer says"),
        "换了机油还是漏",
    );
    desk.fill(
        word(desk, "客户要求", "What the customer asks for"),
        "免费返修",
    );
    look(desk, "take-in");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "答复客户", "Answer the customer"));
    desk.shows(word(desk, "要求：免费返修", "Asks for: 免费返修"));
    look(desk, "card");
    for (step, note, next) in [
        (
            "form-answer",
            "已致电道歉，约周一到店",
            word(desk, "记处理措施", "Note an action"),
        ),
        (
            "form-act",
            "更换油底壳垫，免工时",
            word(desk, "结案", "Close"),
        ),
        ("form-close", "这次没漏", ""),
    ] {
        desk.press("Ctrl+Enter");
        desk.has("dialog", "");
        look(desk, step);
        if step == "form-close" {
            desk.fill(word(desk, "客户怎么说", "What the customer said"), note);
        } else {
            desk.types(note);
        }
        desk.press("Ctrl+Enter");
        desk.has_no("dialog", "");
        if !next.is_empty() {
            desk.has("button", next);
        }
    }
    desk.shows(word(desk, "已结案", "Closed"));
    look(desk, "closed");
}

/// Announces a recall of two cars, sees it while booking one of them, and looks at whose service is due.
#[track_caller]
pub fn recalls(desk: &Desk, look: Look) {
    choose(desk, word(desk, "售后", "Service"));
    desk.has("grid", "");
    desk.press("Alt+3");
    desk.has(
        "region",
        word(desk, "召回和服务活动", "Recalls and campaigns"),
    );
    look(desk, "list");
    desk.press("N");
    desk.focuses("field", word(desk, "召回编号", "Recall number"));
    desk.types("S2026M0199V");
    desk.fill(word(desk, "厂家", "Maker"), "上汽大众");
    desk.fill(word(desk, "名称", "Title"), "燃油泵继电器");
    desk.fill(word(desk, "措施", "What is done"), "免费更换燃油泵继电器");
    look(desk, "announce");
    desk.press("Ctrl+Enter");
    desk.shows("免费更换燃油泵继电器");
    desk.press("Ctrl+Enter");
    desk.has("dialog", "");
    let vins = word(
        desk,
        "或者打、粘贴车架号，一行一个",
        "Or type or paste VINs, one a line",
    );
    desk.fill(vins, "LSVAB4BRXN2100019");
    desk.press("Ctrl+Enter");
    desk.shows(word(
        desk,
        "第 1 行 LSVAB4BRXN2100019",
        "Row 1 LSVAB4BRXN2100019",
    ));
    look(desk, "list-vins");
    desk.fill(vins, CARS[0].0);
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
    desk.shows(word(desk, "未实施", "Not done"));
    look(desk, "card");
    desk.press("Ctrl+Shift+B");
    desk.focuses("field", word(desk, "车牌或车架号", "Plate or VIN"));
    desk.types(CARS[0].0);
    desk.shows("S2026M0199V 燃油泵继电器");
    look(desk, "booking");
    desk.press("Esc");
    desk.press("Alt+4");
    desk.has("region", word(desk, "保养到期", "Service due"));
    look(desk, "due");
}

/// Adds a service point of another house, which nobody can call for rescue at first; its card stays open.
#[track_caller]
pub fn points(desk: &Desk, look: Look) {
    choose(desk, word(desk, "售后网点", "Service points"));
    desk.has("region", word(desk, "售后网点", "Service points"));
    look(desk, "list");
    desk.press("N");
    desk.focuses("field", word(desk, "网点名称", "Name of the point"));
    desk.types("启辰嘉定钣喷中心");
    desk.fill(
        word(desk, "英文名称", "English name"),
        "Qichen Jiading Body Shop",
    );
    desk.tab_to("radio", word(desk, "本店", "This house"));
    desk.press("Right");
    desk.fill(word(desk, "所属门店", "Which house"), "启辰嘉定店");
    for work in [
        word(desk, "钣喷", "Body and paint"),
        word(desk, "道路救援", "Rescue"),
    ] {
        desk.tab_to("checkbox", work);
        desk.press("Space");
    }
    desk.fill(word(desk, "省、直辖市", "Province"), "上海市");
    desk.fill(word(desk, "区、县", "District"), "嘉定区");
    desk.fill(
        word(desk, "路名和门牌", "Street and number"),
        "安亭镇墨玉路 28 号",
    );
    desk.fill(word(desk, "电话", "Phone"), "021-5955 7700");
    desk.fill(word(desk, "距离（公里）", "Distance (km)"), "36");
    desk.fill(word(desk, "周六", "Saturday"), "9:00-16:00");
    desk.fill(word(desk, "周日", "Sunday"), "");
    desk.fill(
        word(desk, "地铁", "By metro"),
        "11 号线安亭站 2 号口出，向南步行 8 分钟。",
    );
    desk.fill(
        word(desk, "地铁（英文）", "By metro, in English"),
        "Line 11 to Anting, exit 2; eight minutes on foot to the south.",
    );
    desk.press("Ctrl+Enter");
    desk.focuses("field", word(desk, "救援电话", "Rescue phone"));
    desk.shows(word(
        desk,
        "做道路救援，就要填救援电话",
        "Where rescue is done, a rescue phone is needed",
    ));
    look(desk, "rescue-without-phone");
    desk.types("400-820 9911");
    desk.press("Ctrl+Enter");
    desk.has("heading", "启辰嘉定钣喷中心");
    desk.shows(word(desk, "约 36 公里", "about 36 km"));
    look(desk, "card");
}
