//! Printing an issued paper again.

use crate::proof::{pages_of_text, paper, tool};
use documents::printing::{PrintCopy, Sheet};
use documents::{Form, Language};

#[test]
fn without_anything_laid_over_the_stored_bytes_are_printed() {
    let paper = paper(Form::Receipt, Language::Chinese);
    let copy = PrintCopy::default().of(&paper.bytes).expect("opens");
    assert_eq!(copy, paper.bytes);
}

#[test]
fn a_reprint_says_so_on_every_page_and_changes_nothing_else() {
    let paper = paper(Form::SalesContract, Language::Chinese);
    let copy = PrintCopy::reprint(2, Language::Chinese)
        .of(&paper.bytes)
        .expect("opens");
    let said = tool("qpdf", &["--check", "FILE"], &copy);
    assert!(
        said.contains("No syntax or stream encoding errors"),
        "{said}"
    );
    let before = pages_of_text(&paper.bytes);
    let after = pages_of_text(&copy);
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert!(after.contains("补打 2"), "{after}");
        let words = |text: &str| -> Vec<String> {
            text.replace("补打 2", "")
                .split_whitespace()
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(words(before), words(after));
    }
    let fonts = tool("pdffonts", &["FILE"], &copy);
    assert!(
        fonts
            .lines()
            .skip(2)
            .all(|font| font.contains("yes yes yes")),
        "{fonts}"
    );
}

#[test]
fn an_english_reprint_is_marked_in_english() {
    let paper = paper(Form::Receipt, Language::English);
    let copy = PrintCopy::reprint(1, Language::English)
        .of(&paper.bytes)
        .expect("opens");
    assert!(pages_of_text(&copy)[0].contains("Reprint 1"));
}

/// Where the first word of a paper begins, in points from the left and from the top.
fn first_word(bytes: &[u8]) -> (f64, f64) {
    let boxes = tool("pdftotext", &["-bbox", "FILE", "-"], bytes);
    let word = boxes
        .lines()
        .find(|line| line.contains("<word"))
        .expect("a word")
        .to_owned();
    let numbers: Vec<f64> = word
        .split('"')
        .filter_map(|part| part.parse().ok())
        .collect();
    (numbers[0], numbers[1])
}

#[test]
fn a_receipt_for_a_printer_with_a4_in_it_stands_upright_at_the_top_of_the_sheet() {
    let paper = paper(Form::Receipt, Language::Chinese);
    let on_a4 = |copy: PrintCopy| {
        let copy = PrintCopy {
            sheet: Sheet::A4,
            ..copy
        };
        copy.of(&paper.bytes).expect("opens")
    };
    let copy = on_a4(PrintCopy::default());
    let said = tool("pdfinfo", &["FILE"], &copy);
    assert!(said.contains("595.28 x 841.89"), "{said}");
    let (x, y) = first_word(&paper.bytes);
    let (on_a4_x, on_a4_y) = first_word(&copy);
    assert!((x - on_a4_x).abs() < 0.05, "{x} {on_a4_x}");
    assert!((y - on_a4_y).abs() < 0.05, "{y} {on_a4_y}");
    let again = on_a4(PrintCopy::reprint(1, Language::Chinese));
    assert!(pages_of_text(&again)[0].contains("补打 1"));
}

#[test]
fn a_contract_is_as_large_as_the_sheet_and_stays_as_it_is() {
    let paper = paper(Form::SalesContract, Language::Chinese);
    let on_a4 = PrintCopy {
        sheet: Sheet::A4,
        ..PrintCopy::default()
    };
    assert_eq!(on_a4.of(&paper.bytes).expect("opens"), paper.bytes);
}

#[test]
fn a_printer_that_feeds_askew_is_corrected_in_millimetres() {
    let paper = paper(Form::Receipt, Language::Chinese);
    let shift = PrintCopy {
        overlay: None,
        shift_mm: (2.5, 1.5),
        ..PrintCopy::default()
    };
    let copy = shift.of(&paper.bytes).expect("opens");
    let (x, y) = first_word(&paper.bytes);
    let (moved_x, moved_y) = first_word(&copy);
    let millimetre = 72.0 / 25.4;
    assert!((moved_x - x - 2.5 * millimetre).abs() < 0.05);
    assert!((moved_y - y - 1.5 * millimetre).abs() < 0.05);
}

#[test]
fn a_stored_file_that_is_no_paper_is_refused() {
    let refused = PrintCopy::reprint(1, Language::Chinese).of(b"not a paper");
    assert!(refused.is_err());
}
