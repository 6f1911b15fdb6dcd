//! The blocks of an included file in their new place: their spans, their paths and their names.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use crate::ir::walk::{VisitMut, parts_mut, plain_text, walk_block_mut, walk_inline_mut};
use crate::ir::*;
use crate::naming::loose_key;
use crate::read::core::note::Included;
use crate::read::core::reader::WIKI;
use crate::source::Span;

/// Makes all nodes stand at one place.
pub struct At(pub Span);

impl VisitMut for At {
    fn block(&mut self, block: &mut Block) {
        block.span = self.0;
        parts_mut(block, |span, _| *span = self.0);
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        inline.span = self.0;
        walk_inline_mut(self, inline);
    }
}

/// Puts blocks that were read from another file where they are included: messages about them are about that place,
/// their paths start from their own folder, and their footnotes are their own.
pub struct Placed<'a> {
    pub span: Span,
    pub included: &'a Included,
    pub name: &'a str,
    pub names: Option<Names>,
}

impl Placed<'_> {
    pub fn path(&self, path: &mut String) {
        if let Some(names) = &self.names
            && let Some(fragment) = fragment(path)
        {
            *path = names.link(fragment);
            return;
        }
        let elsewhere = path.starts_with(['/', '#'])
            || path.starts_with("@/")
            || path.starts_with(WIKI)
            || path.contains(':');
        if !elsewhere && !path.is_empty() {
            path.insert_str(0, &self.included.folder);
        }
    }

    pub fn label(&self, label: &mut String) {
        let part = self.names.as_ref().map_or_else(|| self.name.to_owned(), |names| names.number.to_string());
        label.insert_str(0, &format!("{part}:"));
    }

    pub fn attributes(&self, attributes: &mut Attributes) {
        if let Some(names) = &self.names
            && let Some(id) = attributes.take_id()
        {
            attributes.id = Some(names.own(&id));
        }
    }
}

/// What links in a part may lead to in it: the identifiers get the part's number, for it may stand in a note more than
/// once.
pub struct Names {
    pub number: usize,
    /// What the note is called that it is a part of.
    pub note: String,
    pub identifiers: HashSet<String>,
    pub headings: HashSet<String>,
    /// What links in the part lead to by the words of a heading.
    pub linked: HashSet<String>,
}

impl Names {
    pub fn of(blocks: &mut Vec<Block>, number: usize, path: &str) -> Self {
        let path = path.trim_start_matches("../").trim_start_matches('/');
        let note = path.rsplit_once('.').map_or(path, |(note, _)| note).to_owned();
        let mut names = Names {
            number,
            note,
            identifiers: HashSet::new(),
            headings: HashSet::new(),
            linked: HashSet::new(),
        };
        names.blocks(blocks);
        names
    }

    pub fn own(&self, name: &str) -> String {
        format!("part-{}-{name}", self.number)
    }

    /// Where a link to `fragment` leads from inside the part.
    pub fn link(&self, fragment: &str) -> String {
        let name = percent_decode_str(fragment).decode_utf8_lossy();
        if self.identifiers.contains(&*name) {
            format!("#{}", self.own(&name))
        } else if self.headings.contains(&heading(&name)) {
            format!("#{}", self.own(&heading(&name)))
        } else {
            format!("{WIKI}{}#{fragment}", self.note)
        }
    }

    pub fn attributes(&mut self, attributes: &Attributes) {
        self.identifiers.extend(attributes.id.clone());
    }
}

/// What a link into its own note leads to.
pub fn fragment(path: &str) -> Option<&str> {
    path.strip_prefix(WIKI).unwrap_or(path).strip_prefix('#')
}

/// What is left of a heading's name in all styles; of `Heading#Heading below`, the last.
pub fn heading(name: &str) -> String {
    loose_key(name.rsplit('#').next().unwrap_or_default())
}

impl VisitMut for Names {
    fn block(&mut self, block: &mut Block) {
        self.attributes(&block.attributes);
        parts_mut(block, |_, attributes| self.attributes(attributes));
        if let BlockKind::Heading { content, .. } = &block.kind {
            self.headings.insert(loose_key(&plain_text(content)));
        }
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        self.attributes(&inline.attributes);
        if let InlineKind::Link { target, .. } = &inline.kind
            && let LinkTarget::Unresolved(path) = &**target
            && let Some(fragment) = fragment(path)
        {
            self.linked.insert(heading(&percent_decode_str(fragment).decode_utf8_lossy()));
        }
        walk_inline_mut(self, inline);
    }
}

impl VisitMut for Placed<'_> {
    fn block(&mut self, block: &mut Block) {
        block.span = self.span;
        self.attributes(&mut block.attributes);
        if let Some(names) = &self.names
            && let BlockKind::Heading { content, .. } = &block.kind
            && let name = loose_key(&plain_text(content))
            && names.linked.contains(&name)
        {
            block.attributes.id.get_or_insert_with(|| names.own(&name));
        }
        parts_mut(block, |span, attributes| {
            *span = self.span;
            self.attributes(attributes);
        });
        walk_block_mut(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        inline.span = self.span;
        self.attributes(&mut inline.attributes);
        match &mut inline.kind {
            InlineKind::Image(image) => {
                if let ImageSource::Unresolved(path) = &mut image.source {
                    self.path(path);
                }
            }
            InlineKind::Link { target, .. } => {
                if let LinkTarget::Unresolved(path) = &mut **target {
                    self.path(path);
                }
            }
            InlineKind::Footnote { label, .. } | InlineKind::FootnoteReference { label } => self.label(label),
            InlineKind::Text { .. }
            | InlineKind::SoftBreak
            | InlineKind::HardBreak
            | InlineKind::Styled { .. }
            | InlineKind::Code { .. }
            | InlineKind::Math { .. }
            | InlineKind::Span { .. } => {}
        }
        walk_inline_mut(self, inline);
    }
}
