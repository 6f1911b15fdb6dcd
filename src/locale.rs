//! What differs between languages in what we print: words, dates, quotation marks and the direction of
//! writing, and what language tags look like. The facts are in `templates/locales.yaml`; which language a
//! note is in is settled by the pass `metadata`.

mod tag;

use chrono::{Datelike, NaiveDate};

use crate::ir::Mark;
use crate::ir::metadata::Date;
use crate::naming::normalized;
use tag::normalize;
pub use tag::{Direction, direction, lookup};

/// A word that the program prints in an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The title of a document that has none.
    Untitled,
    /// The heading of the table of contents.
    Contents,
    /// The heading of the abstract.
    Abstract,
    /// The heading of the footnotes.
    Footnotes,
    /// The name of a reference to one footnote, before its number.
    Footnote,
    /// The name of a link from a footnote back to its reference.
    BackToText,
    /// What a figure's caption begins with.
    Figure,
    /// What a table's caption begins with.
    Table,
    /// What the caption of code begins with.
    Listing,
    /// The heading of the works that are cited.
    References,
    /// What stands for a formula that has no words.
    Formula,
    /// What a diagram's words begin with, for those who do not see it.
    Diagram,
    /// What stands for an image that has no words.
    Image,
    /// What stands in place of an image that is not to be had.
    MissingImage,
    /// What stands before the tags.
    Tags,
    /// The name of the cover page.
    Cover,
    /// The name of the landmark where the text begins.
    Start,
    /// The name of a link beside a heading to that heading.
    Anchor,
    /// The link over the table of contents to the text.
    Skip,
    /// The name of a ticked task.
    Done,
    /// The name of a task that is not ticked.
    ToDo,
    /// The mark of a draft.
    Draft,
    /// The heading of the list of abbreviations.
    Abbreviations,
    /// The heading of the answers at the end.
    Answers,
    /// The name of a link to an answer, and what stands for the title of one.
    Answer,
    /// The name of a link from an answer back to its exercise.
    Question,
    /// The link to the page before.
    Previous,
    /// The link to the page after.
    Next,
    /// The title of a list of notes, and the link to it.
    AllNotes,
    /// The name of the field to search in.
    Search,
    /// What is said when a search finds nothing.
    NothingFound,
    /// What is said of a line of code that is marked.
    CodeLine(Mark),
}

/// An entry of the table; what is absent is taken from the entry of a shorter tag.
struct Locale {
    /// Folded.
    names: &'static [&'static str],
    months: Option<&'static str>,
    first: Option<&'static str>,
    day: Option<&'static str>,
    month: Option<&'static str>,
    alone: Option<&'static str>,
    digits: Option<&'static str>,
    quotes: Option<[&'static str; 4]>,
    words: Option<Words>,
    accessibility: Option<Accessibility>,
}

// One field for each word: one that a language lacks does not compile.
struct Words {
    untitled: &'static str,
    contents: &'static str,
    r#abstract: &'static str,
    footnotes: &'static str,
    footnote: &'static str,
    back_to_text: &'static str,
    figure: &'static str,
    table: &'static str,
    listing: &'static str,
    references: &'static str,
    formula: &'static str,
    diagram: &'static str,
    image: &'static str,
    missing_image: &'static str,
    tags: &'static str,
    cover: &'static str,
    start: &'static str,
    anchor: &'static str,
    skip: &'static str,
    done: &'static str,
    to_do: &'static str,
    draft: &'static str,
    abbreviations: &'static str,
    answers: &'static str,
    answer: &'static str,
    question: &'static str,
    previous: &'static str,
    next: &'static str,
    all_notes: &'static str,
    search: &'static str,
    nothing_found: &'static str,
    /// In the order of [`Mark::ALL`].
    code_lines: [&'static str; 5],
}

/// What an EPUB says of how accessible it is.
#[derive(Debug)]
pub struct Accessibility {
    /// When it has no images.
    pub text: &'static str,
    /// When all of its images have alternative text.
    pub images: &'static str,
    /// When some of its images have none.
    pub bare_images: &'static str,
}

impl Locale {
    const EMPTY: Locale = Locale {
        names: &[],
        months: None,
        first: None,
        day: None,
        month: None,
        alone: None,
        digits: None,
        quotes: None,
        words: None,
        accessibility: None,
    };
}

// `LOCALES`: the entries of `templates/locales.yaml` by their tags, in order.
include!(concat!(env!("OUT_DIR"), "/locales.rs"));

const FALLBACK: &str = "en";

/// The entries for a language, the closest first.
fn entries(language: &str) -> impl Iterator<Item = &'static Locale> {
    let of = |tag: String| LOCALES.binary_search_by_key(&tag.as_str(), |(own, _)| own).ok();
    lookup(language).filter_map(of).filter_map(|found| Some(&LOCALES.get(found)?.1))
}

