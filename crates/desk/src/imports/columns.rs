//! Which column of a list means what: guessed by the words of its heading, in Chinese and English.

use std::collections::BTreeMap;

use documents::sheets::{SheetCell, SheetRow};
use domain::imports::ImportKind;

/// A field with the words that head its column, apart by blanks, compared without blanks and case.
pub struct Field {
    pub name: &'static str,
    words: &'static str,
}

const fn field(name: &'static str, words: &'static str) -> Field {
    Field { name, words }
}

const VIN: Field = field(
    "vin",
    "vin vin码 vin号 车架号 车架号码 车辆识别代号 车辆识别代码 底盘号 chassis chassisnumber vinnumber",
);
const MODEL: Field = field(
    "description",
    "车型 车型名称 品牌车型 车系 车型描述 型号 配置 model modelname description vehicle",
);
const GUIDE_PRICE: Field = field(
    "guidePrice",
    "指导价 厂家指导价 厂商指导价 官方指导价 市场指导价 新指导价 建议零售价 guideprice msrp listprice",
);
const ASKING_PRICE: Field = field(
    "askingPrice",
    "销售价 售价 报价 店面价 新售价 askingprice saleprice price",
);
const REMARK: Field = field("remark", "备注 说明 remark remarks note notes");

const VEHICLES: &[Field] = &[
    VIN,
    MODEL,
    field(
        "exteriorColour",
        "颜色 外观色 外观颜色 车身颜色 外色 外饰颜色 colour color exteriorcolour exteriorcolor",
    ),
    field(
        "interiorColour",
        "内饰色 内饰颜色 内饰 内色 interior interiorcolour interiorcolor",
    ),
    field(
        "engineNumber",
        "发动机号 发动机号码 电机号 enginenumber engineno engine",
    ),
    field(
        "cost",
        "进价 采购价 成本 成本价 开票价 发票金额 结算价 cost purchaseprice invoiceprice",
    ),
    GUIDE_PRICE,
    ASKING_PRICE,
    field(
        "arrivedOn",
        "入库日期 到店日期 到库日期 采购日期 进货日期 arrivedon arrived arrival purchasedate arrivaldate",
    ),
    field(
        "expectedOn",
        "预计到店 预计到店日期 预计到达 预计到货 eta expected expectedon",
    ),
    field(
        "location",
        "库位 位置 存放地 停放位置 仓库 location yard bay",
    ),
    field(
        "certificateNumber",
        "合格证 合格证号 合格证编号 certificate certificatenumber",
    ),
    field("state", "状态 库存状态 车辆状态 state status"),
    REMARK,
];

const CUSTOMERS: &[Field] = &[
    field(
        "name",
        "姓名 客户姓名 客户名称 客户 名称 name customer customername fullname",
    ),
    field(
        "mobile",
        "手机 手机号 手机号码 电话 联系电话 移动电话 mobile phone telephone mobilenumber phonenumber",
    ),
    field(
        "identityNumber",
        "身份证 身份证号 身份证号码 证件号 证件号码 统一社会信用代码 idnumber identitynumber id",
    ),
    field("kind", "客户类型 类型 客户性质 kind type customertype"),
    field("source", "来源 客户来源 渠道 信息来源 source channel"),
    field("address", "地址 住址 联系地址 address"),
    field("email", "邮箱 电子邮箱 电子邮件 email e-mail mail"),
    REMARK,
];

const PRICES: &[Field] = &[
    VIN,
    MODEL,
    GUIDE_PRICE,
    ASKING_PRICE,
    field(
        "floor",
        "底价 最低价 最低售价 限价 floor floorprice lowestprice",
    ),
];

