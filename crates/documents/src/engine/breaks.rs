//! Where a line may end, and how close neighbouring characters stand.
//!
//! The Unicode line breaking algorithm gives the opportunities: none before 。，）」, none after
//! （「, none inside words and numbers. Two things are added for Chinese: quotation marks beside
//! ideographs may begin or end a line on their outer side, and full-width punctuation gives up
//! the empty half of its cell beside other punctuation, as books are set.

/// Which characters of a text may stand first on a line, as flags by character.
pub(crate) fn may_begin_a_line(text: &str, characters: &[char]) -> Vec<bool> {
    let mut allowed = vec![false; characters.len()];
    let mut opportunities = unicode_linebreak::linebreaks(text).peekable();
    for (index, (offset, _)) in text.char_indices().enumerate() {
        while opportunities
            .next_if(|(position, _)| *position < offset)
            .is_some()
        {}
        if opportunities
            .peek()
            .is_some_and(|(position, _)| *position == offset)
        {
            allowed[index] = true;
        }
    }
    for index in 1..characters.len() {
        let (before, after) = (characters[index - 1], characters[index]);
        if opens_quotation(after) && is_ideograph(before) {
            allowed[index] = true;
        }
        if closes_quotation(before) && is_ideograph(after) {
            allowed[index] = true;
        }
        if forbidden_first(after) || forbidden_last(before) {
            allowed[index] = false;
        }
    }
    allowed
}

/// Extra room between two neighbours in ems; negative draws them together.
pub(crate) fn gap(before: char, after: char) -> f32 {
    // Most text is neither of these, so the cheap question comes first.
    if before.is_ascii() && after.is_ascii() {
        return 0.0;
    }
    let mut gap = 0.0;
    if has_empty_right_half(before) && (has_empty_right_half(after) || has_empty_left_half(after)) {
        gap -= 0.5;
    } else if has_empty_left_half(before) && has_empty_left_half(after) {
        gap -= 0.5;
    }
    if is_latin(before) && is_ideograph(after) || is_ideograph(before) && is_latin(after) {
        gap += LATIN_GAP;
    }
    gap + narrowing(before, after)
}

/// The room between Chinese and Latin; small enough that text search does not take it for a blank.
const LATIN_GAP: f32 = 0.08;

/// The middle dot fills a whole cell in this typeface; in a plate it stands close.
fn narrowing(before: char, after: char) -> f32 {
    const DOT: f32 = -0.32;
    if matches!(after, '·' | '•') && !is_wide(before)
        || matches!(before, '·' | '•') && !is_wide(after)
    {
        DOT
    } else {
        0.0
    }
}

/// Whether a quotation mark belongs to Latin text and takes its narrow form.
pub(crate) fn is_latin_quotation(
    before: Option<char>,
    character: char,
    after: Option<char>,
) -> bool {
    let narrow = |neighbour: Option<char>| neighbour.is_some_and(|it| !is_wide(it) && it != ' ');
    match character {
        '“' | '‘' => narrow(after),
        '”' | '’' => narrow(before),
        _ => false,
    }
}

/// Punctuation whose ink fills the left half of its cell only, so that a line's end may cut the right half.
pub(crate) fn has_empty_right_half(character: char) -> bool {
    matches!(
        character,
        '，' | '。' | '、' | '；' | '：' | '）' | '」' | '』' | '》' | '】' | '〉' | '〕' | '”' | '’'
    )
}

fn has_empty_left_half(character: char) -> bool {
    matches!(
        character,
        '（' | '「' | '『' | '《' | '【' | '〈' | '〔' | '“' | '‘'
    )
}

fn opens_quotation(character: char) -> bool {
    matches!(character, '“' | '‘')
}

fn closes_quotation(character: char) -> bool {
    matches!(character, '”' | '’')
}

/// Characters that never stand first on a line.
fn forbidden_first(character: char) -> bool {
    has_empty_right_half(character)
        || matches!(
            character,
            '！' | '？' | '…' | '—' | '～' | '·' | '％' | '℃' | '‰' | '℉'
        )
}

/// Characters that never stand last on a line.
fn forbidden_last(character: char) -> bool {
    has_empty_left_half(character) || matches!(character, '￥' | '¥' | '＄' | '№')
}

/// Chinese characters proper, without punctuation.
pub(crate) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇' | '々')
}

/// Anything set in a full cell.
pub(crate) fn is_wide(character: char) -> bool {
    is_ideograph(character)
        || matches!(character, '\u{2E80}'..='\u{33FF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '“' | '”' | '‘' | '’')
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '\u{C0}'..='\u{24F}' | '%' | '¥')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_may_begin_at(text: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        let allowed = may_begin_a_line(text, &characters);
        characters
            .iter()
            .zip(allowed)
            .map(|(character, allowed)| format!("{}{character}", if allowed { "|" } else { "" }))
            .collect()
    }

    #[test]
    fn closing_punctuation_never_begins_a_line_and_opening_never_ends_one() {
        assert_eq!(
            lines_may_begin_at("定金，不退（违约时）。买方"),
            "定|金，|不|退|（违|约|时）。|买|方"
        );
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        assert_eq!(
            lines_may_begin_at("价198,800.00元LSVAA4182E2123456"),
            "价|198,800.00|元|LSVAA4182E2123456"
        );
    }

    #[test]
    fn chinese_quotation_marks_may_begin_and_end_lines_on_their_outer_side() {
        assert_eq!(lines_may_begin_at("称“三包”的车"), "称|“三|包”|的|车");
    }

    #[test]
    fn neighbouring_punctuation_gives_up_its_empty_halves() {
        assert!(gap('）', '。') < 0.0);
        assert!(gap('：', '「') < 0.0);
        assert!(gap('款', '，').abs() < f32::EPSILON);
    }
}