/// Whether short dates of a language (BCP 47) have the month first (CLDR 46); `None` where that differs among those who
/// write it, or where they begin with the year.
pub fn month_first(language: &str) -> Option<bool> {
    const MONTH_FIRST: [&str; 14] = [
        "chr", "ee", "en-AS", "en-GU", "en-MH", "en-MP", "en-PH", "en-PR", "en-UM", "en-US", "en-VI",
        "es-PA", "es-PR", "fil",
    ];
    const UNSETTLED: [&str; 11] = ["en", "en-CA", "en-ZA", "eu", "fa", "fr-CA", "hu", "ja", "ko", "lt", "zh"];
    let tags: Vec<String> = lookup(language).collect();
    let primary = tags.last()?.as_str();
    let is = |tag: &&str, list: &[&str]| list.contains(tag);
    let own = tags.first()?.as_str();
    if is(&own, &MONTH_FIRST) || is(&primary, &MONTH_FIRST) {
        return Some(true);
    }
    // English is settled by its country, the others of these by none.
    let unsettled = is(&own, &UNSETTLED) || (primary != "en" && is(&primary, &UNSETTLED));
    (!unsettled).then_some(false)
}

/// The word in `language` (BCP 47), or in English when the table does not have that language.
pub fn word(language: &str, word: Word) -> &'static str {
    let Some(words) = entries(language).chain(entries(FALLBACK)).find_map(|locale| locale.words.as_ref())
    else {
        return "";
    };
    match word {
        Word::Untitled => words.untitled,
        Word::Contents => words.contents,
        Word::Abstract => words.r#abstract,
        Word::Footnotes => words.footnotes,
        Word::Footnote => words.footnote,
        Word::BackToText => words.back_to_text,
        Word::Figure => words.figure,
        Word::Table => words.table,
        Word::Listing => words.listing,
        Word::References => words.references,
        Word::Formula => words.formula,
        Word::Diagram => words.diagram,
        Word::Image => words.image,
        Word::MissingImage => words.missing_image,
        Word::Tags => words.tags,
        Word::Cover => words.cover,
        Word::Start => words.start,
        Word::Anchor => words.anchor,
        Word::Skip => words.skip,
        Word::Done => words.done,
        Word::ToDo => words.to_do,
        Word::Draft => words.draft,
        Word::Abbreviations => words.abbreviations,
        Word::Answers => words.answers,
        Word::Answer => words.answer,
        Word::Question => words.question,
        Word::Previous => words.previous,
        Word::Next => words.next,
        Word::AllNotes => words.all_notes,
        Word::Search => words.search,
        Word::NothingFound => words.nothing_found,
        Word::CodeLine(mark) => {
            let [highlighted, warning, error, added, removed] = &words.code_lines;
            match mark {
                Mark::Highlighted => highlighted,
                Mark::Warning => warning,
                Mark::Error => error,
                Mark::Added => added,
                Mark::Removed => removed,
            }
        }
    }
}

/// What stands between a word and what it names, in `language` (BCP 47).
pub fn colon(language: &str) -> &'static str {
    if language.split('-').next() == Some("fr") { "\u{A0}: " } else { ": " }
}

/// What an EPUB says of its accessibility, and the language (BCP 47) of that: `language`, or English when the table
/// does not have it in that.
#[expect(clippy::unreachable, reason = "the table is part of the program, and a test reads it")]
pub fn accessibility(language: &str) -> (&'static Accessibility, &str) {
    let find = |tag| entries(tag).find_map(|locale| locale.accessibility.as_ref());
    let own = find(language).map(|sentences| (sentences, language));
    own.or_else(|| find(FALLBACK).map(|sentences| (sentences, FALLBACK)))
        .unwrap_or_else(|| unreachable!("templates/locales.yaml has it in English"))
}

/// The quotation marks of `language` (BCP 47): opening and closing, then opening and closing inside a
/// quotation. A space that belongs to a mark is part of it, as U+00A0. English ones for other languages.
pub fn quotes(language: &str) -> [&'static str; 4] {
    let quotes = entries(language).chain(entries(FALLBACK)).find_map(|locale| locale.quotes);
    quotes.unwrap_or(["\"", "\"", "'", "'"])
}

