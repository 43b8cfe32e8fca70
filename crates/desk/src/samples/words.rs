//! What the sample is made of: names, models, colours, remarks. Every person and every figure is made up.

use domain::tax::{CatalogueListing, PowerSource};

use super::dice::Dice;

/// Surnames, the frequent ones first.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲华红建国志海波峰宇浩鑫晨阳雪梅婷宁飞鹏旭东亮博成龙佳欣怡然子轩梓涵雨泽思远嘉豪俊熙诗琪梦瑶一诺可馨天翔睿哲立恒慧颖淑珍玉凤春燕秋月";

/// A model of the sample, with the code that the training catalogue knows it by.
pub struct SampleModel {
    pub code: &'static str,
    pub name: &'static str,
    /// 指导价 in yuan.
    pub yuan: i64,
    pub power: PowerSource,
    pub displacement_ml: u32,
    pub seats: u32,
}

impl SampleModel {
    pub fn listing(&self) -> CatalogueListing {
        match self.power {
            PowerSource::Fuel | PowerSource::EnergySavingFuel => CatalogueListing::NotNewEnergy,
            PowerSource::PluginHybrid | PowerSource::BatteryElectric | PowerSource::FuelCell => {
                CatalogueListing::NewEnergyListed
            }
        }
    }
}

const fn model(
    code: &'static str,
    name: &'static str,
    yuan: i64,
    power: PowerSource,
    displacement_ml: u32,
    seats: u32,
) -> SampleModel {
    SampleModel {
        code,
        name,
        yuan,
        power,
        displacement_ml,
        seats,
    }
}

use PowerSource::{BatteryElectric, Fuel, PluginHybrid};

/// What this house sells most stands first. Prices are illustrative, as in the training catalogue.
pub static MODELS: [SampleModel; 24] = [
    model(
        "vw-lavida-2026-15l-auto-comfort",
        "大众 朗逸 2026款 1.5L 自动满逸版",
        115_100,
        Fuel,
        1_498,
        5,
    ),
    model(
        "vw-sagitar-2026-300tsi-beyond",
        "大众 速腾L 2026款 300TSI 超越版",
        147_800,
        Fuel,
        1_498,
        5,
    ),
    model(
        "vw-magotan-2026-380tsi-premium",
        "大众 迈腾 2026款 380TSI 尊贵版",
        224_900,
        Fuel,
        1_984,
        5,
    ),
    model(
        "vw-lavida-2026-300tsi-comfort",
        "大众 朗逸 2026款 300TSI 满逸版",
        130_000,
        Fuel,
        1_498,
        5,
    ),
    model(
        "vw-tiguan-2026-300tsi-fwd-joy",
        "大众 途观L Pro 2026款 300TSI 两驱龙悦版",
        186_800,
        Fuel,
        1_498,
        5,
    ),
    model(
        "vw-id3-2026-pure-smart",
        "大众 ID.3 2026款 纯智版",
        129_900,
        BatteryElectric,
        0,
        5,
    ),
    model(
        "vw-sagitar-2026-300tsi-flagship",
        "大众 速腾L 2026款 300TSI 旗舰版",
        172_300,
        Fuel,
        1_498,
        5,
    ),
    model(
        "vw-magotan-2026-300tsi-luxury",
        "大众 迈腾 2026款 300TSI 豪华版",
        174_900,
        Fuel,
        1_498,
        5,
    ),
    model(
        "vw-tiguan-2026-380tsi-awd-bright",
        "大众 途观L Pro 2026款 380TSI 四驱龙耀版",
        226_800,
        Fuel,
        1_984,
        5,
    ),
    model(
        "vw-id4x-2026-pure-long-range",
        "大众 ID.4X 2026款 纯净长续航版",
        169_900,
        BatteryElectric,
        0,
        5,
    ),
    model(
        "vw-teramont-2026-380tsi-awd-comfort-7-seat",
        "大众 途昂 2026款 380TSI 四驱舒适版 7座",
        309_000,
        Fuel,
        1_984,
        7,
    ),
    model(
        "jetta-vs5-2025-280tsi-auto-enjoy",
        "捷达 VS5 2025款 280TSI 自动悦享版",
        99_900,
        Fuel,
        1_395,
        5,
    ),
    model(
        "jetta-va3-2025-15l-auto-enjoy",
        "捷达 VA3 2025款 1.5L 自动悦享版",
        85_800,
        Fuel,
        1_498,
        5,
    ),
    model(
        "audi-a5l-2026-40-tfsi-luxury",
        "奥迪 A5L 2026款 40 TFSI 豪华型",
        239_800,
        Fuel,
        1_984,
        5,
    ),
    model(
        "audi-q3-2026-35-tfsi-progressive",
        "奥迪 Q3 2026款 35 TFSI 进取型",
        219_800,
        Fuel,
        1_395,
        5,
    ),
    model(
        "audi-a6l-2027-40-tfsi-luxury-elegance",
        "奥迪 A6L 2027款 40 TFSI 豪华致雅型",
        323_000,
        Fuel,
        1_984,
        5,
    ),
    model(
        "audi-q5l-2026-40-tfsi-quattro-luxury-dynamic",
        "奥迪 Q5L 2026款 40 TFSI quattro 豪华动感型",
        379_800,
        Fuel,
        1_984,
        5,
    ),
    model(
        "audi-e5-2026-pioneer",
        "奥迪 E5 2026款 先锋型",
        235_900,
        BatteryElectric,
        0,
        5,
    ),
    model(
        "toyota-corolla-2026-18l-hybrid-elite",
        "丰田 卡罗拉 2026款 1.8L 双擎精英版",
        148_800,
        Fuel,
        1_798,
        5,
    ),
    model(
        "geely-preface-2026-oriental-15t-smart",
        "吉利 星瑞 2026款 东方曜 1.5T 智驾版",
        113_700,
        Fuel,
        1_499,
        5,
    ),
    model(
        "lynk-co-08-2026-120-km-pro",
        "领克 08 EM-P 2026款 120km Pro",
        175_800,
        PluginHybrid,
        1_499,
        5,
    ),
    model(
        "tesla-model-3-2026-rear-wheel-drive",
        "特斯拉 Model 3 2026款 后轮驱动版",
        235_500,
        BatteryElectric,
        0,
        5,
    ),
    model(
        "denza-d9-2026-dm-i-awd-honour",
        "腾势 D9 2026款 DM-i 四驱尊荣型",
        369_800,
        PluginHybrid,
        1_498,
        7,
    ),
    model(
        "wey-lanshan-2026-smart-max-6-seat",
        "魏牌 蓝山 2026款 智驾 Max 6座",
        299_800,
        PluginHybrid,
        1_499,
        6,
    ),
];

