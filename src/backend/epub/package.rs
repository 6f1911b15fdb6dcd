//! What a publication says about itself: the values of `templates/epub/package.opf` (EPUB 3.3, 5), with the
//! accessibility metadata that EPUB Accessibility 1.1 asks for, true to the content.

use chrono::{DateTime, NaiveDate, Utc};
use indexmap::IndexSet;
use minijinja::context;
use minijinja::value::Value;
use uuid::Uuid;

use super::pages::{NAVIGATION, Page};
use crate::backend::html::body::Used;
use crate::backend::html::template;
use crate::ir::metadata::{Author, Date};
use crate::ir::walk::{Visit, plain_text, walk_inline};
use crate::ir::{Alternative, Document, ImageFormat, ImageSource, Inline, InlineKind};
use crate::locale;
use crate::program::GENERATOR;
use crate::settings::Settings;

/// The name space of the identifiers (RFC 9562, 5.5): a constant drawn once.
const NAMESPACE: Uuid = Uuid::from_u128(0x6d1f_27a4_90c3_4b52_8e0a_5f6b_c1d7_3e94);

/// A file of the publication.
#[derive(Debug)]
pub struct Item {
    href: String,
    media_type: &'static str,
    properties: Vec<&'static str>,
    /// Whether it is met on the way through the book.
    spine: bool,
}

impl Item {
    /// A page of XHTML.
    pub fn page(page: &Page) -> Self {
        let Used { math, svg, callouts: _, code: _, lines: _, marks: _, contents: _, listing: _ } = page.used;
        let properties = [("mathml", math), ("nav", page.name == NAVIGATION), ("svg", svg)];
        Self {
            href: page.name.clone(),
            media_type: "application/xhtml+xml",
            properties: properties.into_iter().filter_map(|(name, holds)| holds.then_some(name)).collect(),
            spine: page.spine,
        }
    }

    /// A file that pages refer to.
    pub fn file(href: &str, media_type: &'static str) -> Self {
        Self { href: href.to_owned(), media_type, properties: Vec::new(), spine: false }
    }

    /// The file that is the image of the cover.
    pub fn cover(href: &str, media_type: &'static str) -> Self {
        Self { properties: vec!["cover-image"], ..Self::file(href, media_type) }
    }
}

/// The identifier of a document: a UUID (RFC 9562, version 5) of its title, subtitle, authors, date,
/// language and headings. It stays when the text is corrected, and notes of the same title differ in it.
pub fn identifier(document: &Document) -> Uuid {
    let metadata = &document.metadata;
    let mut parts = vec![metadata.title.clone(), metadata.subtitle.clone().unwrap_or_default()];
    parts.extend(metadata.authors.iter().map(|author| author.name.clone()));
    parts.push(format!("{:?} {}", metadata.date, metadata.language));
    parts.extend(document.contents.iter().map(|entry| plain_text(&entry.content)));
    Uuid::new_v5(&NAMESPACE, parts.join("\n").as_bytes())
}

/// When the document was last changed, without asking the clock: `SOURCE_DATE_EPOCH`, else the document's
/// date, else the first day of 1980.
pub fn modified(document: &Document, settings: &Settings) -> DateTime<Utc> {
    let epoch = settings.source_date_epoch.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let day = match document.metadata.date {
        Some(Date::Day(day)) => Some(day.naive()),
        Some(Date::Month { year, month }) => NaiveDate::from_ymd_opt(year, month, 1),
        Some(Date::Year(year)) => NaiveDate::from_ymd_opt(year, 1, 1),
        Some(Date::Text(_)) | None => None,
    };
    let day = day.or(NaiveDate::from_ymd_opt(1980, 1, 1)).unwrap_or_default();
    epoch.unwrap_or_else(|| day.and_time(Default::default()).and_utc())
}

