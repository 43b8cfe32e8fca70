//! How a name sounds: the pinyin of each character without its tone, so that 王晓明 and 王小明, or a
//! name that was heard on the phone and typed as it sounds, find one another.

use pinyin::ToPinyin;

/// The name's key of sound. Each character counts by its commonest reading, also where a surname is
/// read otherwise: both spellings of one name then still meet. What is no Chinese counts by its
/// letters and digits.
pub fn sound_of(name: &str) -> String {
    let mut sound = String::with_capacity(name.len());
    for character in name.trim().chars() {
        match character.to_pinyin() {
            Some(reading) => sound.push_str(reading.plain()),
            None => sound.extend(
                character
                    .to_lowercase()
                    .filter(|letter| letter.is_alphanumeric()),
            ),
        }
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::sound_of;

    #[test]
    fn names_that_sound_alike_have_one_key() {
        assert_eq!(sound_of("王晓明"), sound_of(" 王小铭"));
        assert_eq!(sound_of("王晓明"), sound_of("Wang Xiaoming"));
        assert_eq!(sound_of("Jean-Luc O’Neill"), "jeanluconeill");
        assert_ne!(sound_of("王晓明"), sound_of("王晓敏"));
    }
}
