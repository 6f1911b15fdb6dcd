//! Numbers of headings, and of the kinds of callout that are counted: theorems, exercises and the like.

use std::collections::HashMap;

use super::answers::{self, Answers};
use super::equations::Numbers;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::format::Format;
use crate::ir::holds::Holds;
use crate::ir::walk::{Visit, VisitMut, plain_text, walk_block, walk_block_mut};
use crate::ir::*;
use crate::look::{Key, Look, Options};
use crate::nearest::nearest;
use crate::settings::Settings;
use crate::source::Span;

/// Headings with one of these classes have no number (Pandoc, Quarto).
const UNNUMBERED: [&str; 2] = ["unnumbered", "-"];

/// The class of a heading's number.
const SECTION_NUMBER: &str = "section-number";

/// Counts the callouts of the kinds that are asked for, each kind by itself, and puts the number into their titles:
/// `Theorem 2`, `Theorem 2 (Pythagoras)`. What can be referred to gets its number in `numbers`, too. `holds` is what the
/// document holds.
pub fn callouts(
    document: &mut Document,
    holds: Holds,
    settings: &Settings,
    numbers: &mut Numbers,
    diagnostics: &mut Diagnostics,
) {
    let look = Look::of(&settings.look, &document.metadata.options, Format::Pdf);
    let mut names = look.list(Key::CalloutNumbering).to_vec();
    // Answers at the end are found by the numbers of exercises, which the sheet without answers has, too.
    if answers::asked(document, settings) != Answers::Show
        && !look.is_asked(Key::CalloutNumbering)
        && answers::has_any(document, settings)
    {
        names.push(answers::EXERCISE.to_owned());
    }
    if names.iter().any(|name| name == "none")
        || names.is_empty() && !(holds.contains(Holds::CALLOUT) && has_named(document))
    {
        return;
    }
    let all = names.iter().any(|name| name == "all");
    let known = |name: &String| name == "all" || settings.callouts.get(name).is_some();
    // What a theme counts, a catalogue of one's own need not have.
    if look.is_asked(Key::CalloutNumbering) {
        for name in names.iter().filter(|name| !known(name)) {
            diagnostics.push(no_kind(name, settings).at(look.place(Key::CalloutNumbering)));
        }
    }
    let kinds = names.iter().filter_map(|name| settings.callouts.get(name)).map(|kind| kind.kind.to_string());
    let kinds: Vec<String> = kinds.collect();
    let language = document.metadata.language.clone();
    let label = |kind: &str, id: Option<&str>| {
        let counted = all || kinds.iter().any(|own| own == kind) || id.is_some_and(names_number);
        settings.callouts.get(kind).filter(|_| counted).map(|kind| kind.label(&language).to_owned())
    };
    let Document { metadata, blocks, .. } = document;
    Callouts { label: &label, counts: HashMap::new(), metadata, numbers }.blocks(blocks);
}

/// Whether an identifier is one under which Quarto counts a theorem or its like.
fn names_number(id: &str) -> bool {
    let kind = id.split_once('-').map(|(kind, _)| kind);
    matches!(kind, Some("thm" | "lem" | "cor" | "prp" | "cnj" | "def" | "exm" | "exr"))
}

/// Whether some callout has such an identifier.
fn has_named(document: &Document) -> bool {
    struct Named(bool);
    impl Visit<'_> for Named {
        fn block(&mut self, block: &Block) {
            let is_callout = matches!(block.kind, BlockKind::Callout(_));
            self.0 |= is_callout && block.attributes.id.as_deref().is_some_and(names_number);
            walk_block(self, block);
        }
    }
    let mut named = Named(false);
    document.blocks.iter().for_each(|block| named.block(block));
    named.0
}

/// That no kind of callout has this name.
fn no_kind(name: &str, settings: &Settings) -> Diagnostic {
    let message = format!("`callout-numbering` names `{name}`, which is no kind of callout");
    let error = Diagnostic::error(Code::Configuration, message);
    match nearest(name, settings.callouts.names()) {
        Some(nearest) => error.hint(format!("did you mean `{nearest}`?")),
        None => error.hint("name kinds such as `theorem`, `exercise` or `note`, `all` or `none`"),
    }
}

struct Callouts<'a> {
    /// The label of a kind that is counted.
    label: &'a dyn Fn(&str, Option<&str>) -> Option<String>,
    counts: HashMap<String, usize>,
    metadata: &'a Metadata,
    numbers: &'a mut Numbers,
}

