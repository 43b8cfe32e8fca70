//! The papers' words: templates in Markdown, filled in by minijinja, read into blocks.
//!
//! The files lie in `assets/templates` and are part of the program, so an installed workstation
//! needs none of them on disk. Each carries its version in its head; an issued paper remembers it.

mod environment;
mod fenced;
mod markdown;
mod words;

use crate::forms::{Contents, Form};
use crate::model::{Alignment, Document, Letterhead, PageSetup};
use crate::{DocumentError, Language, Logo, Paper};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What is not part of a paper's contents but of its making.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderOptions {
    /// The instant of issue; it becomes the PDF's date.
    pub issued_at: DateTime<Utc>,
    /// The dealership's logo.
    pub logo: Option<Logo>,
    /// Text over every page's top right corner, such as `训练样张`.
    pub overlay: Option<String>,
    /// Shift to the right and down in millimetres; for trials. Printers' own shifts belong to
    /// [`crate::printing`], so that the stored paper stays the same for all printers.
    pub shift_mm: (f32, f32),
}

impl RenderOptions {
    /// A plain paper issued at this instant.
    pub const fn issued_at(issued_at: DateTime<Utc>) -> RenderOptions {
        RenderOptions {
            issued_at,
            logo: None,
            overlay: None,
            shift_mm: (0.0, 0.0),
        }
    }
}

/// Makes a paper from JSON that has the shape of the form's struct in [`crate::forms`].
pub fn render(
    form: Form,
    language: Language,
    contents: &Value,
    options: &RenderOptions,
) -> Result<Paper, DocumentError> {
    document(form, language, contents, options)?.to_paper()
}

/// Makes a paper from a form's struct.
pub fn render_contents<C: Contents>(
    contents: &C,
    language: Language,
    options: &RenderOptions,
) -> Result<Paper, DocumentError> {
    filled_in(contents, language, options)?.to_paper()
}

/// The same as [`render`], but stops before pages are made: to ask for missing glyphs, say.
pub fn document(
    form: Form,
    language: Language,
    contents: &Value,
    options: &RenderOptions,
) -> Result<Document, DocumentError> {
    match form {
        Form::SalesContract => filled_in(
            &read::<crate::forms::SalesContract>(contents)?,
            language,
            options,
        ),
        Form::Quote => filled_in(&read::<crate::forms::Quote>(contents)?, language, options),
        Form::FinancingCostDisclosure => filled_in(
            &read::<crate::forms::FinancingCostDisclosure>(contents)?,
            language,
            options,
        ),
        Form::Receipt => filled_in(&read::<crate::forms::Receipt>(contents)?, language, options),
        Form::HandoverChecklist => filled_in(
            &read::<crate::forms::HandoverChecklist>(contents)?,
            language,
            options,
        ),
        Form::DriveAgreement => filled_in(
            &read::<crate::forms::DriveAgreement>(contents)?,
            language,
            options,
        ),
        Form::DriveRegister => filled_in(
            &read::<crate::forms::DriveRegister>(contents)?,
            language,
            options,
        ),
        Form::DriveFeedback => filled_in(
            &read::<crate::forms::DriveFeedback>(contents)?,
            language,
            options,
        ),
        Form::ServiceAppointment => filled_in(
            &read::<crate::forms::ServiceAppointment>(contents)?,
            language,
            options,
        ),
        Form::CheckInRecord => filled_in(
            &read::<crate::forms::CheckInRecord>(contents)?,
            language,
            options,
        ),
        Form::RepairEstimate => filled_in(
            &read::<crate::forms::RepairEstimate>(contents)?,
            language,
            options,
        ),
        Form::RepairAuthorisation => filled_in(
            &read::<crate::forms::RepairAuthorisation>(contents)?,
            language,
            options,
        ),
        Form::SupplementaryWork => filled_in(
            &read::<crate::forms::SupplementaryWork>(contents)?,
            language,
            options,
        ),
        Form::WorkOrder => filled_in(
            &read::<crate::forms::WorkOrder>(contents)?,
            language,
            options,
        ),
        Form::FinalInspection => filled_in(
            &read::<crate::forms::FinalInspection>(contents)?,
            language,
            options,
        ),
        Form::RepairSettlement => filled_in(
            &read::<crate::forms::RepairSettlement>(contents)?,
            language,
            options,
        ),
        Form::GatePass => filled_in(
            &read::<crate::forms::GatePass>(contents)?,
            language,
            options,
        ),
        Form::PickList => filled_in(
            &read::<crate::forms::PickList>(contents)?,
            language,
            options,
        ),
        Form::PointDirections => filled_in(
            &read::<crate::forms::PointDirections>(contents)?,
            language,
            options,
        ),
        Form::TransferNote => filled_in(
            &read::<crate::forms::TransferNote>(contents)?,
            language,
            options,
        ),
    }
}

