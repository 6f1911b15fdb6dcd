//! Citations of works (`[@doe2020, p. 3]`) and the list of those that are cited: hayagriva sets both by a CSL style. A
//! citation becomes links to the entries of the list; without a bibliography it stays as it is written.

mod bibtex;
mod csl;
mod csl_json;
mod library;
mod list;
mod locales;
mod project;
mod works;

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{
    CitationFormat, FontStyle, FontVariant, FontWeight, IndependentStyle, StyleCategory, StyleClass,
    VerticalAlign,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, Elem, ElemChild,
    ElemMeta, Entry, Formatted, LocatorPayload, SpecificLocator,
};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::Files;
use crate::ir::holds::Holds;
use crate::ir::reference::{ALL_WORKS, CITATION, Form, Item, Reference};
use crate::ir::walk::{Visit, VisitMut, walk_block, walk_inline, walk_inlines_mut};
use crate::ir::*;
use crate::repeated::Repeated;
use crate::source::Span;
pub use list::{has_place, list, place};
use works::Works;

/// Sets all citations of the document and the list of the works cited: where the note wants it (a group with the
/// identifier `refs`), else at its end.
pub fn run(document: &mut Document, holds: &mut Holds, files: &dyn Files, diagnostics: &mut Diagnostics) {
    let list = set(&mut [Citing { document, holds: *holds, files, diagnostics }], None);
    if !list.is_empty() {
        *holds = Holds::all();
        place(document, list);
    }
}

/// A document that may cite works.
pub struct Citing<'a> {
    /// The document, whose references by name the pass `references` has looked for.
    pub document: &'a mut Document,
    /// What it holds.
    pub holds: Holds,
    /// What it may read.
    pub files: &'a dyn Files,
    /// What is found of it.
    pub diagnostics: &'a mut Diagnostics,
}

/// Sets the citations of several documents as those of one, and returns the entries of their common list, in the style
/// and the language of the first that cites. Citations lead to the entries in the note at `list`, or in their own.
pub fn set(documents: &mut [Citing], list: Option<&str>) -> Vec<Block> {
    let (mut works, mut uncited, mut all) = (Works::default(), Vec::new(), Vec::new());
    for Citing { document, holds, files, diagnostics } in documents.iter_mut() {
        let mut found = Found::default();
        if holds.intersects(Holds::LINK | Holds::IDENTIFIER) {
            document.blocks.iter().for_each(|block| found.block(block));
        }
        let mut own = works::uncited(&document.metadata);
        if found.whole_list.is_some() {
            own.push("*".to_owned());
        }
        if !found.citations.is_empty() || !own.is_empty() {
            let aside = found.citations.iter().find(|(reference, _)| reference.form == Form::Aside);
            let look = aside.is_some() || found.whole_list.is_some();
            found.has_works = works.add_those_of(&document.metadata, *files, look, diagnostics);
            uncited.extend(own);
            if !found.has_works {
                tell_of_no_works(aside.map(|(_, span)| *span), found.whole_list, diagnostics);
            }
        }
        all.push(found);
    }
    let Rendered { citations, list } = render(documents, &all, &uncited, &works, list);
    // Without any works none is set, and what is written stays.
    let citations = citations.into_iter().chain(std::iter::repeat_with(Vec::new));
    let cite = all.iter().map(|found| !found.citations.is_empty());
    let citing = documents.iter_mut().zip(citations).zip(cite).filter(|(_, cites)| *cites);
    for ((Citing { document, .. }, citations), _) in citing {
        let citations = citations.into_iter().map(Some).chain(std::iter::repeat(None));
        Citations(citations).blocks(&mut document.blocks);
    }
    list
}

/// Tells that what is cited, or the list of all works, has no bibliography.
fn tell_of_no_works(aside: Option<Span>, whole_list: Option<Span>, diagnostics: &mut Diagnostics) {
    let (left, span) = match (aside, whole_list) {
        (Some(span), _) => ("citations stay as they are written", span),
        (None, Some(span)) => ("the list of works is empty", span),
        (None, None) => return,
    };
    let message = format!("{left}: the note has no bibliography");
    let hint = "name its file in the front matter: `bibliography: works.bib`";
    diagnostics.push(Diagnostic::warning(Code::Citation, message).at(span).hint(hint));
}

