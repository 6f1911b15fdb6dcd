//! Dates as people write them: figures in the usual orders, names of months in the languages of
//! `templates/locales.yaml`, a time of day that is left out. How a date is printed is [`crate::locale`]'s.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a time begins with the mark of ASCII at which it was divided from its date; parts are counted by the pattern"
)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::ir::metadata::{Date, Day};
use crate::locale;
use crate::naming::normalized;

/// The date that `text` means, or `None` when it means none. Where either figure could be the month (`03/04/2024`) it is
/// kept as text, for [`in_language`]; a time of day and a time zone are left out, so that the day is the one that is
/// written. A span of years (`2023-2024`) is kept as text.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if is_year_range(text) || is_ambiguous(text) {
        return Some(Date::Text(text.to_owned()));
    }
    in_figures(text, Order::DayFirst).or_else(|| in_words(text))
}

/// What figures mean in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A date.
    Date(Date),
    /// One of two dates: people of the language do not agree.
    Ambiguous,
    /// Nothing that depends on a language.
    None,
}

/// What a date of which either figure could be the month means in a language (BCP 47), after the short dates of CLDR.
pub fn in_language(text: &str, language: &str) -> Reading {
    if !is_ambiguous(text) {
        return Reading::None;
    }
    let order =
        locale::month_first(language).map(|first| if first { Order::MonthFirst } else { Order::DayFirst });
    match order.and_then(|order| in_figures(text.trim(), order)) {
        Some(date) => Reading::Date(date),
        None => Reading::Ambiguous,
    }
}

/// Which of two figures is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// Whether a text is a date in figures that means another day when the month stands first. Between full stops the day
/// comes first everywhere.
fn is_ambiguous(text: &str) -> bool {
    let readings = [Order::DayFirst, Order::MonthFirst].map(|order| in_figures(text.trim(), order));
    readings[0].is_some() && readings[0] != readings[1]
}

/// Whether `text` asks a site generator for a date that is not in the note (Eleventy, Quarto): there is none.
pub fn is_automatic(text: &str) -> bool {
    const NAMES: &[&str] =
        &["last modified", "created", "git last modified", "git created", "today", "now", "last-modified"];
    let text = text.trim();
    NAMES.iter().any(|name| text.eq_ignore_ascii_case(name))
}

fn is_year_range(text: &str) -> bool {
    let Some((from, to)) = text.split_once(['-', '–', '/']) else { return false };
    let [from, to] =
        [from, to].map(|year| year.trim().parse::<u32>().ok().filter(|_| year.trim().len() == 4));
    from.is_some() && from < to
}

/// `2024-03-16T10:00`, `16/03/2024`, `03/2024`, `20240316`, `2024`.
fn in_figures(text: &str, order: Order) -> Option<Date> {
    let (date, time) = text.find(['T', 't', ' ']).map_or((text, ""), |at| text.split_at(at));
    if !time.is_empty() && !is_time(&time[1..]) {
        return None;
    }
    let parts: Vec<&str> = date.trim_end_matches(['.', '日', '月', '年']).split(SEPARATORS).collect();
    let numbers: Vec<u32> = parts.iter().map(|part| figures(part)).collect::<Option<_>>()?;
    let year_at = parts.iter().position(|part| part.len() == 4);
    let either = |year, first, second| match order {
        Order::MonthFirst if !date.contains('.') => {
            day(year, first, second).or_else(|| day(year, second, first))
        }
        Order::MonthFirst | Order::DayFirst => day(year, second, first).or_else(|| day(year, first, second)),
    };
    match (numbers[..].as_ref(), year_at) {
        (&[year], Some(_)) => Some(Date::Year(year as i32)),
        (&[compact], None) if parts[0].len() == 8 => {
            day(compact / 10_000, compact / 100 % 100, compact % 100)
        }
        (&[year, month], Some(0)) | (&[month, year], Some(1)) => {
            (1..=12).contains(&month).then_some(Date::Month { year: year as i32, month })
        }
        (&[year, month, number], Some(0)) => day(year, month, number),
        (&[first, second, year], Some(2)) => either(year, first, second),
        (&[first, second, year], None) if parts[2].len() == 2 && !date.contains('-') => {
            either(year + if year < 70 { 2000 } else { 1900 }, first, second)
        }
        _ => None,
    }
}

