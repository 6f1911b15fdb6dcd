//! What can be referred to by its name, and the numbers of what has a caption.

use std::collections::{HashMap, HashSet};

use crate::callouts::Callouts;
use crate::files::shown::Shown;
use crate::ir::walk::{Visit, parts, plain_text, walk_block, walk_inline};
use crate::ir::*;
use crate::locale::{self, Word};
use crate::naming::slug;
use crate::pass::contents::plain;
use crate::pass::diagrams;
use crate::pass::equations::Numbers;
use crate::source::Span;

/// What a name of Quarto's or bookdown's begins with, before `-` or `:`.
pub(super) const KINDS: [(&str, Word); 4] =
    [("fig", Word::Figure), ("tbl", Word::Table), ("tab", Word::Table), ("lst", Word::Listing)];

/// Which things with captions get a number.
pub(super) enum Numbered {
    /// All, as the note's project has it; without a name or not.
    All { unnamed: bool },
    /// Those whose names say what they are, and these.
    Named(HashSet<String>),
}

pub(super) fn has_caption(block: &Block) -> bool {
    block.kind.caption().is_some_and(|caption| !caption.is_empty())
}

/// What stands before the number of a section, in all languages.
pub(super) const SECTION: &str = "§\u{A0}";

/// The names that what is called `name` may have where it stands: Sphinx does not mind letter case, knitr's figures
/// have names of which bookdown asks with what they are (`fig:x`).
pub(super) fn spellings(name: &str) -> [String; 4] {
    let local = name.split_once(':').map_or(name, |(_, local)| local);
    [name.to_owned(), name.to_lowercase(), name.replace(':', "-"), local.to_owned()]
}

pub(super) fn find<'t>(by_name: &'t HashMap<String, Shown>, name: &str) -> Option<(&'t str, &'t Shown)> {
    let found = spellings(name).into_iter().chain([slug(name)]);
    let found = found.into_iter().find_map(|name| by_name.get_key_value(&name));
    found.map(|(name, shown)| (name.as_str(), shown))
}

/// What kind of thing with a caption a name says that it is for.
pub(super) fn kind_of(name: &str) -> Option<Word> {
    let kind = name.split(['-', ':']).next().filter(|kind| kind.len() < name.len())?;
    KINDS.iter().find(|(own, _)| *own == kind).map(|&(_, word)| word)
}

/// What a block with a caption is called.
pub(super) fn word_of(block: &Block) -> Option<Word> {
    let named = || block.attributes.id.as_deref().and_then(kind_of);
    match &block.kind {
        BlockKind::Table(_) => Some(Word::Table),
        BlockKind::Figure { blocks, .. } => named().or(match blocks.as_slice() {
            [Block { kind: BlockKind::Table(_), .. }] => Some(Word::Table),
            [block] if diagrams::is_diagram(block) => Some(Word::Figure),
            [.., Block { kind: BlockKind::Code { .. }, .. }] => Some(Word::Listing),
            _ => Some(Word::Figure),
        }),
        _ => None,
    }
}

/// What can be referred to, by name.
pub(super) struct Targets<'a> {
    pub(super) by_name: HashMap<String, Shown>,
    /// The numbers of what has no name, by its place.
    pub(super) unnamed: HashMap<Span, Shown>,
    pub(super) numbered: Numbered,
    pub(super) counts: HashMap<&'static str, usize>,
    /// The numbered things around what is looked at, and how many parts of each have a letter.
    pub(super) around: Vec<Around>,
    pub(super) callouts: &'a Callouts,
    pub(super) language: &'a str,
    /// The number of the chapter that the document is.
    pub(super) chapter: &'a [usize],
}

/// A numbered thing with others in it.
pub(super) struct Around {
    word: Word,
    number: String,
    parts: u8,
}

impl<'a> Targets<'a> {
    pub(super) fn of(
        blocks: &[Block],
        callouts: &'a Callouts,
        (language, chapter): (&'a str, &'a [usize]),
        numbered: Numbered,
    ) -> Self {
        let (by_name, unnamed, counts) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut targets =
            Self { by_name, unnamed, numbered, counts, around: Vec::new(), callouts, language, chapter };
        blocks.iter().for_each(|block| targets.block(block));
        targets
    }