/// The date as people write it in `language` (BCP 47); as ISO 8601 has it in languages that the table lacks.
pub fn date(language: &str, date: &Date) -> String {
    let find = |get: fn(&Locale) -> Option<&'static str>| entries(language).find_map(get);
    let pattern = match date {
        Date::Day(day) => {
            let first = find(|locale| locale.first).filter(|_| day.day() == 1);
            first.or_else(|| find(|locale| locale.day)).zip(Some(day.naive()))
        }
        Date::Month { year, month } => {
            find(|locale| locale.month).zip(NaiveDate::from_ymd_opt(*year, *month, 1))
        }
        Date::Text(text) => return text.clone(),
        Date::Year(_) => None,
    };
    let alone = find(|locale| locale.alone).filter(|_| matches!(date, Date::Month { .. }));
    let localized = |(pattern, day): (&str, NaiveDate)| {
        let name = alone.and_then(|names| names.split(' ').nth(day.month0() as usize));
        let pattern = name.map_or(pattern.to_owned(), |name| pattern.replace("%B", name));
        let text = day.format_localized(&pattern, month_names(language)).to_string();
        match find(|locale| locale.digits) {
            Some(digits) => text.chars().map(|c| own_digit(c, digits)).collect(),
            None => text,
        }
    };
    pattern.map(localized).or_else(|| date.iso()).unwrap_or_default()
}

fn own_digit(c: char, digits: &str) -> char {
    let value = c.to_digit(10).and_then(|value| digits.chars().nth(value as usize));
    value.unwrap_or(c)
}

/// The names of months: of the country that the tag names, or of the table.
fn month_names(language: &str) -> chrono::Locale {
    let own = normalize(language).replace('-', "_");
    let months = entries(language).find_map(|locale| locale.months);
    [Some(own.as_str()), months]
        .into_iter()
        .flatten()
        .find_map(|name| name.parse().ok())
        .unwrap_or(chrono::Locale::POSIX)
}

/// The locales whose names of days and months notes may use.
pub(crate) fn calendars() -> impl Iterator<Item = chrono::Locale> {
    LOCALES.iter().filter_map(|(_, locale)| locale.months?.parse().ok())
}

/// The language tag (BCP 47) that `text` means: a tag (`fr-FR`), a POSIX locale (`fr_FR.UTF-8`) or the name
/// of a language of the table (`français`, `French`). `None` when it is none of these.
pub fn language_tag(text: &str) -> Option<String> {
    let text = text.trim();
    let name = normalized(text);
    let named = LOCALES.iter().find(|(_, locale)| locale.names.contains(&name.as_str()));
    named.map(|(tag, _)| (*tag).to_owned()).or_else(|| tag::of(text))
}