/// The values that the package document is made of.
pub fn values(document: &Document, settings: &Settings, items: &[Item], math: bool) -> Value {
    let metadata = &document.metadata;
    let publication = &metadata.publication;
    let person = |person: &Author, otherwise: Option<&'static str>| {
        let role = person.role.as_deref().map_or(otherwise, relator);
        context! { name => &person.name, file_as => file_as(&person.name), role => role }
    };
    let creators = metadata.authors.iter().map(|author| person(author, Some("aut")));
    let contributors = publication.contributors.iter().map(|helper| person(helper, Some("ctb")));
    let given = publication.identifiers.iter().map(|one| {
        let code = one.scheme.as_deref().and_then(identifier_code);
        context! { text => &one.text, code => code }
    });
    let own = context! { text => identifier(document).urn().to_string(), code => "" };
    let mut identifiers: Vec<Value> = given.collect();
    if identifiers.is_empty() {
        identifiers.push(own);
    }
    let named = |kind: &'static str, text: &str| context! { kind => kind, text => text };
    let others = publication.titles.iter().map(|(kind, text)| named(title_type(kind), text));
    let titles = [named("main", &metadata.title)]
        .into_iter()
        .chain(metadata.subtitle.as_deref().map(|text| named("subtitle", text)))
        .chain(others);
    let is_position = |text: &&String| {
        text.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let tags: IndexSet<&String> = metadata.tags.iter().chain(&publication.subjects).collect();
    let summary = || metadata.abstract_paragraphs().collect::<Vec<_>>().join("\n");
    let manifest = items.iter().enumerate().map(|(index, item)| {
        context! {
            id => format!("item-{}", index + 1),
            href => &item.href,
            media_type => item.media_type,
            properties => item.properties.join(" "),
            spine => item.spine,
        }
    });
    context! {
        generator => GENERATOR,
        identifiers => identifiers,
        modified => modified(document, settings).format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        titles => titles.collect::<Vec<_>>(),
        creators => creators.collect::<Vec<_>>(),
        contributors => contributors.collect::<Vec<_>>(),
        publisher => &publication.publisher,
        rights => &publication.rights,
        collection => &publication.collection,
        position => publication.position.as_ref().filter(is_position),
        date => metadata.date.as_ref().and_then(template::machine_date),
        tags => tags.iter().map(|tag| Value::from(tag.as_str())).collect::<Vec<_>>(),
        description => publication.description.clone().unwrap_or_else(summary),
        items => manifest.collect::<Vec<_>>(),
        accessibility => accessibility(document, math),
    }
}

/// The type of a title (EPUB 3.3, D.3.11), if it is one.
fn title_type(kind: &str) -> &'static str {
    let kinds = ["main", "subtitle", "short", "collection", "edition", "expanded"];
    kinds.into_iter().find(|own| *own == kind).unwrap_or_default()
}

/// What ONIX (code list 5) calls a scheme of identifiers.
fn identifier_code(scheme: &str) -> Option<&'static str> {
    const CODES: [(&str, &str); 13] = [
        ("isbn10", "02"),
        ("gtin13", "03"),
        ("upc", "04"),
        ("ismn10", "05"),
        ("doi", "06"),
        ("lccn", "13"),
        ("gtin14", "14"),
        ("isbn13", "15"),
        ("isbn", "15"),
        ("urn", "22"),
        ("oclc", "23"),
        ("ismn13", "25"),
        ("isbna", "26"),
    ];
    let name: String = scheme.chars().filter(|c| c.is_alphanumeric()).collect();
    CODES.iter().find(|(own, _)| name.eq_ignore_ascii_case(own)).map(|(_, code)| *code)
}

/// The code of a role among the relators of MARC; `None` for a role that has none.
fn relator(role: &str) -> Option<&'static str> {
    const CODES: [(&str, &str); 22] = [
        ("author", "aut"),
        ("editor", "edt"),
        ("translator", "trl"),
        ("illustrator", "ill"),
        ("contributor", "ctb"),
        ("publisher", "pbl"),
        ("photographer", "pht"),
        ("narrator", "nrt"),
        ("artist", "art"),
        ("composer", "cmp"),
        ("compiler", "com"),
        ("annotator", "ann"),
        ("commentator", "cmt"),
        ("cover designer", "cov"),
        ("book designer", "bkd"),
        ("designer", "dsr"),
        ("proofreader", "pfr"),
        ("reviewer", "rev"),
        ("researcher", "res"),
        ("director", "drt"),
        ("interviewer", "ivr"),
        ("creator", "cre"),
    ];
    let role = role.trim().to_lowercase().replace(['-', '_'], " ");
    CODES.iter().find(|(name, code)| role == *name || role == *code).map(|(_, code)| *code)
}