    pub(super) fn find(&self, name: &str) -> Option<(&str, &Shown)> {
        find(&self.by_name, name)
    }

    pub(super) fn number_formulas(&mut self, numbers: &Numbers) {
        for (name, number) in numbers {
            // A callout keeps its title.
            self.by_name.entry(name.clone()).or_default().number = Some((None, number.clone()));
        }
    }

    pub(super) fn number_sections(&mut self, numbers: Vec<(String, String)>) {
        for (name, number) in numbers {
            self.by_name.entry(name).or_default().number = Some((None, format!("{SECTION}{number}")));
        }
    }

    /// The number of a block, and its letter where it is a part of another of its kind: 1a, 1b.
    pub(super) fn number(&mut self, block: &Block) -> Option<(Word, String, Option<char>)> {
        let word = word_of(block)?;
        let id = block.attributes.id.as_deref();
        let is_numbered = id.and_then(kind_of).is_some()
            || match &self.numbered {
                Numbered::All { unnamed } => has_caption(block) && (*unnamed || id.is_some()),
                Numbered::Named(names) => id.is_some_and(|id| names.contains(id)),
            };
        if !is_numbered {
            return None;
        }
        if let Some(around) = self.around.last_mut().filter(|around| around.word == word && around.parts < 26)
        {
            let letter = char::from(b'a' + around.parts);
            around.parts += 1;
            return Some((word, format!("{}{letter}", around.number), Some(letter)));
        }
        let count = self.counts.entry(locale::word("en", word)).or_insert(0);
        *count += 1;
        Some((word, metadata::number(self.chapter, *count), None))
    }
}

impl Visit<'_> for Targets<'_> {
    fn block(&mut self, block: &Block) {
        let title = match &block.kind {
            BlockKind::Heading { content, .. } => plain(content),
            BlockKind::Figure { caption, .. } => plain(caption),
            BlockKind::Table(table) => plain(&table.caption),
            BlockKind::Callout(callout) => match &callout.title {
                Some(title) => plain(title),
                None => {
                    let label =
                        self.callouts.get(&callout.kind).map(|kind| kind.label(self.language).to_owned());
                    vec![Inline::text(block.span, label.unwrap_or_else(|| callout.kind.clone()))]
                }
            },
            // A group that only names what is in it: a second label.
            BlockKind::Division { blocks } => match blocks.as_slice() {
                [Block { kind: BlockKind::Figure { caption, .. }, .. }] => plain(caption),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        if let BlockKind::Heading { content, .. } = &block.kind {
            let anchors = content.iter().filter_map(|inline| inline.attributes.id.as_ref());
            for name in anchors.cloned().chain([slug(&plain_text(content))]) {
                self.by_name.entry(name).or_insert(Shown { title: title.clone(), ..Shown::default() });
            }
        }
        let around = self.around.len();
        let (number, part) = match self.number(block) {
            Some((word, number, part)) => {
                self.around.push(Around { word, number: number.clone(), parts: 0 });
                (Some((Some(word), number)), part)
            }
            None => (None, None),
        };
        match &block.attributes.id {
            Some(id) => {
                self.by_name.entry(id.clone()).or_insert(Shown { title, number, part, ..Shown::default() });
            }
            None if number.is_some() => {
                self.unnamed.insert(block.span, Shown { title, number, part, ..Shown::default() });
            }
            None => {}
        }
        parts(block, |attributes| {
            if let Some(id) = &attributes.id {
                self.by_name.entry(id.clone()).or_default();
            }
        });
        walk_block(self, block);
        self.around.truncate(around);
    }

    fn inline(&mut self, inline: &Inline) {
        if let Some(id) = &inline.attributes.id {
            self.by_name.entry(id.clone()).or_default();
        }
        walk_inline(self, inline);
    }
}