/// The citations of a document in reading order.
#[derive(Default)]
struct Found {
    citations: Vec<(Reference, Span)>,
    /// Where a list of works stands that is for all of them, cited or not.
    whole_list: Option<Span>,
    /// Whether it has a bibliography.
    has_works: bool,
}

impl Visit<'_> for Found {
    fn block(&mut self, block: &Block) {
        let attributes = &block.attributes;
        if attributes.id.as_deref() == Some("refs")
            && attributes.classes.iter().any(|class| class == ALL_WORKS)
        {
            self.whole_list.get_or_insert(block.span);
        }
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Link { target, .. } = &inline.kind
            && let LinkTarget::Reference(reference) = &**target
        {
            self.citations.push((reference.clone(), inline.span));
        }
        walk_inline(self, inline);
    }
}

/// What became of the citations and works of documents.
#[derive(Default)]
struct Rendered {
    /// For each document one for each citation in order; `None` for one that stays as it is written.
    citations: Vec<Vec<Option<Vec<Inline>>>>,
    /// The entries of the list.
    list: Vec<Block>,
}

fn render(
    documents: &mut [Citing],
    found: &[Found],
    uncited: &[String],
    works: &Works,
    list: Option<&str>,
) -> Rendered {
    let first = documents.iter_mut().zip(found).find(|(_, found)| found.has_works);
    // Without a bibliography nothing of hayagriva runs.
    let Some((Citing { document, files, diagnostics, .. }, _)) = first else { return Rendered::default() };
    let style = works::style(&document.metadata, *files, diagnostics);
    let locale = locales::code(&document.metadata.language);
    let locales = &*locales::of(&locale);
    let mut driver = BibliographyDriver::new();
    let mut known = Vec::new();
    let mut repeated = Repeated::default();
    for (Citing { diagnostics, .. }, found) in documents.iter_mut().zip(found) {
        for (reference, span) in &found.citations {
            let is_set = found.has_works && can_be_set(reference, *span, works, &mut repeated, diagnostics);
            known.push(is_set);
            if is_set {
                let items =
                    reference.items.iter().filter_map(|item| cited(item, reference.form, works, &style));
                driver.citation(CitationRequest::new(
                    items.collect(),
                    &style,
                    Some(locale.clone()),
                    locales,
                    Some(known.len()),
                ));
            }
        }
    }
    let all = uncited.iter().any(|key| key == "*");
    let silent = works.entries().filter(|entry| all || uncited.iter().any(|key| key == entry.key()));
    let silent: Vec<_> = silent.map(|entry| CitationItem::new(entry, None, None, true, None)).collect();
    if !silent.is_empty() {
        driver.citation(CitationRequest::new(silent, &style, Some(locale.clone()), locales, None));
    }
    let result = driver.finish(BibliographyRequest::new(&style, Some(locale.clone()), locales));
    let mut texts = result.citations.into_iter();
    let mut known = known.into_iter();
    let mut shown = |(reference, span): &(Reference, Span)| {
        let text = known.next()?.then(|| texts.next()).flatten()?;
        Some(shown(reference, *span, &text.citation.0, &style, list))
    };
    let citations = found.iter().map(|found| found.citations.iter().map(&mut shown).collect()).collect();
    let entries = result.bibliography.map(|list| list.items).unwrap_or_default();
    Rendered { citations, list: entries.iter().map(entry).collect() }
}

/// Whether a citation can be set: the bibliography has all of its works, and they do not have too many names. A warning says
/// why not.
fn can_be_set(
    reference: &Reference,
    span: Span,
    works: &Works,
    repeated: &mut Repeated,
    diagnostics: &mut Diagnostics,
) -> bool {
    let missing = reference.items.iter().map(|item| item.name.as_str()).filter(|key| !works.has(key));
    let missing: Vec<&str> = missing.collect();
    for key in &missing {
        let message = format!("the bibliography has no work `{key}`: the citation stays as it is written");
        diagnostics.push(Diagnostic::warning(Code::Citation, message).at(span));
    }
    let names = reference.items.iter().filter_map(|item| works.get(&item.name)).map(names).sum();
    let is_set = missing.is_empty() && repeated.takes(names);
    if missing.is_empty() && !is_set {
        let warning = repeated.refused("citations stay as they are written", span);
        warning.into_iter().for_each(|warning| diagnostics.push(warning));
    }
    is_set
}

