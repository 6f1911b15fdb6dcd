//! References to things of the document by their names (`@fig-x`, `\ref{x}`, `` {ref}`x` ``, `[](#x)`): what each shows
//! is settled here, where it leads by the pass `links`. Figures, tables and listings that have a name for it, or whose
//! number is referred to, get numbers, which their captions show.

mod targets;
mod titles;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::equations::Numbers;
use super::{numbering, project};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::shown::Shown;
use crate::files::{Files, Question};
use crate::ir::holds::Holds;
use crate::ir::reference::{Form, Item, Reference};
use crate::ir::walk::{
    Visit, VisitMut, plain_text, walk_block, walk_block_mut, walk_inline, walk_inline_mut, walk_inlines_mut,
};
use crate::ir::*;
use crate::locale::{self, Word};
use crate::read::formulas_in;
use crate::repeated::Repeated;
use crate::settings::Settings;
use crate::source::Span;
use targets::{Numbered, SECTION, Targets, find, has_caption, kind_of, spellings, word_of};
use titles::Titles;

/// Other beginnings of names that refer to something in the note, and to no work.
const OTHERS: [&str; 9] = ["sec", "eq", "thm", "lem", "cor", "prp", "def", "exm", "exr"];

/// Numbers figures, tables and listings, and writes what references show. Those that may be citations stay when nothing
/// has their name. `numbers` are those of formulas.
pub fn run(
    document: &mut Document,
    holds: &mut Holds,
    numbers: &Numbers,
    settings: &Settings,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    let mut referred = Referred::default();
    document.blocks.iter().for_each(|block| referred.block(block));
    let any = referred.any;
    let things = Things::of(&document.blocks);
    if !any && !things.captioned && !things.named {
        return;
    }
    let language = document.metadata.language.clone();
    let chapter = document.metadata.chapter.clone();
    let numbered = numbered(&things, referred.numbers, files);
    let mut targets = Targets::of(&document.blocks, &settings.callouts, (&language, &chapter), numbered);
    Captions { targets: &targets, language: &language }.blocks(&mut document.blocks);
    if !any {
        return;
    }
    // What a reference shows may be whatever stands in a title.
    *holds = Holds::all();
    targets.number_formulas(numbers);
    targets.number_sections(numbering::of_sections(document, settings));
    let titles = Titles::new(files);
    let repeated = Repeated::default();
    References { targets: &targets, titles, files, language: &language, repeated, diagnostics }
        .blocks(&mut document.blocks);
}

/// What references to the things of a note show, for other notes.
#[derive(Debug)]
pub struct Named(HashMap<String, Shown>);

impl Named {
    /// What a document names whose identifiers are still those of the note; `numbers` are those of its formulas.
    pub fn of(document: &Document, numbers: &Numbers, settings: &Settings, files: &dyn Files) -> Self {
        let mut referred = Referred::default();
        document.blocks.iter().for_each(|block| referred.block(block));
        let place = (document.metadata.language.as_str(), document.metadata.chapter.as_slice());
        let numbered = numbered(&Things::of(&document.blocks), referred.numbers, files);
        let mut targets = Targets::of(&document.blocks, &settings.callouts, place, numbered);
        targets.number_formulas(numbers);
        Self(targets.by_name)
    }

    /// What a reference to the thing of this name can show.
    pub fn find(&self, name: &str) -> Option<Shown> {
        find(&self.0, name).map(|(name, shown)| Shown { name: name.to_owned(), ..shown.clone() })
    }
}

/// Which of a note's `things` get a number, where numbers are asked of those `referred` to.
fn numbered(things: &Things, referred: HashSet<String>, files: &dyn Files) -> Numbered {
    let all = if things.captioned { project::numbers(files) } else { project::Numbers::default() };
    match all.captions {
        true => Numbered::All { unnamed: all.unnamed },
        false => Numbered::Named(referred),
    }
}

/// Whether there are figures and tables that may get a number.
#[derive(Default)]
struct Things {
    /// Whether one has a caption.
    captioned: bool,
    /// Whether one has an identifier.
    named: bool,
}

impl Things {
    fn of(blocks: &[Block]) -> Self {
        let mut things = Self::default();
        blocks.iter().for_each(|block| things.block(block));
        things
    }
}

impl Visit<'_> for Things {
    fn block(&mut self, block: &Block) {
        self.captioned |= has_caption(block);
        self.named |= block.attributes.id.is_some() && word_of(block).is_some();
        walk_block(self, block);
    }
}

/// What references there are.
#[derive(Default)]
struct Referred {
    any: bool,
    /// The names of what a number is asked of.
    numbers: HashSet<String>,
}