/// A person's name as lists sort it: the last word first. One word, a name with a comma and a long one, as
/// organisations have, stay as they are.
fn file_as(name: &str) -> String {
    let words = name.split_whitespace().count();
    match name.trim().rsplit_once(char::is_whitespace) {
        Some((given, family)) if words <= 4 && !name.contains(',') => format!("{family}, {}", given.trim()),
        _ => name.trim().to_owned(),
    }
}

/// What can be said for readers who do not see, without a look at the pages.
fn accessibility(document: &Document, math: bool) -> Value {
    let mut pictures = Pictures::default();
    document.blocks.iter().for_each(|block| pictures.block(block));
    let animated =
        document.images.iter().any(|image| matches!(image.format, ImageFormat::Gif | ImageFormat::Webp));
    let textual = pictures.unnamed == 0;
    let visual = pictures.named + pictures.unnamed > 0;
    let mut features =
        vec!["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"];
    features.extend((textual && pictures.named > 0).then_some("alternativeText"));
    features.extend(math.then_some("MathML"));
    let modes = if visual { vec!["textual", "visual"] } else { vec!["textual"] };
    let mut sufficient = Vec::new();
    sufficient.extend(visual.then_some("textual,visual"));
    sufficient.extend(textual.then_some("textual"));
    let (sentences, language) = locale::accessibility(&document.metadata.language);
    let summary = match (visual, textual) {
        (false, _) => sentences.text,
        (true, true) => sentences.images,
        (true, false) => sentences.bare_images,
    };
    context! {
        modes => modes,
        sufficient => sufficient,
        features => features,
        hazard => if animated { "unknown" } else { "none" },
        summary => summary,
        language => language,
    }
}

/// Counts the images that say something.
#[derive(Default)]
struct Pictures {
    named: usize,
    unnamed: usize,
}

impl Visit<'_> for Pictures {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Image(image) = &inline.kind
            && let ImageSource::Loaded(_) = image.source
        {
            match image.alternative {
                Alternative::Given(_) => self.named += 1,
                Alternative::Missing(_) => self.unnamed += 1,
                Alternative::Decorative => {}
            }
        }
        walk_inline(self, inline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::sample::*;

    #[test]
    fn identifiers_follow_title_and_headings_but_not_the_text() {
        let one = document(vec![heading(1, "a", "A"), words("x")]);
        let corrected = document(vec![heading(1, "a", "A"), words("y")]);
        let other = document(vec![heading(1, "b", "B"), words("x")]);
        assert_eq!(identifier(&one), identifier(&corrected));
        assert_ne!(identifier(&one), identifier(&other));
        assert_eq!(identifier(&one).get_version_num(), 5);
    }

    #[test]
    fn a_page_declares_what_it_holds() {
        let used = Used { math: true, svg: true, ..Used::default() };
        let page =
            |name: &str, used| Page { name: name.to_owned(), markup: String::new(), used, spine: true };
        assert_eq!(Item::page(&page("a.xhtml", used)).properties, ["mathml", "svg"]);
        assert_eq!(Item::page(&page(NAVIGATION, Used::default())).properties, ["nav"]);
    }

    #[test]
    fn the_date_of_change_is_never_the_clocks() {
        let mut document = document(Vec::new());
        let mut settings = Settings::default();
        let shown = |document: &_, settings: &_| modified(document, settings).to_rfc3339();
        assert_eq!(shown(&document, &settings), "1980-01-01T00:00:00+00:00");
        document.metadata.date = Some(Date::Month { year: 2024, month: 5 });
        assert_eq!(shown(&document, &settings), "2024-05-01T00:00:00+00:00");
        settings.source_date_epoch = Some(86_400);
        assert_eq!(shown(&document, &settings), "1970-01-02T00:00:00+00:00");
    }

    #[test]
    fn names_are_filed_under_the_last_word() {
        for (name, filed) in [
            ("Ada Lovelace", "Lovelace, Ada"),
            ("Plato", "Plato"),
            ("Lovelace, Ada", "Lovelace, Ada"),
            ("Department of Applied Computer Science", "Department of Applied Computer Science"),
        ] {
            assert_eq!(file_as(name), filed);
        }
    }
}
