//! What notes say of the lines of code, under the names that many programs have for it: which number they begin with,
//! which are marked. How it is written is read elsewhere ([`crate::read::syntax::fence`], directives, shortcodes) and stands in the
//! attributes of the code; [`comments`] finds what stands in the code itself.

mod comments;

use crate::diagnostic::{Code, Diagnostic, times};
use crate::ir::walk::{VisitMut, walk_block_mut};
use crate::ir::*;
use crate::read::core::findings::Findings;
use crate::read::dialect::features::Features;
use crate::read::syntax::line_keys::{FLAGS, Meaning, WORDS, is_flag, meaning, ranges};
use crate::source::Span;

use comments::Taken;

/// Reads what all code among the blocks says of its lines, as far as these features have it.
pub fn settle(blocks: &mut Vec<Block>, features: Features, findings: &mut Findings) {
    let mut settle = Settle {
        findings,
        features,
        is_followed: false,
        words: Counted(None),
        focused: Counted(None),
        flags: Counted(None),
        flag: String::new(),
    };
    settle.blocks(blocks);
    let Settle { words, focused, flags, flag, .. } = settle;
    let mut tell = |Counted(counted): Counted, message: &str, hint: &str| {
        if let Some((span, count)) = counted {
            let message = format!("{message}{}", times(count));
            findings.push(Diagnostic::info(Code::CodeLines, message).at(span).hint(hint));
        }
    };
    let hint = "mark whole lines: `{2,4-6}` after the language";
    tell(words, "the words that this code has marked are shown without a mark", hint);
    let hint = "the other lines do not step back, for all of the code has to be read on paper";
    tell(focused, "the lines in focus of this code are shown as marked lines", hint);
    let message = format!("`{flag}` after the language of this code says nothing here");
    let hint = match features.contains(Features::CODE_ATTRIBUTES) {
        true => "lines are marked by `{2,4-6}`, numbered by `linenums`; `title=\"…\"` gives a title",
        false => "code has no attributes in this dialect: add `+code_attributes` to it",
    };
    tell(flags, &message, hint);
}

/// The first code that something is told of, and how often it is so in the note.
struct Counted(Option<(Span, usize)>);

impl Counted {
    fn add(&mut self, span: Span, count: usize) {
        if count > 0 {
            self.0.get_or_insert((span, 0)).1 += count;
        }
    }
}

struct Settle<'f> {
    findings: &'f mut Findings,
    features: Features,
    /// Whether a numbered list follows, which may have notes to lines.
    is_followed: bool,
    /// Words to mark.
    words: Counted,
    /// Lines in focus.
    focused: Counted,
    /// What stands after the language and says nothing known, and the first of it.
    flags: Counted,
    flag: String,
}

impl VisitMut for Settle<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let outer = self.is_followed;
        let numbered =
            |block: &Block| matches!(block.kind, BlockKind::List { kind: ListKind::Ordered { .. }, .. });
        let follows: Vec<bool> = blocks.iter().skip(1).map(numbered).chain([outer]).collect();
        for (block, follows) in blocks.iter_mut().zip(follows) {
            self.is_followed = follows;
            self.block(block);
        }
        self.is_followed = outer;
    }

    fn block(&mut self, block: &mut Block) {
        match block.kind {
            BlockKind::Code { .. } => self.code(block),
            // The code in it is followed by what follows it.
            BlockKind::Figure { .. } | BlockKind::Division { .. } => {}
            _ => self.is_followed = false,
        }
        walk_block_mut(self, block);
    }
}

/// What a key that asks for the numbers of lines says.
enum Numbers {
    Off,
    On,
    /// Quarto's value says which lines are marked.
    Marked,
    /// The number of the first line, where there is one.
    From(Option<u32>),
}

