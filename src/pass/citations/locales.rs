//! The words of citations in the language of a note (CSL 1.0.2, locale files). hayagriva has them for 63 languages and
//! decodes all at once, which takes as long as ten notes: here only those are decoded that a note needs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use hayagriva::archive;
use hayagriva::citationberg::{Locale, LocaleCode};

/// The tags of hayagriva's locales (BCP 47), in the order in which it has them.
const TAGS: [&str; 63] = [
    "af-ZA",
    "ar",
    "bal-PK",
    "bg-BG",
    "brh-PK",
    "ca-AD",
    "cs-CZ",
    "cy-GB",
    "da-DK",
    "de-AT",
    "de-CH",
    "de-DE",
    "el-GR",
    "en-GB",
    "en-US",
    "es-CL",
    "es-ES",
    "es-MX",
    "et-EE",
    "eu",
    "fa-IR",
    "fi-FI",
    "fr-CA",
    "fr-FR",
    "gl-ES",
    "he-IL",
    "hi-IN",
    "hr-HR",
    "hu-HU",
    "hy-AM",
    "id-ID",
    "is-IS",
    "it-IT",
    "ja-JP",
    "km-KH",
    "ko-KR",
    "la",
    "lij-IT",
    "lt-LT",
    "lv-LV",
    "mn-MN",
    "ms-MY",
    "nb-NO",
    "nl-NL",
    "nn-NO",
    "pa-PK",
    "pl-PL",
    "pt-BR",
    "pt-PT",
    "ro-RO",
    "ru-RU",
    "sk-SK",
    "sl-SI",
    "sr-Cyrl-RS",
    "sr-Latn-RS",
    "sv-SE",
    "th-TH",
    "tl-PH",
    "tr-TR",
    "uk-UA",
    "vi-VN",
    "zh-CN",
    "zh-TW",
];

/// What was decoded for notes of this run, by the tag of the language.
static DECODED: Mutex<BTreeMap<String, Arc<[Locale]>>> = Mutex::new(BTreeMap::new());

/// The locale for a language (BCP 47): its own, else that of the country where it is from, else another of the same
/// language, else English.
pub fn code(language: &str) -> LocaleCode {
    let primary = language.split('-').next().unwrap_or_default();
    let usual = match primary {
        "en" => "en-US".to_owned(),
        "pt" => "pt-PT".to_owned(),
        "zh" => "zh-CN".to_owned(),
        _ => format!("{primary}-{}", primary.to_uppercase()),
    };
    let has = |tag: &&str| TAGS.contains(tag);
    let starts = || TAGS.into_iter().find(|tag| tag.split('-').next() == Some(primary));
    let tag = [language, &usual].into_iter().find(has).or_else(starts);
    tag.map_or_else(LocaleCode::en_us, |tag| LocaleCode(tag.to_owned()))
}

/// All that is looked into for a locale: itself, what it falls back to, and English.
pub fn of(code: &LocaleCode) -> Arc<[Locale]> {
    let mut decoded = DECODED.lock().unwrap_or_else(PoisonError::into_inner);
    let decode = || {
        let mut tags = vec![code.clone()];
        for tag in code.fallback().into_iter().chain([LocaleCode::en_us()]) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags.iter().filter_map(|tag| locale(&tag.0)).collect()
    };
    decoded.entry(code.0.clone()).or_insert_with(decode).clone()
}

/// The locale with a tag, if there is one.
fn locale(tag: &str) -> Option<Locale> {
    let bytes = archive::LOCALES.get(TAGS.iter().position(|own| *own == tag)?)?;
    ciborium::from_reader(*bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tag_is_that_of_its_locale() {
        assert_eq!(archive::LOCALES.len(), TAGS.len());
        for tag in TAGS {
            assert_eq!(locale(tag).and_then(|locale| locale.lang).map(|own| own.0).as_deref(), Some(tag));
        }
    }

    #[test]
    fn a_language_has_its_own_locale_or_one_that_is_near() {
        let tag = |language| code(language).0;
        assert_eq!(
            ["fr-CA", "fr", "fr-BE", "sr", "en", "eu"].map(tag),
            ["fr-CA", "fr-FR", "fr-FR", "sr-Cyrl-RS", "en-US", "eu"]
        );
        assert_eq!(["", "tlh"].map(tag), ["en-US", "en-US"]);
    }

    #[test]
    fn only_what_a_locale_falls_back_to_is_decoded() {
        let tags = |tag: &str| -> Vec<String> {
            of(&code(tag)).iter().filter_map(|locale| Some(locale.lang.as_ref()?.0.clone())).collect()
        };
        assert_eq!(tags("fr-CA"), ["fr-CA", "fr-FR", "en-US"]);
        assert_eq!(tags("en"), ["en-US"]);
    }
}