/// What a citation shows: its text, or a footnote with it in styles that have such.
fn shown(
    reference: &Reference,
    span: Span,
    text: &[ElemChild],
    style: &IndependentStyle,
    list: Option<&str>,
) -> Vec<Inline> {
    let mut content = Setter { reference, span, list }.inlines(text);
    if reference.items.iter().any(|item| item.short) && author_date(style) {
        content.insert(0, Inline::text(span, "("));
        content.push(Inline::text(span, ")"));
    }
    if style.settings.class == StyleClass::Note && reference.form == Form::Aside {
        let blocks = vec![Block::new(span, BlockKind::Paragraph { content })];
        let label = format!("citation at {}", span.start);
        content = vec![Inline::new(span, InlineKind::Footnote { label, blocks })];
    }
    content
}

/// An entry of the list of works.
fn entry(entry: &hayagriva::BibliographyItem) -> Block {
    let nobody = Reference { items: Vec::new(), form: Form::Aside };
    let setter = Setter { reference: &nobody, span: Span::default(), list: None };
    let mut content = Vec::new();
    if let Some(first) = &entry.first_field {
        content.extend(setter.inlines(std::slice::from_ref(first)));
        content.push(Inline::text(Span::default(), " "));
    }
    content.extend(setter.inlines(&entry.content.0));
    let mut block = Block::new(Span::default(), BlockKind::Paragraph { content });
    block.attributes.id = Some(id_of(&entry.key));
    block
}

/// The identifier of a work's entry.
fn id_of(key: &str) -> String {
    format!("ref-{key}")
}

fn author_date(style: &IndependentStyle) -> bool {
    style.info.category.iter().any(|category| {
        matches!(category, StyleCategory::CitationFormat { format: CitationFormat::AuthorDate })
    })
}

/// The bytes of what citations of a work show, in one style or another: its authors and its title.
fn names(work: &Entry) -> usize {
    let authors = work.authors().unwrap_or_default().iter();
    let given = |name: &Option<String>| name.as_ref().map_or(0, String::len);
    let authors: usize = authors.map(|author| author.name.len() + given(&author.given_name)).sum();
    authors + work.title().map_or(0, |title| title.to_string().len())
}

/// One work of a citation, as hayagriva wants it.
fn cited<'a>(
    item: &'a Item,
    form: Form,
    works: &'a Works,
    style: &IndependentStyle,
) -> Option<CitationItem<'a, Entry>> {
    let entry = works.get(&item.name)?;
    let purpose = match form {
        _ if item.short => author_date(style).then_some(CitePurpose::Year),
        Form::Prose => Some(CitePurpose::Prose),
        _ => None,
    };
    let locator = locator(&item.after).map(|(kind, place)| SpecificLocator(kind, LocatorPayload::Str(place)));
    Some(CitationItem::new(entry, locator, None, false, purpose))
}

/// The place in a work that words name: pages by their numbers, for styles write them in their own way; what else the
/// note says is written as it stands.
fn locator(words: &str) -> Option<(Locator, &str)> {
    if words.is_empty() {
        return None;
    }
    let place = ["pages", "page", "pp.", "p.", "S."].iter().find_map(|name| words.strip_prefix(name));
    let place = place.unwrap_or(words).trim();
    let numbers = place.chars().all(|c| c.is_ascii_digit() || "-–, f.".contains(c));
    match numbers && place.starts_with(|c: char| c.is_ascii_digit()) {
        true => Some((Locator::Page, place)),
        false => Some((Locator::Custom, words)),
    }
}

/// Makes inlines of what hayagriva sets.
struct Setter<'a> {
    /// The citation that is set.
    reference: &'a Reference,
    span: Span,
    /// The note that has the list of works, when it is another.
    list: Option<&'a str>,
}

