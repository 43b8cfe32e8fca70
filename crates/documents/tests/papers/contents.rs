//! What a reader's program finds in a paper: fonts, text, language, the same bytes each time.

use crate::proof::{LANGUAGES, bare_text, options, paper, sample, tool};
use documents::forms::SalesContract;
use documents::{DocumentError, Form, Language, document, missing_glyphs, render, render_contents};

#[test]
fn qpdf_finds_nothing_wrong_with_any_form() {
    for form in Form::ALL {
        for language in LANGUAGES {
            let said = tool("qpdf", &["--check", "FILE"], &paper(form, language).bytes);
            assert!(said.contains("No syntax or stream encoding errors"), "{said}");
            assert!(!said.contains("WARNING"), "{said}");
        }
    }
}

#[test]
fn every_font_is_embedded_as_a_subset_with_a_way_back_to_text() {
    for form in Form::ALL {
        let said = tool("pdffonts", &["FILE"], &paper(form, Language::Chinese).bytes);
        let fonts: Vec<&str> = said.lines().skip(2).collect();
        assert_eq!(fonts.len(), 2, "{said}");
        for font in fonts {
            assert!(font.contains("CID TrueType"), "{font}");
            assert!(!font.contains("Type 3"), "{font}");
            assert!(font.contains("+NotoSansSC-"), "{font}");
            let flags: Vec<&str> = font.split_whitespace().collect();
            let at = flags.iter().position(|it| *it == "Identity-H").expect("an encoding");
            assert_eq!(flags[at + 1..at + 4], ["yes", "yes", "yes"], "{font}");
        }
    }
}

#[test]
fn chinese_and_latin_text_is_found_by_search() {
    let text = bare_text(&paper(Form::SalesContract, Language::Chinese).bytes);
    for wanted in [
        "汽车买卖合同",
        "欧阳建国",
        "LGXCE4CB6T0123456",
        "人民币壹拾柒万叁仟捌佰伍拾贰元肆角伍分",
        "不得以生产企业未处理为由拒绝",
        "买受人不履行合同，致使合同目的不能实现的，无权请求返还定金",
        "310115198807120034",
    ] {
        assert!(text.contains(wanted), "“{wanted}” is not found");
    }
}

#[test]
fn numbers_and_words_can_be_copied_whole() {
    let paper = paper(Form::SalesContract, Language::Chinese);
    let text = tool("pdftotext", &["-layout", "FILE", "-"], &paper.bytes);
    for wanted in ["173,852.45", "SH01-HT-2026-000318", "LGXCE4CB6T0123456", "2026年11月22日"] {
        assert!(text.contains(wanted), "“{wanted}” is torn apart");
    }
}

#[test]
fn latin_quotation_marks_and_apostrophes_keep_their_words_together() {
    let mut contents = sample(Form::SalesContract, Language::English);
    contents["buyer"]["name"] = "Siobhán O’Brien-D’Arcy".into();
    contents["supplements"] = serde_json::json!(["The “PDI” and the ‘key’ are checked."]);
    let paper = render(Form::SalesContract, Language::English, &contents, &options());
    let text = tool("pdftotext", &["-layout", "FILE", "-"], &paper.expect("prints").bytes);
    assert!(text.contains("Siobhán O’Brien-D’Arcy"), "{text}");
    assert!(text.contains("The “PDI” and the ‘key’ are checked."), "{text}");
}

#[test]
fn the_paper_knows_its_title_number_and_language() {
    let paper = paper(Form::SalesContract, Language::Chinese);
    let said = tool("pdfinfo", &["FILE"], &paper.bytes);
    assert!(said.contains("Title:           汽车买卖合同"), "{said}");
    assert!(said.contains("Subject:         SH01-HT-2026-000318"), "{said}");
    assert!(said.contains("2026"), "{said}");
    let low = lopdf::Document::load_mem(&paper.bytes).expect("the paper opens");
    let language = low.catalog().and_then(|it| it.get(b"Lang")).expect("a language");
    assert_eq!(language.as_str().expect("a text"), b"zh-CN");
}

#[test]
fn equal_input_gives_equal_bytes() {
    for language in LANGUAGES {
        let one = paper(Form::SalesContract, language);
        let other = paper(Form::SalesContract, language);
        assert_eq!(one.bytes, other.bytes);
        assert_eq!(one.sha256, other.sha256);
        assert_eq!(one.sha256.len(), 64);
    }
}

#[test]
fn another_instant_gives_another_hash() {
    let contents = sample(Form::Receipt, Language::Chinese);
    let mut later = options();
    later.issued_at += chrono::Duration::seconds(1);
    let one = render(Form::Receipt, Language::Chinese, &contents, &options());
    let other = render(Form::Receipt, Language::Chinese, &contents, &later);
    assert_ne!(one.expect("prints").sha256, other.expect("prints").sha256);
}

#[test]
fn a_name_with_a_character_the_font_lacks_is_reported_with_its_place() {
    let mut contents = sample(Form::SalesContract, Language::Chinese);
    contents["buyer"]["name"] = "张𠮷祥".into();
    let set = document(Form::SalesContract, Language::Chinese, &contents, &options())
        .expect("the form can be filled in");
    let missing = missing_glyphs(&set).expect("the typeface can be asked");
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].character, '𠮷');
    assert!(missing[0].found_in.contains("张𠮷祥"));
    match render(Form::SalesContract, Language::Chinese, &contents, &options()) {
        Err(DocumentError::MissingGlyphs(glyphs)) => assert_eq!(glyphs, missing),
        other => panic!("a box would be printed: {other:?}"),
    }
}

