//! Places to sign, side by side.

use super::lines::{self, Line, Measure};
use super::page::{Ink, Mark};
use super::strips::{Setting, Strip, emboldened, scale, text_marks};
use crate::model::{Alignment, SignatureBlock};

pub(crate) fn strips_of(blocks: &[SignatureBlock], setting: Setting<'_>) -> Vec<Strip> {
    const GUTTER: f32 = 26.0;
    const LINE: f32 = 25.0;
    let columns = blocks.len().clamp(1, 3);
    let width = (setting.width - GUTTER * (columns - 1) as f32) / columns as f32;
    let mut strips: Vec<Strip> = blocks
        .chunks(columns)
        .map(|row| {
            let mut marks = Vec::new();
            let mut height = 0.0_f32;
            // Lines to sign on stand level, also under names of different length.
            let party_lines = row
                .iter()
                .map(|block| set_party(block, width, setting).len())
                .max()
                .unwrap_or(1);
            for (column, block) in row.iter().enumerate() {
                let x = column as f32 * (width + GUTTER);
                let room = (x, width, LINE);
                let bottom = signature(block, room, party_lines, setting, &mut marks);
                height = height.max(bottom);
            }
            Strip {
                height,
                above: 14.0,
                keep_with_next: true,
                marks,
                ..Strip::default()
            }
        })
        .collect();
    if let Some(last) = strips.last_mut() {
        last.keep_with_next = false;
    }
    strips
}

fn set_party(block: &SignatureBlock, width: f32, setting: Setting<'_>) -> Vec<Line> {
    lines::set(
        setting.fonts,
        &emboldened(&block.party),
        Measure {
            size: scale::BODY,
            width,
            alignment: Alignment::Left,
        },
    )
}

fn signature(
    block: &SignatureBlock,
    (x, width, line_height): (f32, f32, f32),
    party_lines: usize,
    setting: Setting<'_>,
    marks: &mut Vec<Mark>,
) -> f32 {
    let size = scale::BODY;
    let leading = 1.45;
    let measure = Measure {
        size,
        width,
        alignment: Alignment::Left,
    };
    let party = set_party(block, width, setting);
    let mut y = party_lines as f32 * size * leading;
    marks.extend(text_marks(party, (x, 0.0), (size, leading), Ink::Black));
    // The first line is the signature itself and wants more room for the hand.
    y += 9.0;
    for (label, known) in &block.lines {
        let label_width = lines::natural_width(setting.fonts, label, size);
        let value_x = x + label_width + 4.0;
        let value_width = (width - label_width - 4.0).max(20.0);
        let top = y + line_height - size * leading - 4.0;
        let value = lines::set(
            setting.fonts,
            known,
            Measure {
                size,
                width: value_width,
                alignment: Alignment::Left,
            },
        );
        let grown = value.len().saturating_sub(1) as f32 * size * leading;
        let label = lines::set(setting.fonts, label, measure);
        marks.extend(text_marks(label, (x, top), (size, leading), Ink::Grey));
        marks.extend(text_marks(
            value,
            (value_x, top),
            (size, leading),
            Ink::Black,
        ));
        y += line_height + grown;
        marks.push(Mark::Rule {
            from: (value_x, y - 3.0),
            to: (x + width, y - 3.0),
            thickness: scale::HAIRLINE,
            ink: Ink::Dark,
        });
    }
    y
}
