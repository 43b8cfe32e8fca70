//! Tables over many pages, long names, high prices.

use crate::proof::{options, pages_of_text, sample, tempfile, tool};
use documents::{Form, Language, PageSetup, document, render};
use serde_json::{Value, json};

/// The sample contract with so many accessories more.
fn contract_with_extras(count: i64) -> Value {
    let mut contents = sample(Form::SalesContract, Language::Chinese);
    let mut added = 0;
    let extras = contents["extras"].as_array_mut().expect("extras");
    for number in 1..=count {
        added += number * 100;
        extras.push(json!({"name": format!("精品{number:03}"), "detail": "全车加装，含工时", "quantity": 1, "amount": number * 100}));
    }
    for sum in ["/total", "/payable", "/payments/1/amount"] {
        let sum = contents.pointer_mut(sum).expect("a sum");
        *sum = (sum.as_i64().expect("an amount") + added).into();
    }
    contents
}

#[test]
fn the_header_row_repeats_on_every_page_of_a_200_line_price_table() {
    let paper = render(
        Form::SalesContract,
        Language::Chinese,
        &contract_with_extras(200),
        &options(),
    )
    .expect("prints");
    let pages = pages_of_text(&paper.bytes);
    assert_eq!(pages.len(), paper.pages);
    let with_rows: Vec<&String> = pages
        .iter()
        .filter(|page| {
            page.contains("自愿选购")
                && page
                    .lines()
                    .any(|line| line.trim_start().starts_with("精品"))
        })
        .collect();
    assert!(with_rows.len() >= 4, "{} pages", with_rows.len());
    for page in with_rows {
        let header = page
            .lines()
            .position(|line| line.contains("项目") && line.contains("金额"));
        let row = page.lines().position(|line| line.contains("精品"));
        assert!(
            header.expect("a header row") < row.expect("a row"),
            "{page}"
        );
    }
}

#[test]
fn no_row_is_split_and_none_is_lost() {
    let paper = render(
        Form::SalesContract,
        Language::Chinese,
        &contract_with_extras(200),
        &options(),
    )
    .expect("prints");
    let pages = pages_of_text(&paper.bytes);
    for number in 1..=200 {
        let name = format!("精品{number:03}");
        let amount = format!("{number}.00");
        let line = pages
            .iter()
            .flat_map(|page| page.lines())
            .find(|line| line.contains(&name))
            .unwrap_or_else(|| panic!("{name} is lost"));
        assert!(line.trim_end().ends_with(&amount), "{line}");
    }
}

#[test]
fn a_row_of_several_lines_stays_on_one_page() {
    for extra in (0..12).step_by(3) {
        let mut contents = contract_with_extras(14 + extra);
        let extras = contents["extras"].as_array_mut().expect("extras");
        for line in extras.iter_mut().skip(4) {
            line["detail"] = json!("前半句说明材质与规格，".repeat(6) + "末尾标记");
        }
        let paper = render(
            Form::SalesContract,
            Language::Chinese,
            &contents,
            &options(),
        );
        for page in pages_of_text(&paper.expect("prints").bytes) {
            let begun = page.matches("前半句").count();
            let ended = page.matches("末尾标记").count();
            assert_eq!(begun, ended * 6, "a row is split:\n{page}");
        }
    }
}

#[test]
fn a_total_never_stands_alone_on_a_page() {
    for extra in (0..30).step_by(3) {
        let paper = render(
            Form::SalesContract,
            Language::Chinese,
            &contract_with_extras(extra),
            &options(),
        )
        .expect("prints");
        for page in pages_of_text(&paper.bytes) {
            let lines: Vec<&str> = page.lines().map(str::trim).collect();
            if let Some(total) = lines.iter().position(|line| line.starts_with("应付总额  ")) {
                let before = lines[..total]
                    .iter()
                    .filter(|line| !line.is_empty())
                    .count();
                assert!(before >= 4, "the total stands alone:\n{page}");
            }
        }
    }
}