impl Visit<'_> for Referred {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Link { target, .. } = &inline.kind
            && let LinkTarget::Reference(Reference { items, form }) = &**target
        {
            self.any = true;
            if !matches!(form, Form::Title | Form::Document) {
                self.numbers.extend(items.iter().flat_map(|item| spellings(&item.name)));
            }
        }
        walk_inline(self, inline);
    }
}

/// Writes numbers before captions.
struct Captions<'a> {
    targets: &'a Targets<'a>,
    language: &'a str,
}

impl VisitMut for Captions<'_> {
    fn block(&mut self, block: &mut Block) {
        let shown = match &block.attributes.id {
            Some(id) => self.targets.by_name.get(id),
            None => self.targets.unnamed.get(&block.span),
        };
        if let Some(Shown { number: Some((Some(word), number)), part, .. }) = shown
            && let Some(caption) = block.kind.caption_mut()
        {
            let label = match (part, caption.is_empty()) {
                (Some(letter), true) => format!("({letter})"),
                (Some(letter), false) => format!("({letter}) "),
                (None, empty) => {
                    let end = if empty { "" } else { locale::colon(self.language) };
                    format!("{}{end}", named(self.language, *word, number))
                }
            };
            caption.insert(0, Inline::text(block.span, label));
        }
        walk_block_mut(self, block);
    }
}

/// `Figure 1`, on one line.
fn named(language: &str, word: Word, number: &str) -> String {
    format!("{}\u{A0}{number}", locale::word(language, word))
}

struct References<'a> {
    targets: &'a Targets<'a>,
    titles: Titles<'a>,
    files: &'a dyn Files,
    language: &'a str,
    repeated: Repeated,
    diagnostics: &'a mut Diagnostics,
}

impl VisitMut for References<'_> {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let refers = |inline: &Inline| match &inline.kind {
            InlineKind::Link { target, .. } => matches!(**target, LinkTarget::Reference(_)),
            _ => false,
        };
        if inlines.iter().any(refers) {
            let mut out = Vec::with_capacity(inlines.len());
            for inline in std::mem::take(inlines) {
                match inline.kind {
                    InlineKind::Link { target, title, content } => match *target {
                        LinkTarget::Reference(reference) => {
                            self.reference(reference, inline.span, inline.attributes, content, &mut out);
                        }
                        target => {
                            let kind = InlineKind::Link { target: target.into(), title, content };
                            out.push(Inline { kind, ..inline });
                        }
                    },
                    _ => out.push(inline),
                }
            }
            *inlines = out;
        }
        walk_inlines_mut(self, inlines);
    }

    fn inline(&mut self, inline: &mut Inline) {
        // A link has no links in it: what stands there stays as it is written.
        if let InlineKind::Link { content, target, .. } = &mut inline.kind
            && !matches!(**target, LinkTarget::Reference(_))
        {
            Unlinked.inlines(content);
        }
        walk_inline_mut(self, inline);
    }
}

/// Makes text of the references in a link.
struct Unlinked;

impl VisitMut for Unlinked {
    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        if let InlineKind::Link { target, content, .. } = &mut inline.kind
            && matches!(**target, LinkTarget::Reference(_))
        {
            inline.kind = InlineKind::Span { content: std::mem::take(content) };
        }
    }
}