/// Whether a character is of Chinese or Japanese, which have no spaces between them: a line's end between two such is
/// none (CSS Text 4, "segment break transformation rules").
pub fn has_no_spaces(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{30FF}' | '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Date {
        crate::ir::metadata::Day::new(year, month, day).map(Date::Day).unwrap()
    }

    #[test]
    fn words_are_those_of_the_language_or_english() {
        for (language, contents) in [
            ("fr", "Sommaire"),
            ("fr-CA", "Sommaire"),
            ("FR_fr", "Sommaire"),
            ("no", "Innhold"),
            ("eo", "Contents"),
        ] {
            assert_eq!(word(language, Word::Contents), contents, "{language}");
        }
        assert_eq!(word("", Word::Untitled), "Untitled");
        assert_eq!(word("ro", Word::Tags), "Tags");
        assert_eq!(word("pl", Word::Tags), "Słowa kluczowe");
        assert_eq!(word("zh-Hant-TW", Word::Contents), "目錄");
    }

    #[test]
    fn days_are_written_as_in_the_language() {
        for (language, ordinary, first) in [
            ("fr", "16 mars 2024", "1er mars 2024"),
            ("en", "16 March 2024", "1 March 2024"),
            ("en-US", "March 16, 2024", "March 1, 2024"),
            ("de", "16. März 2024", "1. März 2024"),
            ("es-MX", "16 de marzo de 2024", "1 de marzo de 2024"),
            ("it", "16 marzo 2024", "1º marzo 2024"),
            ("pt", "16 de março de 2024", "1 de março de 2024"),
            ("pt-BR", "16 de março de 2024", "1º de março de 2024"),
            ("nl", "16 maart 2024", "1 maart 2024"),
            ("da", "16. marts 2024", "1. marts 2024"),
            ("fi", "16. maaliskuuta 2024", "1. maaliskuuta 2024"),
            ("ja", "2024年3月16日", "2024年3月1日"),
            ("pl", "16 marca 2024", "1 marca 2024"),
            ("cs", "16. března 2024", "1. března 2024"),
            ("el", "16 Μαρτίου 2024", "1 Μαρτίου 2024"),
            ("uk", "16 березня 2024 р.", "1 березня 2024 р."),
            ("ar", "16 مارس 2024", "1 مارس 2024"),
            ("he", "16 במרץ 2024", "1 במרץ 2024"),
            ("fa", "۱۶ مارس ۲۰۲۴", "۱ مارس ۲۰۲۴"),
            ("hi", "16 मार्च 2024", "1 मार्च 2024"),
            ("th", "16 มีนาคม ค.ศ. 2024", "1 มีนาคม ค.ศ. 2024"),
            ("vi", "ngày 16 tháng 3 năm 2024", "ngày 1 tháng 3 năm 2024"),
            ("eo", "2024-03-16", "2024-03-01"),
        ] {
            assert_eq!(date(language, &day(2024, 3, 16)), ordinary, "{language}");
            assert_eq!(date(language, &day(2024, 3, 1)), first, "{language}");
        }
        assert_eq!(date("de-AT", &day(2024, 1, 6)), "6. Jänner 2024");
    }

    #[test]
    fn dates_without_a_day_are_as_precise_as_the_note() {
        let month = Date::Month { year: 2024, month: 8 };
        for (language, expected) in [
            ("fr", "août 2024"),
            ("es", "agosto de 2024"),
            ("en-US", "August 2024"),
            ("pl", "sierpień 2024"),
            ("ru", "август 2024 г."),
            ("el", "Αύγουστος 2024"),
            ("hu", "2024-08"),
            ("eo", "2024-08"),
        ] {
            assert_eq!(date(language, &month), expected, "{language}");
        }
        assert_eq!(date("fr", &Date::Year(2024)), "2024");
        assert_eq!(date("fr", &Date::Text("2023-18-10".to_owned())), "2023-18-10");
    }

    #[test]
    fn every_pattern_and_calendar_of_the_table_can_be_used() {
        for (tag, locale) in LOCALES.iter() {
            if let Some(months) = &locale.months {
                assert!(months.parse::<chrono::Locale>().is_ok(), "{tag}: {months}");
            }
            for pattern in [&locale.first, &locale.day, &locale.month].into_iter().flatten() {
                let items: Vec<_> = chrono::format::StrftimeItems::new(pattern).collect();
                assert!(!items.contains(&chrono::format::Item::Error), "{tag}: {pattern}");
                let alone = locale.alone.map(|names| names.split(' ').count());
                assert!(alone.is_none_or(|count| count == 12), "{tag}: {alone:?} months");
                let named = entries(tag).any(|entry| entry.months.is_some());
                assert!(named || !pattern.contains("%B"), "{tag}: {pattern} without names of months");
            }
        }
    }

    #[test]
    fn quotation_marks_are_those_of_the_language() {
        for (language, marks) in [
            ("fr", ["«\u{a0}", "\u{a0}»", "“", "”"]),
            ("fr-CH", ["«", "»", "‹", "›"]),
            ("de-AT", ["„", "“", "‚", "‘"]),
            ("en-US", ["“", "”", "‘", "’"]),
            ("zh-Hant-TW", ["「", "」", "『", "』"]),
            ("eo", ["“", "”", "‘", "’"]),
        ] {
            assert_eq!(quotes(language), marks, "{language}");
        }
    }

    #[test]
    fn accessibility_is_told_in_the_language_or_in_english() {
        assert_eq!(accessibility("fr-CA").1, "fr-CA");
        assert_eq!(accessibility("eo").1, "en");
        assert_ne!(accessibility("de").0.text, accessibility("eo").0.text);
    }

    #[test]
    fn the_script_or_else_the_language_decides_the_direction() {
        for language in ["ar", "he-IL", "fa_IR", "az-Arab", "ur"] {
            assert_eq!(direction(language), Direction::RightToLeft, "{language}");
        }
        for language in ["fr", "ar-Latn", "az", "", "en-US-x-arab"] {
            assert_eq!(direction(language), Direction::LeftToRight, "{language}");
        }
    }

    #[test]
    fn languages_may_be_tags_locales_or_names() {
        for (text, tag) in [
            ("fr", "fr"),
            ("fr_FR", "fr-FR"),
            ("EN-us", "en-US"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("pt_BR.UTF-8", "pt-BR"),
            ("ca@valencia", "ca"),
            ("es-419", "es-419"),
            ("de-DE-u-CO-PHONEBK", "de-DE-u-co-phonebk"),
            (" français ", "fr"),
            ("FRANCAIS", "fr"),
            ("German", "de"),
            ("fra", "fr"),
            ("jp", "ja"),
            ("简体中文", "zh"),
            ("فارسی", "fa"),
            ("gsw", "gsw"),
        ] {
            assert_eq!(language_tag(text).as_deref(), Some(tag), "{text}");
        }
    }

    #[test]
    fn what_is_no_language_has_no_tag() {
        for text in ["", "python", "f", "fr-", "fr--FR", "fr-FR, en", "12", "fr-u", "fr-abcdefghi", "été"] {
            assert_eq!(language_tag(text), None, "{text}");
        }
    }
}
