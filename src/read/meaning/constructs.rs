//! All constructs: what notes can ask for by name. A new one is a file in this folder and a row here.

use std::sync::LazyLock;

use crate::read::core::construct::{self, Construct, Registry};
use crate::read::meaning::{
    badge, breaks, callout, caption, card, citation, code, contents, csv_table, embed, field, figure,
    file_tree, formula, glossary, icon, inclusion, keyboard, layout, link, list_table, mark, notes, object,
    quantity, quote, reference, ruby, steps, style, tabs, titled, tooltip, values, version,
};
use crate::read::syntax::names::{Body, Written};

/// All constructs.
pub static CONSTRUCTS: &[&Construct] = &[
    &badge::BADGE,
    &breaks::LINE_BREAK,
    &breaks::RULE,
    &breaks::NEW_PAGE,
    &callout::CALLOUT,
    &callout::FOLD,
    &callout::ACCORDION,
    &caption::CAPTION,
    &card::CARD,
    &card::COMPONENT_CARD,
    &card::LINK_CARD,
    &citation::CITE,
    &citation::CITATION,
    &citation::WORKS,
    &citation::WORKS_DIRECTIVE,
    &code::CODE,
    &code::CODE_COMPONENT,
    &code::CODE_DIRECTIVE,
    &code::DRAWING,
    &code::CELL,
    &code::RAW,
    &code::SILENT,
    &contents::CONTENTS,
    &contents::CONTENTS_DIRECTIVE,
    &csv_table::CSV_TABLE,
    &embed::EMBED,
    &embed::PLAYER,
    &field::FIELD,
    &figure::PICTURE,
    &figure::COMPONENT_PICTURE,
    &figure::FIGURE_MD,
    &file_tree::FILE_TREE,
    &file_tree::FILE,
    &formula::FORMULA,
    &glossary::GLOSSARY,
    &icon::ICON,
    &icon::ICON_ROLE,
    &icon::SIGN,
    &icon::EMOJI,
    &inclusion::INCLUSION,
    &inclusion::INCLUDE_DIRECTIVE,
    &keyboard::KEYBOARD,
    &layout::GRID,
    &layout::PARTS,
    &layout::WRAPPER,
    &layout::LOOK,
    &layout::GROUP,
    &layout::DIVISION,
    &layout::COMPONENT_PARTS,
    &layout::COMPONENT_WRAPPER,
    &layout::SLOT,
    &link::BUTTON,
    &link::LINK,
    &link::BUTTON_DIRECTIVE,
    &link::EMBEDDED,
    &link::REFERENCE,
    &list_table::LIST_TABLE,
    &list_table::TABLE,
    &mark::MARK,
    &notes::LIST_OF_NOTES,
    &object::LITERAL,
    &object::OBJECT,
    &quantity::CHEMICAL,
    &quantity::QUANTITY,
    &quote::QUOTATION,
    &quote::EPIGRAPH,
    &reference::REFERENCE,
    &reference::TERM,
    &reference::DOCUMENT,
    &reference::DOWNLOAD,
    &reference::NUMBERED,
    &ruby::RUBY,
    &steps::STEPS,
    &steps::STEP,
    &style::STYLE,
    &style::ABBREVIATION,
    &style::WORDS,
    &tabs::TAB,
    &tabs::TABS,
    &tabs::PANEL_TABSET,
    &titled::TITLED,
    &titled::RUBRIC,
    &titled::SECTION,
    &tooltip::TOOLTIP,
    &tooltip::CHECK,
    &values::PARAMETER,
    &values::VALUE,
    &version::VERSION,
    &version::VERSION_DIRECTIVE,
];

/// The constructs by their names.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| construct::registry(CONSTRUCTS));
    &REGISTRY
}