impl References<'_> {
    /// What becomes of a reference whose words in the note are `content`.
    #[expect(clippy::indexing_slicing, reason = "a reference has at least one item, for it is made of one")]
    fn reference(
        &mut self,
        reference: Reference,
        span: Span,
        attributes: Attributes,
        content: Vec<Inline>,
        out: &mut Vec<Inline>,
    ) {
        let link = |target: LinkTarget, content| {
            let kind = InlineKind::Link { target: target.into(), title: None, content };
            Inline { span, attributes: attributes.clone(), kind }
        };
        let Reference { items, form } = &reference;
        if *form == Form::Document && self.targets.find(&items[0].name).is_none() {
            let path = items[0].name.clone();
            let content = match self.titles.of(&path) {
                Some(title) => {
                    let content = vec![Inline::text(span, title)];
                    self.repeated(content, &path, span)
                }
                None if content.is_empty() => vec![Inline::text(span, path.as_str())],
                None => content,
            };
            return out.push(link(LinkTarget::Unresolved(path), content));
        }
        let found: Option<Vec<_>> =
            items.iter().map(|item| Some((item, self.find(&item.name, !reference.may_cite())?))).collect();
        if let Some(found) = found {
            let shown = found.into_iter().map(|(item, (address, shown))| {
                (item, address, self.shown(item, &shown, *form, span, &content))
            });
            for (at, (item, address, content)) in shown.collect::<Vec<_>>().into_iter().enumerate() {
                if at > 0 {
                    out.push(Inline::text(span, ", "));
                }
                let content = self.repeated(content, &item.name, span);
                out.push(link(LinkTarget::Unresolved(address), content));
                if !item.after.is_empty() {
                    out.push(Inline::text(span, format!(", {}", item.after)));
                }
            }
        } else if !reference.may_cite() {
            let name = &items[0].name;
            let content = match plain_text(&content).trim() {
                "" => vec![Inline::text(span, name.as_str())],
                _ => content,
            };
            out.push(link(LinkTarget::Unresolved(format!("#{name}")), content));
        } else if items.iter().all(|item| is_of_note(&item.name)) {
            let name = &items[0].name;
            let message =
                format!("nothing in this note is called `{name}`: the reference stays as it is written");
            self.diagnostics.push(Diagnostic::warning(Code::BrokenLink, message).at(span));
            out.push(Inline { span, attributes, kind: InlineKind::Span { content } });
        } else {
            out.push(link(LinkTarget::Reference(reference), content));
        }
    }

    /// The words of a reference, or its name in the note once references have repeated too much.
    fn repeated(&mut self, content: Vec<Inline>, name: &str, span: Span) -> Vec<Inline> {
        if self.repeated.takes(plain_text(&content).len()) {
            return content;
        }
        let warning = self.repeated.refused("references show names", span);
        warning.into_iter().for_each(|warning| self.diagnostics.push(warning));
        vec![Inline::text(span, name)]
    }

    /// The address and the words of what has a name: in this note, else in another of the project, for whose things
    /// some names are (`is_named`, or by their beginning).
    fn find(&self, name: &str, is_named: bool) -> Option<(String, Cow<'_, Shown>)> {
        if let Some((name, shown)) = self.targets.find(name) {
            return Some((format!("#{name}"), Cow::Borrowed(shown)));
        }
        let path = (is_named || is_of_note(name)).then(|| self.files.note_labelled(name)).flatten()?;
        let shown = self.files.shown(&Question::Path(path.clone()), name)?;
        Some((format!("{path}#{}", shown.name), Cow::Owned(shown)))
    }

    /// The words of a reference to what was found; `written` are those that the note has for it.
    fn shown(&self, item: &Item, shown: &Shown, form: Form, span: Span, written: &[Inline]) -> Vec<Inline> {
        let text = |text: String| vec![Inline::text(span, text)];
        let Shown { title, number, .. } = shown;
        let words = plain_text(written);
        let pattern = form == Form::Named && (words.contains("%s") || words.contains('{'));
        match (number, form) {
            (Some((None, number)), Form::Number) if title.is_empty() => formulas_in(number),
            (Some((None, number)), _) if item.before.is_empty() && title.is_empty() => {
                formulas_in(&format!("({number})"))
            }
            (Some((_, number)), _) if pattern => text(
                words.replace("%s", number).replace("{number}", number).replace("{name}", &plain_text(title)),
            ),
            (Some((_, number)), Form::Number) => text(number.clone()),
            (Some((_, number)), Form::Prose | Form::Aside) if item.short => text(number.clone()),
            (Some((_, number)), _) if !item.before.is_empty() => {
                text(format!("{}\u{A0}{}", item.before, number.trim_start_matches(SECTION)))
            }
            (Some((None, number)), form) if form != Form::Title => text(number.clone()),
            (Some((Some(word), number)), form) if form != Form::Title || title.is_empty() => {
                text(named(self.language, *word, number))
            }
            _ if pattern && !title.is_empty() => {
                text(words.replace("{name}", &plain_text(title)).replace("%s", "").trim().to_owned())
            }
            _ if form == Form::Title && says_more(written, &item.name) => written.to_vec(),
            _ if !title.is_empty() => title.clone(),
            _ if words.trim().is_empty() => text(item.name.clone()),
            _ => written.to_vec(),
        }
    }
}

/// Whether a reference has words of its own in the note, besides the name of what it refers to.
fn says_more(words: &[Inline], name: &str) -> bool {
    let words = plain_text(words);
    !words.trim().is_empty() && words.trim() != name
}

/// Whether a name is one of Quarto's for what is in a note.
pub fn is_of_note(name: &str) -> bool {
    kind_of(name).is_some() || name.split_once(['-', ':']).is_some_and(|(kind, _)| OTHERS.contains(&kind))
}