const SEPARATORS: [char; 6] = ['-', '/', '.', '年', '月', '日'];

fn figures(text: &str) -> Option<u32> {
    let digits = matches!(text.len(), 1..=8) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    Day::new(i32::try_from(year).ok()?, month, day).map(Date::Day)
}

/// Whether a text begins as a time of day does: `10:00`, `9h30`.
fn is_time(text: &str) -> bool {
    let text = text.trim_start();
    let after_hours = text.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(text.len() - after_hours.len(), 1 | 2) && after_hours.starts_with([':', 'h', 'H'])
}

/// `16 mars 2024`, `1er mars 2024`, `Saturday, March 16th, 2024`, `marzo de 2024`.
fn in_words(text: &str) -> Option<Date> {
    let (mut year, mut month, mut number) = (None, None, None);
    let folded = normalized(text);
    let words =
        folded.split(|c: char| c.is_whitespace() || ",-/".contains(c)).filter(|word| !word.is_empty());
    for word in words {
        let word = word.trim_end_matches('.');
        let slot = match CALENDAR.get(word) {
            Some(Name::Month(value)) => (&mut month, *value),
            Some(Name::Weekday) => continue,
            None if FILLERS.contains(&word) => continue,
            None if is_time(word) && year.is_some() => break,
            None if word.len() == 4 => (&mut year, figures(word)?),
            None => (&mut number, ordinal(word)?),
        };
        if slot.0.replace(slot.1).is_some() {
            return None;
        }
    }
    match (year?, month?, number) {
        (year, month, Some(number)) => day(year, month, number),
        (year, month, None) => Some(Date::Month { year: i32::try_from(year).ok()?, month }),
    }
}

/// The number of a day of the month: `16`, `1er`, `16th`, `1º`.
fn ordinal(word: &str) -> Option<u32> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (digits, ending) = word.split_at(end);
    ["", "er", "st", "nd", "rd", "th", "º", "ª", "°", "e", "."]
        .contains(&ending)
        .then(|| figures(digits))
        .flatten()
}

/// Words that stand between the parts of a date.
const FILLERS: &[&str] = &["de", "del", "le", "the", "of", "den", "der", "am", "el", "il", "at", "a"];

enum Name {
    Month(u32),
    Weekday,
}

