//! The words of the service department on its papers, in both languages.

use documents::Language;
use domain::{
    repair_orders::{
        AuthorisedHow, CarView, DamageKind, DamageMark, Payer, RepairKind, RepairLineKind,
    },
    service_bookings::Transport,
    workshops::Department,
};

type Both = (&'static str, &'static str);

const fn pick((chinese, english): Both, language: Language) -> &'static str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

pub const fn kind(kind: RepairKind, language: Language) -> &'static str {
    let both = match kind {
        RepairKind::FirstService => ("首保", "first service"),
        RepairKind::ScheduledService => ("定保", "scheduled service"),
        RepairKind::Repair => ("维修", "repair"),
        RepairKind::Accident => ("事故", "accident"),
        RepairKind::Warranty => ("索赔", "warranty"),
        RepairKind::Recall => ("召回", "recall"),
        RepairKind::Comeback => ("返修", "comeback"),
        RepairKind::Inspection => ("新车整备", "before delivery"),
        RepairKind::Internal => ("内部", "internal"),
    };
    pick(both, language)
}

pub const fn department(department: Department, language: Language) -> &'static str {
    let both = match department {
        Department::Mechanical => ("机电维修", "mechanical"),
        Department::BodyAndPaint => ("钣喷", "body and paint"),
        Department::Accessories => ("精品加装", "accessories"),
        Department::Beauty => ("美容", "detailing"),
        Department::Rescue => ("道路救援", "rescue"),
    };
    pick(both, language)
}

pub const fn payer(payer: Payer, language: Language) -> &'static str {
    let both = match payer {
        Payer::Customer => ("自费", "customer"),
        Payer::Warranty => ("索赔", "warranty"),
        Payer::Insurer => ("保险", "insurer"),
        Payer::Goodwill => ("善意", "goodwill"),
        Payer::Internal => ("内部", "internal"),
        Payer::Package => ("套餐", "package"),
    };
    pick(both, language)
}

pub const fn line(kind: RepairLineKind, language: Language) -> &'static str {
    let both = match kind {
        RepairLineKind::Labour => ("工时", "labour"),
        RepairLineKind::Part => ("配件", "part"),
        RepairLineKind::Sublet => ("外协", "sublet"),
        RepairLineKind::Fee => ("其他费用", "fee"),
    };
    pick(both, language)
}

pub const fn how(how: AuthorisedHow, language: Language) -> &'static str {
    let both = match how {
        AuthorisedHow::Signature => ("签字", "by signature"),
        AuthorisedHow::InPerson => ("当面", "in person"),
        AuthorisedHow::Phone => ("电话", "by phone"),
        AuthorisedHow::WeChat => ("微信", "by WeChat"),
        AuthorisedHow::Message => ("短信", "by message"),
        AuthorisedHow::Approval => ("审批", "by approval"),
    };
    pick(both, language)
}

pub const fn transport(transport: Transport, language: Language) -> &'static str {
    let both = match transport {
        Transport::Waits => ("店内等候", "waits here"),
        Transport::Own => ("自行安排", "own way"),
        Transport::Shuttle => ("接送", "shuttle"),
        Transport::PickUp => ("取送车", "car picked up"),
        Transport::Loaner => ("备用车", "loaner car"),
    };
    pick(both, language)
}

pub const fn side(view: CarView, language: Language) -> &'static str {
    let both = match view {
        CarView::Left => ("左侧", "left"),
        CarView::Right => ("右侧", "right"),
        CarView::Front => ("前面", "front"),
        CarView::Rear => ("后面", "rear"),
        CarView::Top => ("顶部", "top"),
    };
    pick(both, language)
}

pub const fn damage(kind: DamageKind, language: Language) -> &'static str {
    let both = match kind {
        DamageKind::Scratch => ("划痕", "scratch"),
        DamageKind::Dent => ("凹陷", "dent"),
        DamageKind::Crack => ("裂纹", "crack"),
        DamageKind::Chip => ("掉漆", "chipped paint"),
        DamageKind::Missing => ("缺失", "missing"),
    };
    pick(both, language)
}

/// Which third of something a place in thousandths lies in.
const fn third(thousandths: u32, thirds: [Both; 3]) -> Both {
    match thousandths {
        0..=333 => thirds[0],
        334..=666 => thirds[1],
        _ => thirds[2],
    }
}

/// Where on its side a mark is, as a person would say it: the place on the outline in thirds.
pub fn place(mark: &DamageMark, language: Language) -> String {
    let across = third(
        mark.x,
        [("左边", "left"), ("中间", "middle"), ("右边", "right")],
    );
    let down = third(
        mark.y,
        [("上部", "high"), ("中部", "half way up"), ("下部", "low")],
    );
    let (across, down) = (pick(across, language), pick(down, language));
    match language {
        Language::Chinese => format!("{across}{down}"),
        Language::English => format!("{across}, {down}"),
    }
}