/// The version of a form's template, as it is printed at the foot and kept with the paper.
pub fn template_version(form: Form, language: Language) -> Result<String, DocumentError> {
    Ok(template(form, language)?.version.clone())
}

fn read<C: Contents>(contents: &Value) -> Result<C, DocumentError> {
    C::deserialize(contents).map_err(|error| DocumentError::DataDoesNotFit {
        form: C::FORM.name(),
        reason: error.to_string(),
    })
}

fn filled_in<C: Contents>(
    contents: &C,
    language: Language,
    options: &RenderOptions,
) -> Result<Document, DocumentError> {
    contents.check()?;
    let template = template(C::FORM, language)?;
    let text = environment::fill_in(&template.file, language, contents)?;
    let blocks = markdown::blocks(&text, language, template.numbering).map_err(|reason| {
        DocumentError::Template {
            template: template.file.clone(),
            reason,
        }
    })?;
    let dealership = contents.dealership();
    Ok(Document {
        title: template.title.clone(),
        number: Some(contents.number().to_owned()),
        language,
        page: PageSetup {
            shift_mm: options.shift_mm,
            ..template.page
        },
        letterhead: Some(Letterhead {
            name: dealership.name.clone(),
            details: format!("{}  {}", dealership.address, dealership.phone),
            logo: options.logo.clone(),
        }),
        foot_note: match language {
            Language::Chinese => format!("范本 {}", template.version),
            Language::English => format!("Form {}", template.version),
        },
        template_version: template.version.clone(),
        overlay: options.overlay.clone(),
        issued_at: options.issued_at,
        blocks,
    })
}

/// Chinese is set flush on both sides, English ragged.
const fn flush(language: Language) -> Alignment {
    match language {
        Language::Chinese => Alignment::Justified,
        Language::English => Alignment::Left,
    }
}

/// How headings and lists of a template are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    /// Not at all.
    None,
    /// 第一条 with 1.1 under it, or `1.` with `1.1`.
    Articles,
}

/// A template with what its head says.
struct Template {
    file: String,
    title: String,
    version: String,
    numbering: Numbering,
    page: PageSetup,
}

fn template(form: Form, language: Language) -> Result<&'static Template, DocumentError> {
    static TEMPLATES: OnceLock<Result<BTreeMap<(Form, Language), Template>, (String, String)>> =
        OnceLock::new();
    let templates = TEMPLATES.get_or_init(|| {
        let mut templates = BTreeMap::new();
        for form in Form::ALL {
            for language in [Language::Chinese, Language::English] {
                let file = file_name(form, language);
                let template =
                    head(&file, source(form, language)).map_err(|reason| (file, reason))?;
                templates.insert((form, language), template);
            }
        }
        Ok(templates)
    });
    let faulty = |template: &str, reason: &str| DocumentError::Template {
        template: template.to_owned(),
        reason: reason.to_owned(),
    };
    match templates {
        Ok(templates) => templates
            .get(&(form, language))
            .ok_or_else(|| faulty(&file_name(form, language), "is not there")),
        Err((file, reason)) => Err(faulty(file, reason)),
    }
}

fn file_name(form: Form, language: Language) -> String {
    format!("{}.{}.md", form.name(), language.tag())
}

/// Splits a template's head from its words. The head is between lines of three hyphens.
fn parts(source: &'static str) -> Option<(&'static str, &'static str)> {
    source
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
}

fn head(file: &str, source: &'static str) -> Result<Template, String> {
    let (head, _) = parts(source).ok_or("has no head")?;
    let mut template = Template {
        file: file.to_owned(),
        title: String::new(),
        version: String::new(),
        numbering: Numbering::None,
        page: PageSetup::A4,
    };
    for line in head.lines() {
        let (key, value) = line
            .split_once(':')
            .ok_or_else(|| format!("“{line}” is no entry"))?;
        let value = value.trim();
        match key.trim() {
            "title" => value.clone_into(&mut template.title),
            "version" => value.clone_into(&mut template.version),
            "numbering" if value == "articles" => template.numbering = Numbering::Articles,
            "paper" => {
                template.page = match value {
                    "A4" => PageSetup::A4,
                    "A4 landscape" => PageSetup::A4_LANDSCAPE,
                    "A5 landscape" => PageSetup::A5_LANDSCAPE,
                    _ => return Err(format!("there is no paper “{value}”")),
                };
            }
            _ => return Err(format!("“{line}” means nothing")),
        }
    }
    if template.title.is_empty() || template.version.is_empty() {
        return Err("has no title or no version".to_owned());
    }
    Ok(template)
}