impl Setter<'_> {
    fn inlines(&self, children: &[ElemChild]) -> Vec<Inline> {
        let mut out = Vec::new();
        children.iter().for_each(|child| self.child(child, &mut out));
        out
    }

    fn child(&self, child: &ElemChild, out: &mut Vec<Inline>) {
        match child {
            ElemChild::Text(text) => {
                let mut inline = self.text(text);
                match (out.last_mut().map(|last| &mut last.kind), &mut inline.kind) {
                    (Some(InlineKind::Text { text: before }), InlineKind::Text { text }) => {
                        before.push_str(text)
                    }
                    _ => out.push(inline),
                }
            }
            ElemChild::Elem(Elem { children, meta: Some(ElemMeta::Entry(at)), .. })
                if let Some(item) = self.reference.items.get(*at) =>
            {
                if !item.before.is_empty() {
                    out.push(Inline::text(self.span, format!("{} ", item.before)));
                }
                let id = id_of(&item.name);
                let target = match self.list {
                    None => LinkTarget::Unresolved(format!("#{id}")),
                    Some(list) => LinkTarget::Note { path: list.to_owned(), fragment: Some(id) },
                };
                let target = target.into();
                let content = self.inlines(&children.0);
                let attributes = Attributes::of_class(CITATION);
                let kind = InlineKind::Link { target, title: None, content };
                out.push(Inline { span: self.span, attributes, kind });
            }
            ElemChild::Elem(Elem { children, display, .. }) => {
                if display.is_some() && !out.is_empty() {
                    out.push(Inline::text(self.span, " "));
                }
                children.0.iter().for_each(|child| self.child(child, out));
            }
            ElemChild::Markup(text) => out.push(Inline::text(self.span, text.as_str())),
            ElemChild::Link { text, url } => {
                let target = LinkTarget::Unresolved(url.clone()).into();
                let kind = InlineKind::Link { target, title: None, content: vec![self.text(text)] };
                out.push(Inline::new(self.span, kind));
            }
            ElemChild::Transparent { .. } => {}
        }
    }

    fn text(&self, Formatted { text, formatting }: &Formatted) -> Inline {
        let mut inline = Inline::text(self.span, text.as_str());
        let mut wrap = |style| {
            let content = vec![inline.clone()];
            inline = Inline::new(self.span, InlineKind::Styled { style, content });
        };
        if formatting.font_style == FontStyle::Italic {
            wrap(Style::Emphasis);
        }
        if formatting.font_weight == FontWeight::Bold {
            wrap(Style::Strong);
        }
        match formatting.vertical_align {
            VerticalAlign::Sup => wrap(Style::Superscript),
            VerticalAlign::Sub => wrap(Style::Subscript),
            _ => {}
        }
        if formatting.font_variant == FontVariant::SmallCaps {
            let kind = InlineKind::Span { content: vec![inline] };
            inline = Inline { attributes: Attributes::of_class("smallcaps"), ..Inline::new(self.span, kind) };
        }
        inline
    }
}

/// Puts citations where they belong.
struct Citations<I>(I);

impl<I: Iterator<Item = Option<Option<Vec<Inline>>>>> VisitMut for Citations<I> {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let cites = |inline: &Inline| match &inline.kind {
            InlineKind::Link { target, .. } => matches!(**target, LinkTarget::Reference(_)),
            _ => false,
        };
        if !inlines.iter().any(cites) {
            return walk_inlines_mut(self, inlines);
        }
        let mut out = Vec::with_capacity(inlines.len());
        for mut inline in std::mem::take(inlines) {
            if !cites(&inline) {
                self.inline(&mut inline);
                out.push(inline);
                continue;
            }
            match self.0.next().flatten().flatten() {
                Some(set) => out.extend(set),
                None => {
                    if let InlineKind::Link { content, .. } = inline.kind {
                        out.extend(content);
                    }
                }
            }
        }
        *inlines = out;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_works_are_told_from_other_words() {
        assert_eq!(locator("p. 3"), Some((Locator::Page, "3")));
        assert_eq!(locator("33-35"), Some((Locator::Page, "33-35")));
        assert_eq!(locator("chap. 2"), Some((Locator::Custom, "chap. 2")));
        assert_eq!(locator("page by page"), Some((Locator::Custom, "page by page")));
        assert_eq!(locator(""), None);
    }
}