impl Numbers {
    fn of(key: &str, value: &str) -> Self {
        match value.to_ascii_lowercase().as_str() {
            "false" | "no" | "off" | "none" | "0" => Numbers::Off,
            _ if key.starts_with("no") => Numbers::Off,
            "" | "true" | "yes" | "on" | "table" | "inline" | "list" | "visible" => Numbers::On,
            _ if key.to_ascii_lowercase().contains("code") => Numbers::Marked,
            // PyMdown's may have a step and a rhythm after the first number.
            number => {
                let number = number.split(|c: char| !c.is_ascii_digit()).next();
                Numbers::From(number.and_then(|number| number.parse().ok()))
            }
        }
    }
}

/// The places of lines among those that are shown.
fn places(shown: &[bool]) -> Vec<Option<usize>> {
    let mut place = 0;
    let next = |is_shown: &bool| {
        let own = is_shown.then_some(place);
        place += usize::from(*is_shown);
        own
    };
    shown.iter().map(next).collect()
}

/// The warning that a value says nothing of lines.
fn unread(key: &str, value: &str) -> Diagnostic {
    // A text is words to mark.
    let (message, hint) = match matches!(meaning(key), Some(Meaning::Marks(_))) {
        true => (
            format!("`{key}` asks for marks in this code that are not shown: `{value}` names no lines"),
            "lines are named by their numbers: `2,4-6`",
        ),
        false => (
            format!("`{key}` says nothing of this code's lines that can be read: `{value}`"),
            "it takes a number",
        ),
    };
    Diagnostic::warning(Code::CodeLines, message).hint(hint)
}