fn source(form: Form, language: Language) -> &'static str {
    macro_rules! template {
        ($file:literal) => {
            include_str!(concat!("../../../../assets/templates/", $file))
        };
    }
    match (form, language) {
        (Form::SalesContract, Language::Chinese) => template!("sales-contract.zh-CN.md"),
        (Form::SalesContract, Language::English) => template!("sales-contract.en.md"),
        (Form::Quote, Language::Chinese) => template!("quote.zh-CN.md"),
        (Form::Quote, Language::English) => template!("quote.en.md"),
        (Form::FinancingCostDisclosure, Language::Chinese) => {
            template!("financing-cost-disclosure.zh-CN.md")
        }
        (Form::FinancingCostDisclosure, Language::English) => {
            template!("financing-cost-disclosure.en.md")
        }
        (Form::Receipt, Language::Chinese) => template!("receipt.zh-CN.md"),
        (Form::Receipt, Language::English) => template!("receipt.en.md"),
        (Form::HandoverChecklist, Language::Chinese) => template!("handover-checklist.zh-CN.md"),
        (Form::HandoverChecklist, Language::English) => template!("handover-checklist.en.md"),
        (Form::DriveAgreement, Language::Chinese) => template!("drive-agreement.zh-CN.md"),
        (Form::DriveAgreement, Language::English) => template!("drive-agreement.en.md"),
        (Form::DriveRegister, Language::Chinese) => template!("drive-register.zh-CN.md"),
        (Form::DriveRegister, Language::English) => template!("drive-register.en.md"),
        (Form::DriveFeedback, Language::Chinese) => template!("drive-feedback.zh-CN.md"),
        (Form::DriveFeedback, Language::English) => template!("drive-feedback.en.md"),
        (Form::ServiceAppointment, Language::Chinese) => template!("service-appointment.zh-CN.md"),
        (Form::ServiceAppointment, Language::English) => template!("service-appointment.en.md"),
        (Form::CheckInRecord, Language::Chinese) => template!("check-in-record.zh-CN.md"),
        (Form::CheckInRecord, Language::English) => template!("check-in-record.en.md"),
        (Form::RepairEstimate, Language::Chinese) => template!("repair-estimate.zh-CN.md"),
        (Form::RepairEstimate, Language::English) => template!("repair-estimate.en.md"),
        (Form::RepairAuthorisation, Language::Chinese) => {
            template!("repair-authorisation.zh-CN.md")
        }
        (Form::RepairAuthorisation, Language::English) => template!("repair-authorisation.en.md"),
        (Form::SupplementaryWork, Language::Chinese) => template!("supplementary-work.zh-CN.md"),
        (Form::SupplementaryWork, Language::English) => template!("supplementary-work.en.md"),
        (Form::WorkOrder, Language::Chinese) => template!("work-order.zh-CN.md"),
        (Form::WorkOrder, Language::English) => template!("work-order.en.md"),
        (Form::FinalInspection, Language::Chinese) => template!("final-inspection.zh-CN.md"),
        (Form::FinalInspection, Language::English) => template!("final-inspection.en.md"),
        (Form::RepairSettlement, Language::Chinese) => template!("repair-settlement.zh-CN.md"),
        (Form::RepairSettlement, Language::English) => template!("repair-settlement.en.md"),
        (Form::GatePass, Language::Chinese) => template!("gate-pass.zh-CN.md"),
        (Form::GatePass, Language::English) => template!("gate-pass.en.md"),
        (Form::PickList, Language::Chinese) => template!("pick-list.zh-CN.md"),
        (Form::PickList, Language::English) => template!("pick-list.en.md"),
        (Form::PointDirections, Language::Chinese) => template!("point-directions.zh-CN.md"),
        (Form::PointDirections, Language::English) => template!("point-directions.en.md"),
        (Form::TransferNote, Language::Chinese) => template!("transfer-note.zh-CN.md"),
        (Form::TransferNote, Language::English) => template!("transfer-note.en.md"),
    }
}