pub const COLOURS: [&str; 9] = [
    "冰川白",
    "珠光白",
    "墨玉黑",
    "星光银",
    "钛金灰",
    "深海蓝",
    "酒红",
    "松石绿",
    "香槟金",
];
pub const INTERIORS: [&str; 3] = ["黑", "米", "棕"];
pub const LENDERS: [&str; 3] = [
    "示例汽车金融有限公司",
    "示例银行股份有限公司",
    "示例融资租赁有限公司",
];
pub const INSURERS: [&str; 2] = ["示例财产保险", "样本财产保险"];
pub const ADDRESSES: [&str; 5] = [
    "人民路 88 号 3 幢 501",
    "和平里 12 弄 6 号",
    "解放大道 230 号",
    "滨江花园 9 幢 1802",
    "新村路 45 号",
];
pub const FOLLOW_UPS: [&str; 6] = [
    "问看车时间",
    "发配置对比",
    "回复置换价",
    "约试驾",
    "跟进贷款审批",
    "请家人一起来店",
];
pub const CONTACTS: [&str; 6] = [
    "说周末带家人来看",
    "嫌颜色要等，愿意看现车",
    "在比同级的另一款",
    "想知道置换补贴",
    "问了首付三成的月供",
    "没接，晚上再打",
];
pub const CANCEL_REASONS: [&str; 3] = ["家里改变计划", "贷款没批下来", "等不及交期"];

/// The name of the customer with this number; the same number has the same name.
pub fn name_of(customer: u32) -> String {
    let mut dice = Dice::of(customer.wrapping_add(0x5A5A_0000));
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    let mut name = String::from(dice.uneven(&surnames));
    name.push(dice.one(&given));
    if dice.below(4) > 0 {
        name.push(dice.one(&given));
    }
    name
}

/// A made-up resident id whose check character is right.
pub fn resident_id_of(customer: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let mut dice = Dice::of(customer.wrapping_add(0x1D1D_0000));
    let body = format!(
        "310101{:04}{:02}{:02}{:03}",
        1962 + dice.below(40),
        1 + dice.below(12),
        1 + dice.below(28),
        1 + dice.below(999)
    );
    let sum: u32 = body
        .chars()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight)
        .sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    body + check
}