impl Settle<'_> {
    fn code(&mut self, block: &mut Block) {
        if block.attributes.get(RAW_TYPST).is_some() {
            return;
        }
        let said = self.said(block);
        let BlockKind::Code { language, text, lines } = &mut block.kind else { return };
        let Taken { kept, marks, hidden, notes, signed, words, focused, unknown } =
            match comments::take(text, language, self.features, self.is_followed) {
                Some(taken) => taken,
                None if said.is_empty() => return,
                None => Taken::default(),
            };
        self.words.add(block.span, words);
        self.focused.add(block.span, focused);
        if let Some(unknown) = unknown {
            let message =
                format!("`{unknown}` says nothing known of its line, and is shown as it is written");
            let hint = "known are `highlight`, `focus`, `++`, `--`, `error`, `warning` and `word`";
            self.findings.push(Diagnostic::warning(Code::CodeLines, message).at(block.span).hint(hint));
        }
        let count = text.split('\n').count();
        let mut shown = vec![true; count];
        for (line, is_kept) in shown.iter_mut().zip(&kept) {
            *line = is_kept.is_some();
        }
        let past =
            said.marks.iter().chain(&said.hidden).map(|(first, _, _)| *first).find(|first| *first > count);
        if let Some(past) = past {
            let message =
                format!("line {past} of this code is to be marked, and it has no more than {count}");
            let hint = "lines are counted from 1, from the first line of the code";
            self.findings.push(Diagnostic::warning(Code::CodeLines, message).at(block.span).hint(hint));
        }
        let asked = said.marks.iter().map(|(first, last, mark)| (first - 1, *last, *mark));
        let marks = spread(asked.chain(marks), count);
        let asked = said.hidden.iter().map(|(first, last, _)| (first - 1, *last, Mark::Removed));
        let hidden = hidden.into_iter().map(|(start, end)| (start, end, Mark::Removed));
        let hidden = spread(asked.chain(hidden), count);
        for (line, is_hidden) in shown.iter_mut().zip(&hidden) {
            *line &= is_hidden.is_none();
        }
        if !kept.is_empty() || !hidden.is_empty() {
            let written = text.split('\n').enumerate().filter(|(at, _)| shown.get(*at) == Some(&true));
            let written = written.map(|(at, line)| match kept.get(at) {
                Some(Some(own)) => own.as_str(),
                _ => line,
            });
            *text = written.collect::<Vec<_>>().join("\n");
        }
        let places = places(&shown);
        let of = |line: usize| places.get(line).copied().flatten();
        let found = CodeLines {
            first: said.first,
            marks: marks.into_iter().enumerate().filter_map(|(at, mark)| Some((of(at)?, mark?))).collect(),
            notes: notes.into_iter().filter_map(|(at, number)| Some((of(at)?, number))).collect(),
            signed,
        };
        *lines = (!found.is_empty()).then(|| Box::new(found));
    }

    /// What the attributes of the code say, which they then have no longer.
    #[expect(clippy::too_many_lines, reason = "one arm for each meaning of a key")]
    fn said(&mut self, block: &mut Block) -> Said {
        let mut said = Said::default();
        if block.attributes.is_empty() {
            return said;
        }
        let (mut numbered, mut first) = (None, None);
        let is_asked = |class: &String| is_flag(class);
        if block.attributes.classes.iter().any(is_asked) {
            let off = block.attributes.classes.iter().any(|class| class.starts_with("no"));
            numbered = Some(!off);
            block.attributes.classes.retain(|class| !is_asked(class));
        }
        if block.attributes.pairs.is_empty() {
            said.first = numbered.filter(|on| *on).map(|_| 1);
            return said;
        }
        for (key, value) in std::mem::take(&mut block.attributes.pairs) {
            let value = value.trim();
            let is_read = match meaning(&key) {
                _ if key == WORDS => {
                    self.words.add(block.span, 1);
                    true
                }
                _ if key == FLAGS => {
                    self.flags.add(block.span, 1);
                    if self.flag.is_empty() {
                        self.flag = value.to_owned();
                    }
                    true
                }
                None => {
                    block.attributes.pairs.push((key, value.to_owned()));
                    continue;
                }
                Some(Meaning::Numbers) => match Numbers::of(&key, value) {
                    Numbers::Off => {
                        numbered = Some(false);
                        true
                    }
                    Numbers::On => {
                        numbered.get_or_insert(true);
                        true
                    }
                    Numbers::Marked => {
                        numbered.get_or_insert(true);
                        said.mark(&value.to_ascii_lowercase(), Mark::Highlighted)
                    }
                    Numbers::From(number) => {
                        numbered.get_or_insert(true);
                        first = number.or(first);
                        first.is_some()
                    }
                },
                Some(Meaning::First) => {
                    let number = value.parse::<u32>().ok();
                    first = number.or(first);
                    number.is_some()
                }
                Some(Meaning::Marks(mark)) => {
                    self.focused.add(block.span, usize::from(key.starts_with("focus")));
                    said.mark(value, mark)
                }
                Some(Meaning::Hidden) => match ranges(value) {
                    Some(ranges) => {
                        said.hidden.extend(
                            ranges.into_iter().map(|(first, last)| (first.max(1), last, Mark::Removed)),
                        );
                        true
                    }
                    // mdBook's mark of hidden lines, which were found before.
                    None => true,
                },
            };
            if !is_read {
                self.findings.push(unread(&key, value).at(block.span));
            }
        }
        said.first = match numbered {
            Some(false) => None,
            Some(true) => Some(first.unwrap_or(1)),
            None => first,
        };
        said
    }
}

/// What attributes say.
#[derive(Default)]
struct Said {
    first: Option<u32>,
    /// Lines from the first to the last, from 1.
    marks: Vec<(usize, usize, Mark)>,
    hidden: Vec<(usize, usize, Mark)>,
}

impl Said {
    fn is_empty(&self) -> bool {
        self.first.is_none() && self.marks.is_empty() && self.hidden.is_empty()
    }

    /// Marks the lines that a value names; whether it names any.
    fn mark(&mut self, value: &str, mark: Mark) -> bool {
        let Some(ranges) = ranges(value) else { return false };
        self.marks.extend(ranges.into_iter().map(|(first, last)| (first.max(1), last, mark)));
        true
    }
}

