//! Fills in templates. Whatever comes from data is escaped, so a name can never become markup.

use super::{file_name, parts, source};
use crate::forms::Form;
use crate::{DocumentError, Language};
use domain::money::{Fen, Rate, rmb_capitals};
use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use serde::Serialize;
use std::sync::OnceLock;

pub(super) fn fill_in<C: Serialize>(
    file: &str,
    language: Language,
    contents: &C,
) -> Result<String, DocumentError> {
    let faulty = |reason: String| DocumentError::Template {
        template: file.to_owned(),
        reason,
    };
    environment(language)
        .as_ref()
        .map_err(|reason| faulty(reason.clone()))?
        .get_template(file)
        .and_then(|template| template.render(contents))
        .map_err(|error| faulty(format!("{error:#}")))
}

fn environment(language: Language) -> &'static Result<Environment<'static>, String> {
    static CHINESE: OnceLock<Result<Environment<'static>, String>> = OnceLock::new();
    static ENGLISH: OnceLock<Result<Environment<'static>, String>> = OnceLock::new();
    let cell = match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    };
    cell.get_or_init(|| build(language).map_err(|error| format!("{error:#}")))
}

fn build(language: Language) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_formatter(write_escaped);
    environment.add_filter("money", |fen: i64| Fen(fen).to_string());
    environment.add_filter("yuan", |fen: i64| format!("¥{}", Fen(fen)));
    environment.add_filter("capitals", |fen: i64| {
        format!("人民币{}", rmb_capitals(Fen(fen)))
    });
    environment.add_filter("percent", percent);
    environment.add_filter("count", |number: i64| {
        let with_fen = Fen(number.saturating_mul(100)).to_string();
        with_fen.trim_end_matches(".00").to_owned()
    });
    environment.add_filter("date", move |value: Value| date(&value, language));
    environment.add_filter("moment", move |value: &str| moment(value, language));
    environment.add_filter("or_blank", or_blank);
    environment.add_filter("tick", |value: bool| if value { "■" } else { "□" });
    for form in Form::ALL {
        let source = source(form, language);
        let words = parts(source).map_or(source, |(_, words)| words);
        environment.add_template_owned(file_name(form, language), words)?;
    }
    Ok(environment)
}

/// Every ASCII punctuation mark of a value gets a backslash; line ends become blanks.
fn write_escaped(out: &mut Output<'_>, _: &State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::None => Ok(()),
        ValueKind::String if !value.is_safe() => {
            let text = value.as_str().unwrap_or_default();
            escape(text, out).map_err(Error::from)
        }
        ValueKind::Undefined => Err(Error::from(ErrorKind::UndefinedError)),
        _ => write!(out, "{value}").map_err(Error::from),
    }
}

fn escape(text: &str, out: &mut Output<'_>) -> std::fmt::Result {
    use std::fmt::Write;
    for character in text.trim().chars() {
        if character.is_ascii_punctuation() {
            out.write_char('\\')?;
        }
        out.write_char(if character.is_control() {
            ' '
        } else {
            character
        })?;
    }
    Ok(())
}

/// `0.0499` as `4.99%`, at least two places so that rates compare at a glance.
fn percent(rate: &str) -> Result<String, Error> {
    let rate: Rate = rate
        .parse()
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("{error}")))?;
    let text = rate.percent();
    let number = text.trim_end_matches('%');
    Ok(match number.split_once('.') {
        None => format!("{number}.00%"),
        Some((whole, places)) => format!("{whole}.{places:0<2}%"),
    })
}

/// `2026-11-22` in the words of the language; an absent date leaves room for the hand.
fn date(value: &Value, language: Language) -> Result<String, Error> {
    let Some(text) = value.as_str() else {
        return Ok(match language {
            Language::Chinese => "　　　　年　　月　　日".to_owned(),
            Language::English => "____ /____ /________".to_owned(),
        });
    };
    let wrong = || {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("“{text}” is not a date"),
        )
    };
    let date = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| wrong())?;
    Ok(in_words(date, language))
}

fn in_words(date: chrono::NaiveDate, language: Language) -> String {
    match language {
        Language::Chinese => date.format("%Y年%-m月%-d日").to_string(),
        Language::English => date.format("%-d %B %Y").to_string(),
    }
}

/// `2026-11-22T14:30` in the words of the language.
fn moment(text: &str, language: Language) -> Result<String, Error> {
    let wrong = || {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("“{text}” is not a time"),
        )
    };
    let moment = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
        .or_else(|_| chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S"))
        .map_err(|_| wrong())?;
    let day = in_words(moment.date(), language);
    Ok(match language {
        Language::Chinese => format!("{day} {}", moment.format("%H:%M")),
        Language::English => format!("{day}, {}", moment.format("%H:%M")),
    })
}

/// A value, or `/` where a contract must not be left open.
fn or_blank(value: &Value) -> Value {
    let is_empty = value.is_none() || value.as_str().is_some_and(|text| text.trim().is_empty());
    if is_empty {
        Value::from("/")
    } else {
        value.clone()
    }
}