const CATALOGUE: &[Field] = &[
    field("brand", "品牌 厂牌 brand make"),
    field(
        "maker",
        "厂商 厂家 生产厂家 生产企业 制造商 maker manufacturer",
    ),
    field("series", "车系 车系名称 系列 series modelseries"),
    field(
        "version",
        "车型 车型名称 版本 款型 配置名称 配置版本 version model modelname trim variant",
    ),
    field("versionEn", "英文名 英文名称 英文车型 englishname nameen"),
    field("modelYear", "年款 车型年款 年份 modelyear year"),
    GUIDE_PRICE,
    field(
        "launchDate",
        "上市日期 上市时间 发布日期 launchdate launched launch onsalesince",
    ),
    field("class", "级别 车型级别 车身级别 车辆级别 class segment"),
    field(
        "energy",
        "能源 能源类型 燃料 燃料类型 动力类型 动力形式 energy energytype fueltype fuel",
    ),
    field(
        "displacement",
        "排量 排气量 发动机排量 displacement enginesize",
    ),
    field("power", "最大功率 功率 总功率 电机总功率 power maxpower"),
    field("torque", "最大扭矩 扭矩 总扭矩 torque maxtorque"),
    field(
        "transmission",
        "变速箱 变速器 变速箱类型 transmission gearbox",
    ),
    field(
        "drivetrain",
        "驱动 驱动方式 驱动形式 drivetrain drive drivenwheels",
    ),
    field("seats", "座位 座位数 座椅数 乘员数 seats seatcount"),
    field("doors", "车门 车门数 门数 doors"),
    field(
        "size",
        "长宽高 长×宽×高 车身尺寸 外形尺寸 尺寸 size dimensions",
    ),
    field("length", "长 车长 长度 length"),
    field("width", "宽 车宽 宽度 width"),
    field("height", "高 车高 高度 height"),
    field("wheelbase", "轴距 wheelbase"),
    field(
        "curbWeight",
        "整备质量 整备重量 curbweight kerbweight weight",
    ),
    field(
        "fuelUse",
        "综合油耗 油耗 百公里油耗 wltc综合油耗 fuelconsumption fueluse",
    ),
    field(
        "electricRange",
        "纯电续航 纯电续航里程 续航 续航里程 cltc续航 electricrange range",
    ),
    field("battery", "电池容量 电池能量 battery batterycapacity"),
    field(
        "relief",
        "购置税减免目录 减免目录 购置税减免 新能源目录 taxrelief relief",
    ),
    field("sale", "销售状态 在售状态 状态 sale salestate status"),
    field(
        "colours",
        "颜色 外观颜色 车身颜色 可选颜色 colours colors colour color",
    ),
    field("equipment", "配置 主要配置 标配 装备 equipment features"),
    field("code", "编码 车型编码 车型代码 代码 code modelcode"),
];

/// The fields of a kind, in the order in which people map them.
pub fn words(kind: ImportKind) -> &'static [Field] {
    match kind {
        ImportKind::Vehicles => VEHICLES,
        ImportKind::Customers => CUSTOMERS,
        ImportKind::Prices => PRICES,
        ImportKind::Catalogue => CATALOGUE,
    }
}

/// Full-width letters, digits and marks as typed by Chinese input methods, made ordinary.
pub fn ordinary(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            other => other,
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// What a heading says, without blanks, case and what stands in brackets.
pub fn heading(cell: &SheetCell) -> String {
    let text = ordinary(&cell.as_text()).to_lowercase();
    // What stands in brackets is a unit: 指导价（元）.
    let text = text.split('(').next().unwrap_or_default();
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '*' && *c != '_')
        .collect()
}

/// The columns whose headings say what they are. A field takes the first column that fits.
pub fn guessed(kind: ImportKind, headers: &SheetRow) -> BTreeMap<String, u32> {
    let headings: Vec<String> = headers.cells.iter().map(heading).collect();
    words(kind)
        .iter()
        .filter_map(|field| {
            let column = headings
                .iter()
                .position(|it| field.words.split(' ').any(|word| word == it))?;
            Some((field.name.to_owned(), u32::try_from(column).ok()?))
        })
        .collect()
}

/// How many rows a title above the headings may have.
pub const TITLE_ROWS: usize = 20;

/// The row of headings: the one in which most columns are understood, below any title. Where none is,
/// the first of the widest rows, since a title stands in one cell.
pub fn header_row(kind: ImportKind, rows: &[SheetRow]) -> usize {
    let mut best = (0, (0, 0));
    for (index, row) in rows.iter().take(TITLE_ROWS).enumerate() {
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        let worth = (guessed(kind, row).len(), filled);
        if worth > best.1 {
            best = (index, worth);
        }
    }
    best.0
}

/// What tells lists with the same headings, so that a mapping fits the next one too.
pub fn fingerprint(headers: &SheetRow) -> String {
    let headings: Vec<String> = headers.cells.iter().map(heading).collect();
    headings.join("|")
}