/// The mark of each of `count` lines, when all of those from a first one to (not with) a last one, from 0, have one. Takes
/// time with the sum of ranges and lines, for a note may have many of both.
fn spread(ranges: impl Iterator<Item = (usize, usize, Mark)>, count: usize) -> Vec<Option<Mark>> {
    let mut ranges = ranges.peekable();
    if ranges.peek().is_none() {
        return Vec::new();
    }
    let mut changes = vec![[0_i64; Mark::ALL.len()]; count + 1];
    for (first, end, mark) in ranges {
        let (first, end) = (first.min(count), end.min(count));
        if first < end {
            for (line, change) in [(first, 1), (end, -1)] {
                if let Some(slot) = changes.get_mut(line).and_then(|slots| slots.get_mut(mark as usize)) {
                    *slot += change;
                }
            }
        }
    }
    let mut depth = [0_i64; Mark::ALL.len()];
    let mut marks = Vec::with_capacity(count);
    for change in changes.iter().take(count) {
        depth.iter_mut().zip(change).for_each(|(sum, change)| *sum += change);
        let marked = Mark::ALL.into_iter().zip(depth).filter(|(_, depth)| *depth > 0);
        marks.push(marked.map(|(mark, _)| mark).next_back());
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of code with these attributes: its text, and what is beside its lines.
    fn settled(language: &str, pairs: &[(&str, &str)], text: &str) -> (String, CodeLines, usize) {
        let pairs = pairs.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        let attributes = AttributeList { pairs, ..AttributeList::default() }.into();
        let kind = BlockKind::code(Some(language.to_owned()), text);
        let mut blocks = vec![Block { span: Span::default(), attributes, kind }];
        let mut findings = Findings::default();
        settle(&mut blocks, Features::AUTO, &mut findings);
        let BlockKind::Code { text, lines, .. } = blocks.remove(0).kind else { unreachable!() };
        (text, lines.map(|lines| *lines).unwrap_or_default(), findings.diagnostics.count())
    }

    #[test]
    fn lines_are_named_in_many_ways() {
        for value in ["2,4-6", "2 4-6", "[2, \"4-6\"]", "2|4-6", "2;4..6", "\"a\":2,4-6"] {
            assert_eq!(ranges(value), Some(vec![(2, 2), (4, 6)]), "{value}");
        }
        assert_eq!(ranges("3-"), Some(vec![(3, usize::MAX)]));
        assert_eq!(ranges("-2"), Some(vec![(1, 2)]));
        assert_eq!(ranges("all|*"), Some(vec![]));
        for value in ["a", "2-b", "1,x"] {
            assert_eq!(ranges(value), None, "{value}");
        }
    }

    #[test]
    fn numbers_begin_where_the_note_says() {
        for (pairs, first) in [
            (&[("linenums", "1")][..], Some(1)),
            (&[("linenums", "")], Some(1)),
            (&[("showLineNumbers", "5")], Some(5)),
            (&[("linenos", "table"), ("linenostart", "199")], Some(199)),
            (&[("lineno-start", "7")], Some(7)),
            (&[("linenums", "2 1 3")], Some(2)),
            (&[("code-line-numbers", "true")], Some(1)),
            (&[("line-numbers", "false"), ("start", "4")], None),
            (&[("no-line-numbers", "")], None),
        ] {
            assert_eq!(settled("c", pairs, "a").1.first, first, "{pairs:?}");
        }
    }

    #[test]
    fn hidden_lines_are_left_out_and_others_keep_their_marks() {
        let (text, lines, count) = settled("c", &[("hide_lines", "2"), ("hl_lines", "3-4")], "a\nb\nc\nd");
        assert_eq!((text.as_str(), count), ("a\nc\nd", 0));
        assert_eq!(lines.marks, [(1, Mark::Highlighted), (2, Mark::Highlighted)]);
    }

    #[test]
    fn what_cannot_be_read_or_is_not_there_is_told() {
        assert_eq!(settled("c", &[("hl_lines", "two")], "a").2, 1);
        assert_eq!(settled("c", &[("linenums", "two")], "a").2, 1);
        assert_eq!(settled("c", &[("hl_lines", "9")], "a").2, 1);
        assert_eq!(settled("c", &[("hl_lines", "1"), ("other", "x")], "a").2, 0);
    }
}