#[test]
fn no_heading_is_left_at_the_foot_of_a_page() {
    for extra in (0..30).step_by(3) {
        let paper = render(
            Form::SalesContract,
            Language::Chinese,
            &contract_with_extras(extra),
            &options(),
        )
        .expect("prints");
        for page in pages_of_text(&paper.bytes) {
            let lines: Vec<&str> = page
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect();
            let last = lines[lines.len() - 2];
            let is_heading = last.starts_with('第') && last.contains("条　");
            assert!(!is_heading, "“{last}” stands alone");
        }
    }
}

#[test]
fn signatures_stand_together_on_one_page() {
    for extra in (0..40).step_by(4) {
        let paper = render(
            Form::SalesContract,
            Language::Chinese,
            &contract_with_extras(extra),
            &options(),
        )
        .expect("prints");
        let pages = pages_of_text(&paper.bytes);
        let last = pages.last().expect("a page");
        assert!(last.contains("出卖人（盖章）"), "{last}");
        assert!(
            last.contains("授权代表") && last.contains("买受人（签字或盖章）"),
            "{last}"
        );
        assert_eq!(last.matches("日期").count(), 2, "{last}");
    }
}

#[test]
fn a_name_of_forty_characters_is_printed_whole() {
    let name =
        "上海浦东新区张江高科技园区新能源汽车智能网联示范应用推广服务中心有限责任公司第三分公司";
    assert!(name.chars().count() >= 40);
    for form in Form::ALL {
        let mut contents = sample(form, Language::Chinese);
        let place = match form {
            Form::SalesContract => "/buyer/name",
            Form::Quote
            | Form::HandoverChecklist
            | Form::DriveAgreement
            | Form::DriveRegister
            | Form::DriveFeedback
            | Form::ServiceAppointment
            | Form::CheckInRecord
            | Form::RepairEstimate
            | Form::RepairAuthorisation
            | Form::SupplementaryWork
            | Form::WorkOrder
            | Form::FinalInspection
            | Form::RepairSettlement
            | Form::GatePass => "/customer",
            Form::FinancingCostDisclosure => "/borrower",
            Form::Receipt => "/payer",
            Form::PickList => "/vehicle",
            Form::PointDirections => "/name",
            Form::TransferNote => "/to/name",
        };
        *contents.pointer_mut(place).expect("a name") = name.into();
        let paper = render(form, Language::Chinese, &contents, &options()).expect("prints");
        assert!(
            crate::proof::bare_text(&paper.bytes).contains(name),
            "{}",
            form.name()
        );
    }
    let latin = "Maximiliana-Alexandra Featherstonehaugh-Cholmondeley";
    let mut contents = sample(Form::Receipt, Language::English);
    contents["payer"] = latin.into();
    let paper = render(Form::Receipt, Language::English, &contents, &options()).expect("prints");
    assert!(crate::proof::bare_text(&paper.bytes).contains(&latin.replace(' ', "")));
}

#[test]
fn a_price_of_eight_digits_is_printed_on_one_line() {
    let mut contents = sample(Form::SalesContract, Language::Chinese);
    let rise = 9_876_543_210_i64 - contents["carPrice"].as_i64().expect("an amount");
    for sum in [
        "/carPrice",
        "/carPriceNet",
        "/total",
        "/payable",
        "/payments/1/amount",
    ] {
        let sum = contents.pointer_mut(sum).expect("a sum");
        *sum = (sum.as_i64().expect("an amount") + rise).into();
    }
    let paper = render(
        Form::SalesContract,
        Language::Chinese,
        &contents,
        &options(),
    );
    let pages = pages_of_text(&paper.expect("prints").bytes);
    let text = pages.join("\n");
    assert!(text.contains("98,765,432.10"), "the price is torn apart");
    assert!(text.contains("玖仟捌佰柒拾陆万伍仟肆佰叁拾贰元壹角"));
}

