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
    "指导价 厂家指导价 官方指导价 市场指导价 新指导价 建议零售价 guideprice msrp listprice",
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

/// The fields of a kind, in the order in which people map them.
pub fn words(kind: ImportKind) -> &'static [Field] {
    match kind {
        ImportKind::Vehicles => VEHICLES,
        ImportKind::Customers => CUSTOMERS,
        ImportKind::Prices => PRICES,
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

fn heading(cell: &SheetCell) -> String {
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