impl VisitMut for Callouts<'_> {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Callout(callout) = &mut block.kind
            && let Some(label) = (self.label)(&callout.kind, block.attributes.id.as_deref())
            && !is_numbered(callout, &label)
        {
            let count = self.counts.entry(callout.kind.clone()).or_insert(0);
            *count += 1;
            let number = format!("{label}\u{A0}{}", metadata::number(&self.metadata.chapter, *count));
            let text = |text: String| Inline::text(block.span, text);
            let own = callout.title.take().filter(|title| !plain_text(title).trim().is_empty());
            // A title that only says what it is.
            let own = own.filter(|title| !plain_text(title).trim().eq_ignore_ascii_case(&label));
            callout.title = Some(match own {
                Some(title) => {
                    let before = std::iter::once(text(format!("{number} (")));
                    before.chain(title).chain([text(")".to_owned())]).collect()
                }
                None => vec![text(number.clone())],
            });
            if let Some(id) = &block.attributes.id {
                self.numbers.insert(id.clone(), number);
            }
        }
        walk_block_mut(self, block);
    }
}

/// Whether the note itself gives the callout a number.
fn is_numbered(callout: &Callout, label: &str) -> bool {
    let title = callout.title.as_ref().map(|title| plain_text(title).to_lowercase()).unwrap_or_default();
    let after = title.trim().strip_prefix(&label.to_lowercase()).unwrap_or_default();
    after.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// Puts numbers before the headings, if that is asked for.
pub fn sections(document: &mut Document, settings: &Settings) {
    if numbers_sections(&document.metadata.options, settings) {
        Sections(Counts::of(document)).blocks(&mut document.blocks);
    }
}

/// The numbers that headings get, by what the note calls them; none if that is not asked for.
pub fn of_sections(document: &Document, settings: &Settings) -> Vec<(String, String)> {
    struct Find(Counts, Vec<(String, String)>);
    impl Visit<'_> for Find {
        fn block(&mut self, block: &Block) {
            walk_block(self, block);
            if let (Some(number), Some(id)) = (self.0.next(block), &block.attributes.id) {
                self.1.push((id.clone(), number));
            }
        }
    }
    let mut find = Find(Counts::of(document), Vec::new());
    if numbers_sections(&document.metadata.options, settings) {
        document.blocks.iter().for_each(|block| find.block(block));
    }
    find.1
}

/// How many headings of the outermost level of a document that was just read get numbers.
pub fn outermost(document: &Document) -> usize {
    struct Headings(Vec<u8>);
    impl Visit<'_> for Headings {
        fn block(&mut self, block: &Block) {
            if let BlockKind::Heading { level, content } = &block.kind
                && *level != front::TITLE
                && !content.is_empty()
                && !is_unnumbered(block)
            {
                self.0.push(*level);
            }
            walk_block(self, block);
        }
    }
    let mut headings = Headings(Vec::new());
    document.blocks.iter().for_each(|block| headings.block(block));
    let least = headings.0.iter().min().copied();
    headings.0.iter().filter(|level| Some(**level) == least).count()
}

fn is_unnumbered(block: &Block) -> bool {
    block.attributes.classes.iter().any(|class| UNNUMBERED.contains(&class.as_str()))
}

/// Whether headings get numbers, in one target or another.
pub fn numbers_sections(options: &Options, settings: &Settings) -> bool {
    let is_on = |format| Look::of(&settings.look, options, format).is_on(Key::NumberSections);
    [Format::Pdf, Format::Epub, Format::Html].into_iter().any(is_on)
}

/// How many headings of each level there were since the last of a level above.
struct Counts {
    /// The number of the chapter that the document is.
    chapter: Vec<usize>,
    /// The counts, from the outermost level on.
    counts: Vec<usize>,
}

impl Counts {
    fn of(document: &Document) -> Self {
        Self { chapter: document.metadata.chapter.clone(), counts: Vec::new() }
    }

    /// The number of a block that comes next, if it is a heading that has one.
    fn next(&mut self, block: &Block) -> Option<String> {
        let BlockKind::Heading { level, .. } = &block.kind else { return None };
        if *level == front::TITLE || is_unnumbered(block) {
            return None;
        }
        self.counts.resize(usize::from(*level), 0);
        *self.counts.last_mut()? += 1;
        let numbers = self.chapter.iter().chain(&self.counts);
        Some(numbers.map(usize::to_string).collect::<Vec<_>>().join("."))
    }
}

/// The number of a heading, as it stands before its words.
pub fn shown(number: &str, span: Span) -> Inline {
    let content = vec![Inline::text(span, format!("{number}\u{2002}"))];
    let mut shown = Inline::new(span, InlineKind::Span { content });
    shown.attributes.classes.push(SECTION_NUMBER.to_owned());
    shown
}

struct Sections(Counts);

impl VisitMut for Sections {
    fn block(&mut self, block: &mut Block) {
        walk_block_mut(self, block);
        let Some(number) = self.0.next(block) else { return };
        let BlockKind::Heading { content, .. } = &mut block.kind else { return };
        content.insert(0, shown(&number, block.span));
    }
}
