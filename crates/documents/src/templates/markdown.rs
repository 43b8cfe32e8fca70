//! Reads filled-in Markdown into blocks.
//!
//! Plain Markdown carries most of a paper: `#` the title, `##` articles, numbered lists clauses,
//! `>` terms that must catch the eye, tables. Fenced parts named `grid`, `signatures`, `subtitle`,
//! `small` and `large` carry the rest; `<!-- columns: … -->`, `<!-- page break -->` and
//! `<!-- together -->` … `<!-- end -->` are directions to the setter.

use super::Numbering;
use super::words::Words;
use crate::Language;
use crate::model::{
    Alignment, Block, Cell, Column, ColumnWidth, ParagraphStyle, RichText, Row, RowKind, Ruling,
    Span, Table,
};
use pulldown_cmark::{
    Alignment as MarkdownAlignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag,
    TagEnd,
};

/// Type size of tables in forms, in points.
const TABLE_SIZE: f32 = 8.8;

pub(super) fn blocks(
    text: &str,
    language: Language,
    numbering: Numbering,
) -> Result<Vec<Block>, String> {
    let mut reader = Reader {
        language,
        numbering,
        finished: vec![Vec::new()],
        words: Words::new(language),
        article: 0,
        clause: 0,
        lists: Vec::new(),
        is_quoted: false,
        notice: Vec::new(),
        fence: None,
        table: None,
        directions: TableDirections::default(),
    };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.take(event)?;
    }
    match (reader.finished.pop(), reader.finished.is_empty()) {
        (Some(blocks), true) => Ok(blocks),
        _ => Err("“together” is never ended".to_owned()),
    }
}

/// What `<!-- columns: … -->` says of the next table.
#[derive(Default, Clone)]
struct TableDirections {
    widths: Vec<ColumnWidth>,
    totals: usize,
}

struct TableBeingRead {
    alignments: Vec<Alignment>,
    headings: Vec<RichText>,
    rows: Vec<Vec<RichText>>,
    in_head: bool,
}

struct Reader {
    language: Language,
    numbering: Numbering,
    /// Blocks read so far; a new level for each open `together`.
    finished: Vec<Vec<Block>>,
    words: Words,
    article: usize,
    clause: usize,
    /// One entry for each open list: the next number, or none for bullets.
    lists: Vec<Option<u64>>,
    is_quoted: bool,
    notice: RichText,
    fence: Option<(String, String)>,
    table: Option<TableBeingRead>,
    directions: TableDirections,
}

