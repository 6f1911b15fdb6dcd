//! Which families of fonts of the system suit a script, in the style of the text (with serifs) first. Chinese,
//! Japanese and Korean share characters whose forms differ, so that the language decides between their fonts.

use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::{Dict, IntoValue, Str, Value};
use typst::text::{FontBook, FontInfo};
use unicode_script::{Script, UnicodeScript};

use crate::locale;

const SIMPLIFIED: &[&str] = &[
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Songti SC",
    "SimSun",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
];
const TRADITIONAL: &[&str] = &[
    "Noto Serif CJK TC",
    "Noto Serif TC",
    "Source Han Serif TC",
    "Songti TC",
    "PMingLiU",
    "Noto Sans CJK TC",
    "Noto Sans TC",
    "Source Han Sans TC",
    "PingFang TC",
    "Microsoft JhengHei",
];
const HONG_KONG: &[&str] =
    &["Noto Serif CJK HK", "Noto Serif HK", "Noto Sans CJK HK", "Noto Sans HK", "PingFang HK"];
const JAPANESE: &[&str] = &[
    "Noto Serif CJK JP",
    "Noto Serif JP",
    "Source Han Serif",
    "Hiragino Mincho ProN",
    "Yu Mincho",
    "IPAexMincho",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic",
    "IPAexGothic",
];
const KOREAN: &[&str] = &[
    "Noto Serif CJK KR",
    "Noto Serif KR",
    "Source Han Serif K",
    "AppleMyungjo",
    "NanumMyeongjo",
    "Batang",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Source Han Sans K",
    "Apple SD Gothic Neo",
    "NanumGothic",
    "Malgun Gothic",
];
const ARABIC: &[&str] = &[
    "Noto Naskh Arabic",
    "Amiri",
    "Scheherazade New",
    "Geeza Pro",
    "Traditional Arabic",
    "Noto Sans Arabic",
];
const NASTALIQ: &[&str] = &["Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting"];

/// What a template finds in `sys.inputs.fonts`: families that are there for the characters of a text, `text` and
/// `code`, under each of the languages (BCP 47), and under "" for the first of them.
pub fn inputs(book: &FontBook, embedded: usize, characters: &BTreeSet<char>, languages: &[&str]) -> Dict {
    let mut scripts: BTreeMap<&str, (Script, Vec<char>)> = BTreeMap::new();
    for &c in characters {
        let script = match c.script() {
            // The embedded fonts have these, and signs are found by Typst itself.
            Script::Latin | Script::Greek | Script::Cyrillic | Script::Hebrew => continue,
            Script::Common | Script::Inherited | Script::Unknown => continue,
            Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => Script::Han,
            script => script,
        };
        scripts.entry(script.short_name()).or_insert((script, Vec::new())).1.push(c);
    }
    let mut all = Dict::new();
    for (index, language) in languages.iter().enumerate() {
        let mut text: Vec<String> = Vec::new();
        for (script, letters) in scripts.values() {
            let named = named(*script, language, characters);
            let found = named.into_iter().filter(|family| book.contains_family(&family.to_lowercase()));
            let before = text.len();
            text.extend(found);
            if text.len() == before {
                text.extend(widest(book, embedded, letters));
            }
        }
        let mut code: Vec<&String> = text.iter().filter(|family| family.contains("Sans")).collect();
        code.extend(text.iter().filter(|family| !family.contains("Sans")));
        let mono = code.iter().map(|family| family.replace("Sans CJK", "Sans Mono CJK"));
        let mut code: Vec<Value> =
            mono.filter(|family| book.contains_family(&family.to_lowercase())).map(value).collect();
        code.dedup();
        let text: Vec<Value> = text.into_iter().map(value).collect();
        let mut entry = Dict::new();
        entry.insert(Str::from("text"), text.into_value());
        entry.insert(Str::from("code"), code.into_value());
        if index == 0 {
            all.insert(Str::from(""), entry.clone().into_value());
        }
        all.insert(Str::from(*language), entry.into_value());
    }
    all
}

fn value(family: String) -> Value {
    Str::from(family).into_value()
}

/// The families that are known to suit a script.
fn named(script: Script, language: &str, characters: &BTreeSet<char>) -> Vec<String> {
    let lists: Vec<&[&str]> = match script {
        Script::Han => han(language, characters),
        Script::Arabic if locale::lookup(language).any(|tag| tag == "ur") => vec![NASTALIQ, ARABIC],
        Script::Arabic => vec![ARABIC],
        _ => {
            let name = script.full_name().replace('_', " ");
            return vec![format!("Noto Serif {name}"), format!("Noto Sans {name}")];
        }
    };
    lists.concat().into_iter().map(str::to_owned).collect()
}

