//! The masks: what remains readable of each kind of personal data.
//!
//! A mask never shows a whole value: what is too short to keep its ends is starred altogether.
//! The one exception is a name of a single character, which says no more than a surname does.

use super::PersonalKind;

/// Surnames of two characters; the mask keeps the surname, so it has to know where it ends.
const TWO_CHARACTER_SURNAMES: &[&str] = &[
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
    "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
    "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马",
    "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐",
    "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "公户", "公玉", "公仪", "梁丘", "公仲",
    "公上", "公门", "公山", "公坚", "左丘", "公伯", "西门", "公祖", "第五", "公乘", "贯丘", "公皙",
    "南荣", "东里", "东宫", "仲长", "子书", "子桑", "即墨", "达奚", "褚师", "纳兰", "完颜", "叶赫",
    "耶律", "沙陀", "爱新", "富察", "西陵",
];

/// Shows of a stored value only what its kind allows: `138****0034`, `王*`, `LSV********000032`.
///
/// The value is taken as stored (already normalised); the empty value stays empty.
#[must_use]
pub fn mask(kind: PersonalKind, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    match kind {
        PersonalKind::Name => name(value),
        PersonalKind::Mobile => ends(value, 3, 4),
        PersonalKind::ResidentId => ends(value, 3, 4),
        PersonalKind::BankCard => ends(value, 6, 4),
        PersonalKind::Vin => ends(value, 3, 6),
        PersonalKind::Plate => ends(value, 2, 2),
        PersonalKind::Address => address(value),
        PersonalKind::Email => email(value),
        PersonalKind::BirthDate => birth_date(value),
        PersonalKind::Free => HIDDEN.to_owned(),
    }
}

/// Stands for a part whose length is nobody's business either.
const HIDDEN: &str = "***";

/// The most stars in a name. A longer name would tell its length, and fill a screen with stars.
const MOST_STARS: usize = 3;

/// Keeps the first and last characters and stars the others one by one.
fn ends(value: &str, head: usize, tail: usize) -> String {
    let length = value.chars().count();
    if length <= head + tail {
        return "*".repeat(length);
    }
    value
        .chars()
        .enumerate()
        .map(|(position, character)| {
            if position < head || position >= length - tail {
                character
            } else {
                '*'
            }
        })
        .collect()
}

fn name(value: &str) -> String {
    let length = value.chars().count();
    let two_character_surname = length > 2
        && TWO_CHARACTER_SURNAMES
            .iter()
            .any(|surname| value.starts_with(surname));
    match (length, two_character_surname) {
        (1, _) => value.to_owned(),
        (2, _) => ends(value, 1, 0),
        (_, true) => few_stars(&ends(value, 2, 0)),
        (_, false) => few_stars(&ends(value, 1, 1)),
    }
}

/// The same with no more stars in a row than a name may have.
fn few_stars(masked: &str) -> String {
    let mut stars = 0;
    masked
        .chars()
        .filter(|character| {
            stars = if *character == '*' { stars + 1 } else { 0 };
            stars <= MOST_STARS
        })
        .collect()
}

fn email(value: &str) -> String {
    match (value.rsplit_once('@'), value.chars().next()) {
        (Some((local, host)), Some(first)) if !local.is_empty() => {
            format!("{first}{HIDDEN}@{host}")
        }
        _ => HIDDEN.to_owned(),
    }
}

/// Down to the district or county; where there is none, down to the county-level city.
fn address(value: &str) -> String {
    let end = district_end(value).unwrap_or_else(|| city_end(value));
    format!("{}{HIDDEN}", &value[..end])
}

/// Where the first district or county ends. 小区 and 社区 are housing estates, not districts.
fn district_end(value: &str) -> Option<usize> {
    value
        .char_indices()
        .filter(|(_, character)| matches!(character, '区' | '县' | '旗'))
        .find(|(start, _)| !value[..*start].ends_with(['小', '社']))
        .map(|(start, character)| start + character.len_utf8())
}

/// Where the province, the city and the county-level city end, as far as they follow one another closely:
/// a 市 further on is a market in the name of a street.
fn city_end(value: &str) -> usize {
    const LONGEST_NAME: usize = 8;
    let mut end = 0;
    for marks in [&["省"][..], &["市", "自治州", "盟"], &["市"]] {
        let near: String = value[end..].chars().take(LONGEST_NAME).collect();
        end += marks
            .iter()
            .filter_map(|mark| near.find(mark).map(|start| start + mark.len()))
            .min()
            .unwrap_or(0);
    }
    end
}

/// The year remains: it tells the age group, not the person.
fn birth_date(value: &str) -> String {
    match value.split_once('-') {
        Some((year, _)) if year.len() == 4 => format!("{year}-**-**"),
        _ => HIDDEN.to_owned(),
    }
}