#[test]
fn rare_characters_of_real_names_are_printed() {
    let mut contents = sample(Form::SalesContract, Language::Chinese);
    contents["buyer"]["name"] = "龑喆堃翀犇骉䶮".into();
    let paper = render(Form::SalesContract, Language::Chinese, &contents, &options());
    assert!(bare_text(&paper.expect("prints").bytes).contains("龑喆堃翀犇骉䶮"));
}

#[test]
fn names_can_never_become_markup() {
    let mut contents = sample(Form::SalesContract, Language::English);
    let name = "**1. | # <b> {{ number }} [x](y) `z` _a_ & \\ ~";
    contents["buyer"]["name"] = name.into();
    contents["supplements"] = serde_json::json!(["- a | b", "1. c\n# d", "> e"]);
    let paper = render(Form::SalesContract, Language::English, &contents, &options());
    let text = bare_text(&paper.expect("prints").bytes);
    assert!(text.contains(&name.replace(' ', "")), "{text}");
    for wanted in ["-a|b", "1.c#d", ">e"] {
        assert!(text.contains(wanted), "“{wanted}” is lost");
    }
}

#[test]
fn data_that_does_not_fit_is_refused_with_the_field() {
    let mut contents = sample(Form::Receipt, Language::Chinese);
    contents["amount"] = "20,000".into();
    let refused = render(Form::Receipt, Language::Chinese, &contents, &options());
    let message = refused.expect_err("not an amount").to_string();
    assert!(message.contains("receipt"), "{message}");
    let mut contents = sample(Form::Receipt, Language::Chinese);
    contents.as_object_mut().expect("an object").remove("payer");
    let refused = render(Form::Receipt, Language::Chinese, &contents, &options());
    assert!(refused.expect_err("no payer").to_string().contains("payer"));
}

#[test]
fn the_receipt_prints_the_exact_word_and_its_refund_rule() {
    let cases = [
        ("bindingDeposit", "定金收据", "应当双倍返还", "本款为订金"),
        ("prepayment", "订金收据", "自解除之日起七日内全额退还", "双倍返还"),
        ("carPayment", "车款收据", "本收据不作为发票使用", "双倍返还"),
        ("refund", "退款凭证", "已按原支付方式退还", "双倍返还"),
    ];
    for (kind, title, rule, forbidden) in cases {
        let mut contents = sample(Form::Receipt, Language::Chinese);
        contents["kind"] = kind.into();
        let paper = render(Form::Receipt, Language::Chinese, &contents, &options());
        let paper = paper.expect("prints");
        assert_eq!(paper.pages, 1);
        let text = bare_text(&paper.bytes);
        assert!(text.contains(title), "{title}");
        assert!(text.contains(rule), "{rule}");
        assert!(!text.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn a_prepayment_contract_never_speaks_of_losing_the_deposit() {
    let mut contents = sample(Form::SalesContract, Language::Chinese);
    contents["deposit"]["kind"] = "prepayment".into();
    let paper = render(Form::SalesContract, Language::Chinese, &contents, &options());
    let text = bare_text(&paper.expect("prints").bytes);
    assert!(text.contains("订金是预付款，不具有定金的担保性质"));
    assert!(!text.contains("无权请求返还定金"));
}

#[test]
fn no_contract_holds_a_banned_clause() {
    let text = bare_text(&paper(Form::SalesContract, Language::Chinese).bytes);
    for banned in ["最终解释权", "概不退还", "仅在本店保养", "一经售出"] {
        assert!(!text.contains(banned), "{banned}");
    }
}

#[test]
fn typed_contents_and_json_give_the_same_paper() {
    let json = sample(Form::SalesContract, Language::Chinese);
    let typed: SalesContract = serde_json::from_value(json.clone()).expect("the sample fits");
    let one = render_contents(&typed, Language::Chinese, &options()).expect("prints");
    let other = render(Form::SalesContract, Language::Chinese, &json, &options());
    assert_eq!(one.bytes, other.expect("prints").bytes);
    assert_eq!(one.template_version, "销售合同 1.0");
}

#[test]
fn a_contract_without_loan_trade_in_or_deposit_leaves_no_gap_in_its_numbers() {
    let mut contents = sample(Form::SalesContract, Language::Chinese);
    let total = contents["total"].clone();
    for absent in ["loan", "tradeIn", "deposit"] {
        contents[absent] = serde_json::Value::Null;
    }
    contents["payable"] = total.clone();
    contents["payments"] =
        serde_json::json!([{"name": "全款", "due": "交车前", "method": "转账", "amount": total}]);
    contents["disclosures"] = serde_json::json!([]);
    let paper = render(Form::SalesContract, Language::Chinese, &contents, &options());
    let text = bare_text(&paper.expect("prints").bytes);
    assert!(text.contains("第四条付款"), "{text}");
    assert!(text.contains("第十五条其他"), "{text}");
    assert!(!text.contains("第十六条"));
    assert!(text.contains("未重新喷漆"));
}