#[test]
fn no_line_begins_with_closing_punctuation_or_ends_with_an_opening_one() {
    // Many widths, so that every sentence is broken in many places.
    let contents = sample(Form::SalesContract, Language::Chinese);
    let mut set = document(
        Form::SalesContract,
        Language::Chinese,
        &contents,
        &options(),
    )
    .expect("the form can be filled in");
    for width in [
        120.0, 133.0, 141.0, 150.0, 163.0, 171.0, 182.0, 195.0, 210.0,
    ] {
        set.page = PageSetup {
            width_mm: width,
            ..PageSetup::A4
        };
        let paper = set.to_paper().expect("prints");
        // Reading order keeps each cell's lines apart, so a line's start is a line's start.
        let text = tool("pdftotext", &["-enc", "UTF-8", "FILE", "-"], &paper.bytes);
        for line in text
            .lines()
            .map(str::trim)
            .filter(|line| line.chars().count() > 1)
        {
            let first = line.chars().next().expect("not empty");
            let last = line.chars().last().expect("not empty");
            assert!(
                !"，。、；：）」》】！？”".contains(first),
                "at {width} mm: {line}"
            );
            assert!(!"（「《【“￥".contains(last), "at {width} mm: {line}");
        }
    }
}

#[test]
fn every_page_is_numbered_and_says_how_many_there_are() {
    let paper = crate::proof::paper(Form::SalesContract, Language::English);
    let pages = pages_of_text(&paper.bytes);
    for (index, page) in pages.iter().enumerate() {
        assert!(
            page.contains(&format!("Page {} of {}", index + 1, pages.len())),
            "{page}"
        );
        assert!(page.contains("SH01-HT-2026-000318"));
    }
}

#[test]
fn the_picture_of_a_paper_has_ink_and_keeps_its_margins() {
    let paper = crate::proof::paper(Form::SalesContract, Language::Chinese);
    let file = tempfile(&paper.bytes);
    let output = std::process::Command::new("pdftoppm")
        .args(["-r", "50", "-gray", "-f", "1", "-l", "1"])
        .arg(&file.path)
        .output()
        .expect("pdftoppm is needed to prove papers: install poppler-utils");
    assert!(output.status.success());
    let (width, height, pixels) = grey_picture(&output.stdout);
    let dark = |x: usize, y: usize| pixels[y * width + x] < 200;
    let ink = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .filter(|&(x, y)| dark(x, y));
    let marks: Vec<(usize, usize)> = ink.collect();
    assert!(
        marks.len() > width * height / 100,
        "the page is nearly blank"
    );
    // 12 mm at 50 dots an inch.
    let edge = 12 * 50 / 25;
    assert!(
        marks
            .iter()
            .all(|&(x, y)| { x >= edge && x + edge < width && y >= edge && y + edge < height })
    );
}

/// Reads the plain grey picture format that pdftoppm writes.
fn grey_picture(bytes: &[u8]) -> (usize, usize, &[u8]) {
    let mut fields = Vec::new();
    let mut at = 0;
    while fields.len() < 4 {
        let start = at;
        while !bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        fields.push(std::str::from_utf8(&bytes[start..at]).expect("a head of text"));
        at += 1;
    }
    assert_eq!(fields[0], "P5");
    let number = |text: &str| text.parse().expect("a number");
    (number(fields[1]), number(fields[2]), &bytes[at..])
}

#[test]
fn a_page_without_room_is_refused() {
    let contents = sample(Form::Receipt, Language::Chinese);
    let mut set = document(Form::Receipt, Language::Chinese, &contents, &options())
        .expect("the form can be filled in");
    set.page.width_mm = 50.0;
    assert!(set.to_paper().is_err());
}

#[test]
fn calibration_moves_everything_by_so_many_millimetres() {
    let contents = sample(Form::Receipt, Language::Chinese);
    let place = |shift| {
        let mut shifted = options();
        shifted.shift_mm = shift;
        let paper = render(Form::Receipt, Language::Chinese, &contents, &shifted).expect("prints");
        let boxes = tool("pdftotext", &["-bbox", "FILE", "-"], &paper.bytes);
        let word = boxes
            .lines()
            .find(|line| line.contains("定金收据"))
            .expect("the title");
        let value = |name: &str| -> f64 {
            let start = word.find(name).expect("a measure") + name.len() + 2;
            let rest = &word[start..];
            rest[..rest.find('"').expect("an end")]
                .parse()
                .expect("a number")
        };
        (value("xMin"), value("yMin"))
    };
    let (x, y) = place((0.0, 0.0));
    let (shifted_x, shifted_y) = place((3.0, -2.0));
    let millimetre = 72.0 / 25.4;
    assert!((shifted_x - x - 3.0 * millimetre).abs() < 0.05);
    assert!((shifted_y - y + 2.0 * millimetre).abs() < 0.05);
}
