//! Tags of languages (BCP 47): what they look like, which are looked up for one, and in which direction a language is
//! written.

use icu_locale_core::{LanguageIdentifier, Locale as LanguageTag};

/// The direction in which a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As English.
    LeftToRight,
    /// As Arabic.
    RightToLeft,
}

/// The tags to look a language up by, the closest first (RFC 4647, 3.4 "Lookup"); Chinese of a country that writes
/// the traditional characters is looked up under those too.
pub fn lookup(language: &str) -> impl Iterator<Item = String> {
    let mut tag = normalize(language);
    if let Some(country) = tag.strip_prefix("zh-").filter(|rest| ["TW", "HK", "MO"].contains(rest)) {
        tag = format!("zh-Hant-{country}");
    }
    std::iter::successors(Some(tag), |tag| tag.rsplit_once('-').map(|(shorter, _)| shorter.to_owned()))
}

/// Languages that are written from right to left, when the tag does not name a script.
const RIGHT_TO_LEFT_LANGUAGES: &[&str] = &[
    "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo",
    "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
];

/// Scripts that are written from right to left (ISO 15924).
const RIGHT_TO_LEFT_SCRIPTS: &[&str] =
    &["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];

/// The direction in which `language` (BCP 47) is written.
pub fn direction(language: &str) -> Direction {
    let Some(LanguageIdentifier { language, script, .. }) = parsed(language).map(|tag| tag.id) else {
        return Direction::LeftToRight;
    };
    let right_to_left = match script {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script.as_str()),
        None => RIGHT_TO_LEFT_LANGUAGES.contains(&language.as_str()),
    };
    if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// A tag with its subtags as Unicode's locale identifiers have them (UTS 35, 3.2); a POSIX locale writes `_` for `-`.
fn parsed(tag: &str) -> Option<LanguageTag> {
    LanguageTag::try_from_str(&tag.replace('_', "-")).ok()
}

/// The tag that a text is, or `None`: a tag (`fr-FR`) or a POSIX locale (`fr_FR.UTF-8`).
pub(super) fn of(text: &str) -> Option<String> {
    let tag = parsed(text.split(['.', '@']).next().unwrap_or_default())?;
    // Longer ones are reserved: they are words that no table has as a language.
    (tag.id.language.as_str().len() <= 3).then(|| tag.to_string())
}

/// A tag in its usual letter case, or in small letters when it is none.
pub(super) fn normalize(tag: &str) -> String {
    parsed(tag).map_or_else(|| tag.to_ascii_lowercase(), |tag| tag.to_string())
}