/// The names of months and days, folded; those that mean a month in one language and a day in another
/// (`mar`, in French and in English) are months.
static CALENDAR: LazyLock<BTreeMap<String, Name>> = LazyLock::new(|| {
    let mut calendar = BTreeMap::from([("sept".to_owned(), Name::Month(9))]);
    let name = |date: NaiveDate, pattern, locale| {
        let name = date.format_localized(pattern, locale).to_string();
        normalized(name.trim_end_matches('.'))
    };
    for locale in locale::calendars() {
        for weekday in (1..=7).filter_map(|day| NaiveDate::from_ymd_opt(2024, 1, day)) {
            for pattern in ["%A", "%a"] {
                calendar.entry(name(weekday, pattern, locale)).or_insert(Name::Weekday);
            }
        }
        for (number, month) in
            (1..=12).filter_map(|month| Some((month, NaiveDate::from_ymd_opt(2024, month, 1)?)))
        {
            for pattern in ["%B", "%b"] {
                calendar.insert(name(month, pattern, locale), Name::Month(number));
            }
        }
    }
    calendar
});

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        parse(text)?.iso()
    }

    #[test]
    fn dates_are_read_in_many_shapes() {
        for text in [
            "2024-03-06",
            "2024-3-6",
            "2024/03/06",
            "2024.03.06",
            "06.03.2024",
            "6.3.2024",
            "06.03.24",
            "20240306",
            "2024-03-06T10:00:00+01:00",
            "2024-03-06T23:30:00-11:00",
            "2024-03-06 10:00",
            "2024-03-06 10:00:00 +0100",
            "06.03.2024 9h30",
            "6 mars 2024",
            "mercredi 6 mars 2024",
            "le 6 mars 2024",
            "6 March 2024",
            "6th of March 2024",
            "March 6, 2024",
            "Wed, March 6th, 2024",
            "Mar. 6 2024",
            "6-Mar-2024",
            "Mar 6, 2024 10:00:00 AM",
            "6. März 2024",
            "6 de marzo de 2024",
            "6 marzo 2024",
            "6 DE MARÇO DE 2024",
            "6 maart 2024",
            "2024年3月6日",
            "  2024-03-06 ",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2024-03-06"), "{text}");
        }
    }

    #[test]
    fn the_first_of_a_month_may_be_an_ordinal() {
        for text in ["1er août 2024", "1º agosto 2024", "1st August 2024", "1. August 2024", "1 AOUT 2024"]
        {
            assert_eq!(iso(text).as_deref(), Some("2024-08-01"), "{text}");
        }
    }

    #[test]
    fn what_comes_first_depends_on_the_country_unless_only_one_can() {
        assert_eq!(parse("03/04/2024"), Some(Date::Text("03/04/2024".to_owned())));
        for (text, language, expected) in [
            ("03/04/2024", "en-US", Some("2024-03-04")),
            ("03-04-2024", "es-PR", Some("2024-03-04")),
            ("3/4/24 10:00", "en-US", Some("2024-03-04")),
            ("03/04/2024", "en-GB", Some("2024-04-03")),
            ("03/04/2024", "pt", Some("2024-04-03")),
            ("03/04/2024", "en", None),
            ("03/04/2024", "en-CA", None),
            ("03/04/2024", "zh", None),
        ] {
            let date = match in_language(text, language) {
                Reading::Date(date) => date.iso(),
                Reading::Ambiguous => None,
                Reading::None => panic!("{text} depends on no language"),
            };
            assert_eq!(date.as_deref(), expected, "{text} {language}");
        }
        for (text, expected) in
            [("03/16/2024", "2024-03-16"), ("3.4.2024", "2024-04-03"), ("4/4/2024", "2024-04-04")]
        {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_date_is_as_precise_as_it_is_written() {
        for (text, expected) in [
            ("2024-09", "2024-09"),
            ("09/2024", "2024-09"),
            ("sept. 2024", "2024-09"),
            ("September 2024", "2024-09"),
            ("2024", "2024"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_span_of_years_is_kept_as_written() {
        assert_eq!(parse("2023-2024"), Some(Date::Text("2023-2024".to_owned())));
        assert_eq!(parse("2023 / 2024"), Some(Date::Text("2023 / 2024".to_owned())));
        assert_eq!(parse("2024-2023"), None);
    }

    #[test]
    fn what_is_no_date_has_no_meaning() {
        for text in [
            "2023-18-10",
            "2023-02-29",
            "31/04/2024",
            "2024-00",
            "24-03-06",
            "soon",
            "March",
            "6 mars",
            "6 7 mars 2024",
            "mars avril 2024",
            "version 2 of March 2024",
            "99999999999999999999",
            "",
            "-",
            "1:2",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn no_name_means_two_months() {
        for locale in locale::calendars() {
            for month in 1..=12 {
                for pattern in ["%-d %B %Y", "%-d %b %Y"] {
                    let date = NaiveDate::from_ymd_opt(2024, month, 6).unwrap();
                    let text = date.format_localized(pattern, locale).to_string();
                    assert_eq!(parse(&text), Day::new(2024, month, 6).map(Date::Day), "{text}");
                }
            }
        }
    }

    #[test]
    fn dates_that_a_site_generator_would_fill_in_are_recognized() {
        assert!(is_automatic("Last Modified") && is_automatic("git created") && is_automatic("today"));
        assert!(!is_automatic("created in 2024"));
    }
}