/// How the construct of a name takes what stands in it, which the scanner asks.
pub fn body(name: &str, written: Written) -> Option<Body> {
    registry().find(name, written).map(|construct| construct.body)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::files::Memory;
    use crate::pass::whole;
    use crate::read::syntax::names::{NOTATIONS, plain};
    use crate::settings::Settings;
    use crate::source::Source;

    #[test]
    fn no_name_means_two_things_in_one_notation() {
        let names = || CONSTRUCTS.iter().flat_map(|one| one.each_name().map(move |name| (one.doc, name)));
        for (at, (doc, (name, written))) in names().enumerate() {
            for (other_doc, (other, also_written)) in names().skip(at + 1) {
                // That it may be spelled in any way is no notation.
                let notations = NOTATIONS.iter().map(|(notation, _)| *notation);
                let is_both = |notation: Written| notation.meets(written) && notation.meets(also_written);
                let differ = name != other || doc == other_doc || !notations.into_iter().any(is_both);
                assert!(differ, "`{name}` is {doc} and {other_doc}");
            }
        }
    }

    #[test]
    fn every_row_says_what_it_is_and_has_a_name() {
        for row in CONSTRUCTS {
            assert!(row.doc.ends_with('.') && !row.names.is_empty(), "{}", row.doc);
            for (name, written) in row.each_name() {
                assert_eq!(name, name.to_lowercase());
                assert!(written.meets(Written::ANY), "{name}");
            }
        }
    }

    #[test]
    fn every_example_has_a_name_of_its_row_and_converts_without_a_warning() {
        for row in CONSTRUCTS {
            let example = row.example.to_lowercase();
            assert!(
                row.each_name().any(|(name, _)| example.contains(name.trim_end_matches('*'))),
                "{example}"
            );
            let (source, mut diagnostics) = (Source::new("note.md", row.example), Diagnostics::default());
            let settings = Settings::default();
            let files = Memory([("part.md".to_owned(), b"A part.".to_vec())].into());
            let read = whole::read(&source, Some("note"), &settings, &files, &mut diagnostics);
            assert!(read.is_ok() && diagnostics.as_slice().is_empty(), "{}: {diagnostics:?}", row.example);
        }
    }

    /// The names that the cases ask for something by, in any notation.
    fn names_in_cases() -> BTreeSet<String> {
        const OPENINGS: [&str; 11] = ["{%", "{{<", "{{%", "!!!", "???", "///", ":::", "```", "~~~", "<", "{"];
        let (mut text, mut folders) = (String::new(), vec!["tests/cases".into(), "tests/suite".into()]);
        while let Some(folder) = folders.pop() {
            let folder: std::path::PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for path in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
                let is_note = path.extension().is_some_and(|end| end == "md" || end == "mdx" || end == "qmd");
                match path.is_dir() {
                    true => folders.push(path),
                    false if is_note => text += &std::fs::read_to_string(path).unwrap(),
                    false => {}
                }
            }
        }
        let mut names = BTreeSet::new();
        for opening in OPENINGS {
            for rest in text.split(opening).skip(1) {
                let rest = rest.trim_start_matches([' ', ':', '`', '{', '.', '-', '+', '/']);
                let is_name = |c: char| c.is_ascii_alphanumeric() || "-_./:".contains(c);
                let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
                let name = rest.split_at(end).0.trim_end_matches(['/', '-', '.', ':']).to_lowercase();
                names.insert(plain(&name));
                names.insert(name);
            }
        }
        names
    }

    #[test]
    fn every_name_occurs_in_a_case() {
        let names = names_in_cases();
        let occurs = |name: &str| match name.strip_suffix('*') {
            Some(beginning) => names.iter().any(|own| own.starts_with(beginning)),
            None => names.contains(name),
        };
        let missing = CONSTRUCTS.iter().flat_map(|row| row.each_name()).filter(|(name, _)| !occurs(name));
        let missing: Vec<&str> = missing.map(|(name, _)| name).collect();
        assert!(missing.is_empty(), "add these to a case, in tests/suite/names say: {missing:?}");
    }

    #[test]
    fn a_name_is_found_in_its_notations_alone() {
        assert!(registry().find("kbd", Written::ROLE).is_some());
        assert!(registry().find("key", Written::ROLE).is_none());
        assert!(registry().find("added_in", Written::TEMPLATE).is_some(), "in any spelling");
    }
}
