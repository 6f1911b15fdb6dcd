//! The table of constructs: what notes can ask for by name. A new one is a file in this folder and a line here.

use std::sync::LazyLock;

use crate::read::core::construct::{Construct, Registry};
use crate::read::meaning::{
    breaks, contents, icon, inclusion, keyboard, layout, link, picture, ruby, values, version,
};

/// All constructs that are rows. What else has a name is still decided in `shortcode`, `component`, `directive`, `role` and
/// `element`, which ask here first.
pub static CONSTRUCTS: &[&Construct] = &[
    &breaks::LINE_BREAK,
    &breaks::NEW_PAGE,
    &breaks::RULE,
    &contents::CONTENTS,
    &icon::EMOJI,
    &icon::ICON,
    &icon::ICON_ROLE,
    &icon::SIGN,
    &inclusion::INCLUSION,
    &keyboard::KEYBOARD,
    &layout::CARD,
    &layout::FILE_TREE,
    &layout::GRID,
    &layout::LOOK,
    &layout::PARTS,
    &layout::QUOTATION,
    &layout::TAB,
    &layout::TABS,
    &link::BUTTON,
    &link::EMBED,
    &link::REFERENCE,
    &picture::PICTURE,
    &ruby::RUBY,
    &values::PARAMETER,
    &values::VALUE,
    &version::VERSION,
];

/// The constructs by their names.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::new(CONSTRUCTS));
    &REGISTRY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::files::Memory;
    use crate::pass::whole;
    use crate::read::core::construct::Written;
    use crate::settings::Settings;
    use crate::source::Source;

    #[test]
    fn no_name_means_two_things_in_one_notation() {
        let names = || CONSTRUCTS.iter().flat_map(|one| one.names.iter().map(move |name| (one.doc, name)));
        for (at, (doc, name)) in names().enumerate() {
            for (other_doc, other) in names().skip(at + 1) {
                let differ = name.text != other.text || !name.written.meets(other.written);
                assert!(differ, "`{}` is {doc} and {other_doc}", name.text);
            }
        }
    }

    #[test]
    fn every_row_says_what_it_is_and_has_a_name() {
        for row in CONSTRUCTS {
            assert!(row.doc.ends_with('.') && !row.names.is_empty(), "{}", row.doc);
            for name in row.names {
                let (text, written) = (name.text, name.written);
                assert_eq!(text, text.to_lowercase());
                assert!(written.meets(Written::TAG | Written::COMPONENT | Written::ROLE), "{text}");
            }
        }
    }

    #[test]
    fn every_example_has_a_name_of_its_row_and_converts_without_a_warning() {
        for row in CONSTRUCTS {
            assert!(row.names.iter().any(|name| row.example.contains(name.text)), "{}", row.example);
            let (source, mut diagnostics) = (Source::new("note.md", row.example), Diagnostics::default());
            let (settings, files) = (Settings::default(), Memory::default());
            let read = whole::read(&source, Some("note"), &settings, &files, &mut diagnostics);
            assert!(read.is_ok() && diagnostics.as_slice().is_empty(), "{}: {diagnostics:?}", row.example);
        }
    }

    #[test]
    fn a_name_is_found_in_its_notations_alone() {
        assert!(registry().find("kbd", Written::ROLE).is_some());
        assert!(registry().find("key", Written::ROLE).is_none());
        assert!(registry().find("added_in", Written::TEMPLATE).is_some(), "in any spelling");
    }
}
