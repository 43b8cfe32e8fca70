//! A dealer group's million documents, the same in every run: 100,000 cars, 300,000 customers and
//! 600,000 orders, with surnames and models as unevenly spread as in life.

use store::search::{FieldKind, SearchDocument, SearchKind};

pub const CAR: SearchKind = SearchKind(1);
pub const CUSTOMER: SearchKind = SearchKind(2);
pub const ORDER: SearchKind = SearchKind(3);

/// Surnames by frequency; the first ones are borne by seven in a hundred each.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤尉仇查单解";

const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲华红建国志海波峰宇浩鑫晨阳雪梅婷宁飞鹏旭东亮博成龙佳欣怡然子轩梓涵雨泽思远嘉豪俊熙诗琪梦瑶一诺可馨天翔睿哲立恒慧颖淑珍玉凤春燕秋月冬青";

const BRANDS: &str = "丰田,本田,日产,大众,别克,福特,比亚迪,吉利,长安,长城,奇瑞,红旗,五菱,荣威,传祺,蔚来,小鹏,理想,问界,极氪,奔驰,宝马,奥迪,雷克萨斯,沃尔沃,特斯拉";

const SERIES: &str = "汉兰达,凯美瑞,卡罗拉,雅阁,CR-V,思域,轩逸,天籁,朗逸,迈腾,途观L,君威,GL8,锐界,汉EV,宋PLUS,秦L,海豹,星越L,博越,CS75,逸动,哈弗H6,坦克300,瑞虎8,H5,宏光,RX5,影豹,ES6,P7,L9,M7,001,E级,3系,5系,A6L,Q5L,ES,XC60,Model 3,Model Y,皇冠,赛那,格瑞维亚,亚洲龙,威兰达,奕泽,普拉多";

const TRIMS: &str = "2.0T 四驱豪华版,2.5L 双擎尊贵版,1.5L 舒适版,1.5T 运动版,纯电 长续航版,插混 旗舰版,2026款 精英版,2025款 领先版";

/// A small generator: the sample must be the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    /// Small numbers more often than large ones.
    fn skewed(&mut self, end: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((end as f64).powf(share) - 1.0) as usize % end
    }
}

/// One document with its texts.
pub struct Sample {
    pub kind: SearchKind,
    pub id: [u8; 16],
    pub rank: i64,
    pub fields: Vec<(FieldKind, String)>,
}

/// The words that the sample is made of.
pub struct Words {
    surnames: Vec<char>,
    given: Vec<char>,
    brands: Vec<&'static str>,
    series: Vec<&'static str>,
    trims: Vec<&'static str>,
}

impl Words {
    pub fn new() -> Self {
        Self {
            surnames: SURNAMES.chars().collect(),
            given: GIVEN.chars().collect(),
            brands: BRANDS.split(',').collect(),
            series: SERIES.split(',').collect(),
            trims: TRIMS.split(',').collect(),
        }
    }

    /// The document with this number; the same number gives the same document.
    pub fn document(&self, number: u64, total: u64) -> Sample {
        let mut dice = Dice::new(number + 1);
        dice.roll();
        let cars = total / 10;
        let customers = total * 4 / 10;
        let rank = dice.below(5 * 365 * 24 * 60) as i64;
        let (kind, fields) = if number < cars {
            (CAR, self.car(number, &mut dice))
        } else if number < customers {
            (CUSTOMER, self.customer(number, &mut dice))
        } else {
            let customer = cars + dice.below((customers - cars) as usize) as u64;
            let mut fields = self.customer(customer, &mut Dice::new(customer + 1));
            let name = fields.swap_remove(0).1;
            (ORDER, self.order(number, name, &mut dice))
        };
        let mut id = [0; 16];
        id[..8].copy_from_slice(&number.to_be_bytes());
        id[8..].copy_from_slice(&dice.roll().to_be_bytes());
        Sample {
            kind,
            id,
            rank,
            fields,
        }
    }

    fn car(&self, number: u64, dice: &mut Dice) -> Vec<(FieldKind, String)> {
        let series = dice.skewed(self.series.len());
        let trim = self.trims[dice.below(self.trims.len())];
        let name = format!(
            "{} {} {trim}",
            self.brands[series % self.brands.len()],
            self.series[series]
        );
        let maker = [
            "LFMJW30F", "LVGBM51K", "LSVAA49J", "LGXC74C4", "LRW3E7FA", "LHGCV164",
        ][series % 6];
        let vin = format!("{maker}{}S{:07}", dice.below(10), number * 7 % 10_000_000);
        let letter = char::from(b'A' + dice.below(14) as u8);
        let plate = format!(
            "{}{letter}{:05}",
            ["京", "沪", "粤", "浙", "苏"][dice.below(5)],
            dice.below(100_000)
        );
        let stock = format!("KC{number:06}");
        vec![
            (FieldKind::Name, name),
            (FieldKind::Vin, vin),
            (FieldKind::Plate, plate),
            (FieldKind::Number, stock),
        ]
    }

    fn customer(&self, _number: u64, dice: &mut Dice) -> Vec<(FieldKind, String)> {
        let mut name = String::from(self.surnames[dice.skewed(self.surnames.len())]);
        for _ in 0..=dice.below(4).min(1) {
            name.push(self.given[dice.skewed(self.given.len())]);
        }
        let phone = format!(
            "1{}{:09}",
            [3, 5, 7, 8, 9][dice.below(5)],
            dice.below(1_000_000_000)
        );
        vec![(FieldKind::Name, name), (FieldKind::Phone, phone)]
    }

    fn order(&self, number: u64, customer: String, dice: &mut Dice) -> Vec<(FieldKind, String)> {
        let series = self.series[dice.skewed(self.series.len())].to_owned();
        let day = 20_220_101 + dice.below(4) * 10_000 + dice.below(12) * 100 + dice.below(28);
        let printed = format!("DD-BJ{:02}-{day}-{:06}", dice.below(20), number % 1_000_000);
        vec![
            (FieldKind::Number, printed),
            (FieldKind::Text, customer),
            (FieldKind::Text, series),
        ]
    }
}

impl Sample {
    /// Hands the sample on as the index takes it.
    pub fn with<T>(&self, take: impl FnOnce(&SearchDocument) -> T) -> T {
        let fields: Vec<(FieldKind, &str)> = self
            .fields
            .iter()
            .map(|(kind, text)| (*kind, text.as_str()))
            .collect();
        take(&SearchDocument {
            kind: self.kind,
            id: self.id,
            rank: self.rank,
            fields: &fields,
        })
    }

    pub fn text(&self, kind: FieldKind) -> &str {
        self.fields
            .iter()
            .find(|(own, _)| *own == kind)
            .map_or("", |(_, text)| text)
    }
}
