//! That formulas can be read aloud: the words of each construct and, where real formulas are at hand (the file that
//! `FORMULAS` names, or `../shared/corpus/formulas.json`), of each of them, in every language that has words for formulas.

use std::path::PathBuf;

use note_convert::ir::Formula;
use note_convert::latex::{self, Macros};
use note_convert::speech::speak;

const LANGUAGES: [&str; 7] = ["en", "fr", "de", "es", "it", "pt", "nl"];

#[test]
fn each_construct_is_read_aloud_without_signs() {
    let faults: Vec<String> =
        super::constructs().iter().flat_map(|(tex, _)| faults(tex, &read(tex).unwrap())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn real_formulas_are_read_aloud_without_signs() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/formulas.json");
    let path = std::env::var_os("FORMULAS").map_or(beside, PathBuf::from);
    let Ok(json) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let list: Vec<serde_json::Value> = serde_json::from_slice(&json).unwrap();
    let texs = list.iter().map(|entry| entry["tex"].as_str().unwrap());
    let faults: Vec<String> = texs.filter_map(|tex| Some(faults(tex, &read(tex)?))).flatten().collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn read(tex: &str) -> Option<Formula> {
    latex::read(tex, true, &Macros::default()).ok()
}

/// What is wrong with the words of a formula: that there are none, or signs that the note has in no words.
fn faults(tex: &str, formula: &Formula) -> Vec<String> {
    let mut words = String::new();
    collect_words(formula, &mut words);
    let is_sign =
        |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !",;:.'’-…".contains(c) && !words.contains(c);
    let said = LANGUAGES.iter().map(|language| (language, speak(formula, language)));
    let is_wrong = |said: &str| said.is_empty() || said.contains(is_sign);
    said.filter(|(_, said)| is_wrong(said))
        .map(|(language, said)| format!("{language}: {tex}: {said}"))
        .collect()
}

/// The words and names of a formula, which may have any characters.
fn collect_words(formula: &Formula, words: &mut String) {
    match formula {
        Formula::Text { text, .. } => words.push_str(text),
        Formula::Identifier { text, .. } if text.chars().count() > 1 => words.push_str(text),
        _ => {}
    }
    formula.children().into_iter().for_each(|child| collect_words(child, words));
}