/// The fonts of the language first; in another language, those of the script that stands beside the characters.
fn han(language: &str, characters: &BTreeSet<char>) -> Vec<&'static [&'static str]> {
    let tags: Vec<String> = locale::lookup(language).collect();
    let is = |tag: &str| tags.iter().any(|own| own == tag);
    let has = |script| characters.iter().any(|c| c.script() == script);
    let first = match () {
        () if is("zh-Hant-HK") || is("zh-Hant-MO") => vec![HONG_KONG, TRADITIONAL],
        () if is("zh-Hant") => vec![TRADITIONAL],
        () if is("zh") => vec![SIMPLIFIED],
        () if is("ja") => vec![JAPANESE],
        () if is("ko") => vec![KOREAN],
        () if has(Script::Hiragana) || has(Script::Katakana) => vec![JAPANESE],
        () if has(Script::Hangul) => vec![KOREAN],
        () => vec![SIMPLIFIED],
    };
    let mut lists = first;
    lists.extend([SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN]);
    lists
}

/// The family of the system that has most of the letters.
fn widest(book: &FontBook, embedded: usize, letters: &[char]) -> Option<String> {
    let infos = (embedded..).map_while(|index| book.info(index));
    let count = |info: &FontInfo| letters.iter().filter(|&&c| info.coverage.contains(c as u32)).count();
    let fonts = infos.map(|info| (count(info), info)).filter(|&(count, _)| count > 0);
    let proportional = |info: &FontInfo| !info.family.contains("Mono");
    // Of several, the same one whatever order the system names them in.
    let best = fonts
        .max_by_key(|(count, info)| (*count, proportional(info), std::cmp::Reverse(info.family.as_str())));
    best.map(|(_, info)| info.family.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::text::{Coverage, FontFlags, FontVariant};

    /// The families chosen for a text of these characters, where fonts of these names have all of them.
    fn chosen(names: &[&str], text: &str, languages: &[&str], key: &str) -> (Vec<String>, Vec<String>) {
        let characters: BTreeSet<char> = text.chars().collect();
        let info = |name: &&str| FontInfo {
            family: (*name).to_owned(),
            variant: FontVariant::default(),
            flags: FontFlags::empty(),
            axes: Vec::new(),
            coverage: Coverage::from_vec(characters.iter().map(|&c| c as u32).collect()),
        };
        let book = FontBook::from_infos(names.iter().map(info));
        let all = inputs(&book, 0, &characters, languages);
        let entry: Dict = all.get(key).unwrap().clone().cast().unwrap();
        let list = |name| entry.get(name).unwrap().clone().cast::<Vec<Str>>().unwrap();
        let words = |list: Vec<Str>| list.into_iter().map(|family| family.as_str().to_owned()).collect();
        (words(list("text")), words(list("code")))
    }

    const CJK: [&str; 4] =
        ["Noto Sans CJK JP", "Noto Sans Mono CJK JP", "Noto Serif CJK SC", "Noto Serif CJK JP"];

    #[test]
    fn the_language_decides_between_fonts_that_have_the_same_characters() {
        assert_eq!(chosen(&CJK, "直骨", &["ja"], "").0[0], "Noto Serif CJK JP");
        assert_eq!(chosen(&CJK, "直骨", &["zh-CN"], "").0[0], "Noto Serif CJK SC");
        assert_eq!(chosen(&CJK, "直骨", &["fr", "ja"], "").0[0], "Noto Serif CJK SC");
        assert_eq!(chosen(&CJK, "直骨", &["fr", "ja"], "ja").0[0], "Noto Serif CJK JP");
        assert_eq!(chosen(&CJK, "直骨の", &["fr"], "").0[0], "Noto Serif CJK JP");
    }

    #[test]
    fn code_has_a_family_of_even_width_where_there_is_one() {
        assert_eq!(chosen(&CJK, "直骨", &["ja"], "").1[0], "Noto Sans Mono CJK JP");
    }

    #[test]
    fn a_script_that_no_known_family_is_there_for_gets_the_one_that_has_it() {
        assert_eq!(chosen(&["B", "A", "A Mono"], "नमस्ते", &["hi"], "").0, ["A"]);
        assert_eq!(chosen(&["A", "Noto Serif Thai"], "สวัสดี", &["th"], "").0, ["Noto Serif Thai"]);
    }

    #[test]
    fn only_families_that_are_there_are_named() {
        assert_eq!(chosen(&[], "直", &["ja"], ""), (Vec::new(), Vec::new()));
        assert_eq!(chosen(&CJK, "αбÉ", &["fr"], ""), (Vec::new(), Vec::new()));
    }
}