impl Reader {
    fn put(&mut self, block: Block) {
        if let Some(level) = self.finished.last_mut() {
            level.push(block);
        }
    }

    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => self.start(tag)?,
            Event::End(tag) => self.end(tag)?,
            Event::Text(text) => match &mut self.fence {
                Some((_, contents)) => contents.push_str(&text),
                None => self.words.push(&text),
            },
            Event::SoftBreak => self.words.line_end(),
            Event::HardBreak => self.words.push("\n"),
            Event::Html(html) => self.direction(html.trim())?,
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => return Err(format!("{event:?} is not for papers")),
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>) -> Result<(), String> {
        match tag {
            Tag::Strong => self.words.strong += 1,
            Tag::BlockQuote(_) => self.is_quoted = true,
            Tag::List(first) => {
                self.end_of_clause();
                self.lists.push(first);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(name)) => {
                self.fence = Some((name.to_string(), String::new()));
            }
            Tag::Table(alignments) => {
                self.table = Some(TableBeingRead {
                    alignments: alignments.into_iter().map(alignment).collect(),
                    headings: Vec::new(),
                    rows: Vec::new(),
                    in_head: false,
                });
            }
            Tag::TableHead => {
                if let Some(table) = &mut self.table {
                    table.in_head = true;
                }
            }
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell | Tag::HtmlBlock => {}
            other => return Err(format!("{other:?} is not for papers")),
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), String> {
        match tag {
            TagEnd::Strong => self.words.strong -= 1,
            TagEnd::BlockQuote(_) => {
                self.is_quoted = false;
                let text = std::mem::take(&mut self.notice);
                self.put(Block::Paragraph {
                    style: ParagraphStyle::Notice,
                    alignment: self.flush(),
                    text,
                });
            }
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph if self.lists.is_empty() => self.paragraph(),
            TagEnd::Item => self.end_of_clause(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => {
                if let Some((name, contents)) = self.fence.take() {
                    self.fenced(&name, &contents)?;
                }
            }
            TagEnd::TableCell => {
                let cell = self.words.finish();
                if let Some(table) = &mut self.table {
                    if table.in_head {
                        table.headings.push(cell);
                    } else if let Some(row) = table.rows.last_mut() {
                        row.push(cell);
                    }
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.in_head = false;
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.table(table);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn heading(&mut self, level: HeadingLevel) {
        let mut text = self.words.finish();
        let level = match level {
            HeadingLevel::H1 => {
                self.put(Block::Title(text));
                return;
            }
            HeadingLevel::H2 => 1,
            _ => 2,
        };
        if level == 1 && self.numbering == Numbering::Articles {
            self.article += 1;
            self.clause = 0;
            let number = match self.language {
                Language::Chinese => format!("第{}条　", in_chinese(self.article)),
                Language::English => format!("{}.  ", self.article),
            };
            text.insert(0, Span::bold(number));
        }
        self.put(Block::Heading { level, text });
    }

    fn paragraph(&mut self) {
        let text = self.words.finish();
        if text.is_empty() {
            return;
        }
        if self.is_quoted {
            // The paragraphs of one notice stand on one ground.
            if !self.notice.is_empty() {
                self.notice.push(Span::plain("\n"));
            }
            self.notice.extend(text);
            return;
        }
        self.put(Block::Paragraph {
            style: ParagraphStyle::Body,
            alignment: self.flush(),
            text,
        });
    }

    /// A list item ends with its own text, before any list inside it.
    fn end_of_clause(&mut self) {
        let text = self.words.finish();
        let depth = self.lists.len();
        let Some(list) = self.lists.last_mut().filter(|_| !text.is_empty()) else {
            return;
        };
        let (level, number) = match list {
            None => (if depth > 1 { 2 } else { 1 }, "•".to_owned()),
            Some(_) if depth == 1 && self.numbering == Numbering::Articles => {
                self.clause += 1;
                (1, format!("{}.{}", self.article, self.clause))
            }
            Some(next) => {
                let number = match self.language {
                    Language::Chinese => format!("（{next}）"),
                    Language::English => format!("({next})"),
                };
                *next += 1;
                (if depth > 1 { 2 } else { 1 }, number)
            }
        };
        self.put(Block::Clause {
            level,
            number,
            text,
        });
    }

    fn table(&mut self, table: TableBeingRead) {
        let directions = std::mem::take(&mut self.directions);
        let columns = table
            .headings
            .into_iter()
            .enumerate()
            .map(|(index, heading)| Column {
                heading,
                alignment: table.alignments.get(index).copied().unwrap_or_default(),
                width: directions
                    .widths
                    .get(index)
                    .copied()
                    .unwrap_or(ColumnWidth::Natural),
            })
            .collect();
        let plain = table.rows.len().saturating_sub(directions.totals);
        let rows = table
            .rows
            .into_iter()
            .enumerate()
            .map(|(index, cells)| Row {
                kind: if index < plain {
                    RowKind::Plain
                } else {
                    RowKind::Total
                },
                cells: spanning(cells, index >= plain),
            })
            .collect();
        self.put(Block::Table(Table {
            columns,
            rows,
            ruling: Ruling::Ledger,
            size: TABLE_SIZE,
        }));
    }

    fn direction(&mut self, html: &str) -> Result<(), String> {
        let direction = html
            .strip_prefix("<!--")
            .and_then(|rest| rest.strip_suffix("-->"))
            .map(str::trim)
            .ok_or_else(|| format!("“{html}” is not for papers"))?;
        match direction {
            "page break" => self.put(Block::PageBreak),
            "together" => self.finished.push(Vec::new()),
            "end" => {
                if self.finished.len() < 2 {
                    return Err("“end” without “together”".to_owned());
                }
                if let Some(inner) = self.finished.pop() {
                    self.put(Block::Together(inner));
                }
            }
            other => match other.strip_prefix("columns:") {
                Some(columns) => self.directions = table_directions(columns)?,
                None => return Err(format!("the direction “{other}” is unknown")),
            },
        }
        Ok(())
    }

    fn fenced(&mut self, name: &str, contents: &str) -> Result<(), String> {
        for block in super::fenced::blocks(name, contents, self.language)? {
            self.put(block);
        }
        Ok(())
    }

    /// Chinese is set flush on both sides, English ragged.
    fn flush(&self) -> Alignment {
        super::flush(self.language)
    }
}

/// In a total row an empty cell belongs to the one before it, so that words have room.
fn spanning(cells: Vec<RichText>, is_total: bool) -> Vec<Cell> {
    let mut spanning: Vec<Cell> = Vec::new();
    for cell in cells {
        match spanning.last_mut() {
            Some(last) if is_total && cell.is_empty() => last.span += 1,
            _ => spanning.push(Cell::from(cell)),
        }
    }
    spanning
}

/// `3 1 20mm * ; totals 1`: shares, millimetres, natural widths, and how many rows are sums.
fn table_directions(text: &str) -> Result<TableDirections, String> {
    let (widths, totals) = match text.split_once(';') {
        Some((widths, totals)) => (widths, totals.trim()),
        None => (text, ""),
    };
    let widths = widths
        .split_whitespace()
        .map(|word| {
            let wrong = |_| format!("“{word}” is no width");
            if word == "*" {
                return Ok(ColumnWidth::Natural);
            }
            match word.strip_suffix("mm") {
                Some(number) => number.parse().map(ColumnWidth::Millimetres).map_err(wrong),
                None => word.parse().map(ColumnWidth::Share).map_err(wrong),
            }
        })
        .collect::<Result<Vec<_>, _>>()?;
    let totals = match totals.strip_prefix("totals") {
        Some(number) => number
            .trim()
            .parse()
            .map_err(|_| format!("“{totals}” is no number of sums"))?,
        None => 0,
    };
    Ok(TableDirections { widths, totals })
}

fn alignment(alignment: MarkdownAlignment) -> Alignment {
    match alignment {
        MarkdownAlignment::None | MarkdownAlignment::Left => Alignment::Left,
        MarkdownAlignment::Center => Alignment::Centre,
        MarkdownAlignment::Right => Alignment::Right,
    }
}

/// 1 to 99 in Chinese figures, for articles.
fn in_chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = match number / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", DIGITS[tens % 10]),
    };
    format!("{tens}{}", DIGITS[number % 10])
}
