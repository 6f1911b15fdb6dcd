//! The callouts that notes may use: names, colours, icons and labels, read from `templates/callouts.yaml`
//! and from the user's file of the same shape. What a callout looks like in a target is the backend's.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use crate::locale;
use crate::naming::normalized;

/// A text of the table, which is part of the program, or of a user's file.
type Text = Cow<'static, str>;

/// One kind of callout.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CalloutKind {
    /// The name that outputs use: a CSS class and an argument of `templates/note.typ`.
    pub kind: Text,
    /// Other names under which notes ask for it.
    pub aliases: Cow<'static, [Text]>,
    /// Whether it folds even if the note does not ask for it.
    pub folds: bool,
    /// Colours on a light page.
    pub light: Colours,
    /// Colours on a dark page.
    pub dark: Colours,
    /// The data of an SVG path in a box of 16 by 16.
    pub icon: Text,
    /// Languages (BCP 47 primary tag), each with the title there when the note gives none.
    pub labels: Cow<'static, [(Text, Text)]>,
}

/// The colours of a callout: sRGB, `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// The bar, the icon and the title.
    pub accent: Text,
    /// Behind the text.
    pub background: Text,
}

impl CalloutKind {
    /// Its name and the others under which notes ask for it.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.kind).chain(self.aliases.iter()).map(|name| name.as_ref())
    }

    /// The title to show when a note gives none, in `language` (BCP 47) or else in English.
    pub fn label(&self, language: &str) -> &str {
        let of = |tag: &str| self.labels.iter().find(|(own, _)| own == tag).map(|(_, label)| label);
        let label = locale::lookup(language).find_map(|tag| of(&tag)).or_else(|| of("en"));
        label.unwrap_or(&self.kind)
    }
}

/// All the kinds of callout of a run.
#[derive(Debug, Clone)]
pub struct Callouts {
    kinds: Cow<'static, [CalloutKind]>,
    /// The folded names and aliases of users' files, each with the index of its kind.
    added: BTreeMap<String, usize>,
}

/// An entry of the file: what is absent stays as it is in an earlier entry of the same kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: String,
    aliases: Option<Vec<Text>>,
    folds: Option<bool>,
    light: Option<Colours>,
    dark: Option<Colours>,
    icon: Option<Text>,
    #[serde(default)]
    label: BTreeMap<Text, Text>,
}

// `KINDS`, and `NAMES`: the folded names and aliases in order, each with the index of its kind.
include!(concat!(env!("OUT_DIR"), "/callouts.rs"));

static BUILT_IN: LazyLock<Arc<Callouts>> =
    LazyLock::new(|| Arc::new(Callouts { kinds: Cow::Borrowed(KINDS), added: BTreeMap::new() }));

impl Callouts {
    /// The kinds of `templates/callouts.yaml`.
    pub fn built_in() -> &'static Arc<Callouts> {
        &BUILT_IN
    }

    /// These kinds, changed and added to by a YAML text of the shape of `templates/callouts.yaml`.
    /// A new kind takes what it does not give from `note`.
    ///
    /// # Errors
    /// When the text is not of that shape, a colour is not `#rrggbb`, a kind is not a plain name or an icon
    /// holds more than path data. The message says which.
    pub fn extended(&self, yaml: &str) -> anyhow::Result<Callouts> {
        self.clone().with(crate::yaml::read(yaml).context("this is not a list of callouts")?)
    }

    fn with(mut self, entries: Vec<Entry>) -> anyhow::Result<Callouts> {
        entries.into_iter().try_for_each(|entry| self.add(entry))?;
        Ok(self)
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "indices are those that `build/main.rs` counted, or under which kinds were added"
    )]
    fn add(&mut self, entry: Entry) -> anyhow::Result<()> {
        let name = entry.kind;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        ensure!(
            name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain),
            "the kind `{name}` must be a name of lower-case letters, digits and hyphens"
        );
        let known = self.kinds.iter().position(|kind| kind.kind == name);
        let index = match known {
            Some(index) => index,
            None => {
                let Some(note) = self.get("note").cloned() else { bail!("there is no callout `note`") };
                let (aliases, labels) = (Cow::Borrowed(&[][..]), Cow::Borrowed(&[][..]));
                let kind =
                    CalloutKind { kind: Cow::Owned(name.clone()), aliases, folds: false, labels, ..note };
                self.kinds.to_mut().push(kind);
                self.kinds.len() - 1
            }
        };
        let kind = &mut self.kinds.to_mut()[index];
        kind.aliases.to_mut().extend(entry.aliases.unwrap_or_default());
        kind.folds = entry.folds.unwrap_or(kind.folds);
        kind.light = entry.light.unwrap_or_else(|| kind.light.clone());
        kind.dark = entry.dark.unwrap_or_else(|| kind.dark.clone());
        kind.icon = entry.icon.unwrap_or_else(|| kind.icon.clone());
        let labels = kind.labels.to_mut();
        labels.retain(|(language, _)| !entry.label.contains_key(language));
        labels.extend(entry.label);
        for colour in [&kind.light, &kind.dark].into_iter().flat_map(|c| [&c.accent, &c.background]) {
            let digits = colour.strip_prefix('#').unwrap_or_default();
            ensure!(
                digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()),
                "the colour `{colour}` of the callout `{name}` must have the form #rrggbb"
            );
        }
        let path = |byte: u8| byte.is_ascii_digit() || b" ,.-+eMmLlHhVvCcSsQqTtAaZz\n".contains(&byte);
        ensure!(
            !kind.icon.is_empty() && kind.icon.bytes().all(path),
            "the icon of the callout `{name}` must be the data of an SVG path"
        );
        self.added.extend(kind.names().map(|name| (normalized(name), index)));
        Ok(())
    }

    /// The kind of this name or alias; letter case and accents do not matter.
    #[expect(
        clippy::indexing_slicing,
        reason = "indices are those that `build/main.rs` counted, or under which kinds were added"
    )]
    pub fn get(&self, name: &str) -> Option<&CalloutKind> {
        let name = normalized(name);
        let of_program =
            || NAMES.binary_search_by_key(&name.as_str(), |&(own, _)| own).ok().map(|found| NAMES[found].1);
        let index = self.added.get(&name).copied().or_else(of_program)?;
        Some(&self.kinds[index])
    }

    /// The kind that a class asks for: by its name, or as sites write it (`callout-note`, `alert alert-info`,
    /// `prompt-tip`, `notice--danger`…).
    pub fn of_class(&self, class: &str) -> Option<&CalloutKind> {
        const PREFIXES: [&str; 9] = [
            "callout-",
            "admonition-",
            "alert-",
            "markdown-alert-",
            "prompt-",
            "notice--",
            "bd-callout-",
            "hint-",
            "note-",
        ];
        self.get(class).or_else(|| {
            let name = PREFIXES.iter().find_map(|prefix| class.strip_prefix(prefix))?;
            self.get(name).or_else(|| (name == "primary" || name == "secondary").then(|| self.get("note"))?)
        })
    }

    /// The kind that an element's classes ask for together, with the class that does; those of a box of no kind
    /// (`notice`, `admonition`) ask for a note.
    pub fn of_classes<'c>(&self, classes: &'c [String]) -> Option<(&'c str, &CalloutKind)> {
        const BOXES: [&str; 5] = ["admonition", "alert", "callout", "notice", "markdown-alert"];
        let own = classes.iter().find_map(|class| Some((class.as_str(), self.of_class(class)?)));
        own.or_else(|| {
            let class = classes.iter().find(|class| BOXES.contains(&class.as_str()))?;
            Some((class, self.get("note")?))
        })
    }

    /// All kinds, in the order of the files.
    pub fn kinds(&self) -> &[CalloutKind] {
        &self.kinds
    }

    /// All names and aliases, to look for the nearest one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().flat_map(CalloutKind::names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast ratio, after WCAG 2.2.
    fn contrast(a: &str, b: &str) -> f64 {
        let luminance = |colour: &str| {
            let part = |at: usize| {
                let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_accent_stands_out_from_its_background() {
        for kind in Callouts::built_in().kinds() {
            for colours in [&kind.light, &kind.dark] {
                let ratio = contrast(&colours.accent, &colours.background);
                assert!(
                    ratio >= 4.5,
                    "{}: {} on {} is {ratio:.2}",
                    kind.kind,
                    colours.accent,
                    colours.background
                );
            }
        }
    }

    #[test]
    fn names_are_found_whatever_their_case_and_accents() {
        let callouts = Callouts::built_in();
        for (name, kind) in
            [("prérequis", "prerequisite"), ("PREREQUIS", "prerequisite"), ("attention2", "caution")]
        {
            assert_eq!(callouts.get(name).map(|found| found.kind.as_ref()), Some(kind));
        }
        assert_eq!(callouts.get("unheard-of"), None);
    }

    #[test]
    fn the_table_of_the_program_obeys_the_rules_for_users_files() {
        let built_in = Callouts::built_in();
        let again = built_in.extended(include_str!("../templates/callouts.yaml")).unwrap();
        for (own, read) in std::iter::zip(built_in.kinds(), again.kinds()) {
            assert_eq!(own.label("fr"), read.label("fr"));
            assert_eq!((&own.kind, &own.icon, own.folds), (&read.kind, &read.icon, read.folds));
        }
        assert_eq!(built_in.kinds().len(), again.kinds().len());
    }

    #[test]
    fn no_two_kinds_share_a_name() {
        let mut names: Vec<String> = Callouts::built_in().names().map(normalized).collect();
        let all = names.len();
        names.sort();
        names.dedup_by(|a, b| a == b);
        let spelt_twice = Callouts::built_in().kinds().iter().map(|kind| {
            let mut own: Vec<String> = kind.names().map(normalized).collect();
            let all = own.len();
            own.sort();
            own.dedup();
            all - own.len()
        });
        assert_eq!(all - names.len(), spelt_twice.sum::<usize>());
    }

    #[test]
    fn a_users_file_changes_and_adds_kinds() {
        let yaml = "- kind: tip\n  label: { en: Pro tip }\n- kind: lab\n  aliases: [tp]\n  label: { fr: TP }";
        let callouts = Callouts::built_in().extended(yaml).unwrap();
        assert_eq!(callouts.get("astuce").unwrap().label("en-GB"), "Pro tip");
        assert_eq!(callouts.get("tp").unwrap().label("fr"), "TP");
        assert_eq!(callouts.get("lab").unwrap().light, callouts.get("note").unwrap().light);
    }

    #[test]
    fn a_users_file_cannot_smuggle_markup() {
        for yaml in [
            "- kind: x\n  light: { accent: 'red;}', background: '#ffffff' }",
            "- kind: 'x y'",
            "- kind: x\n  icon: '\"/><script>'",
        ] {
            assert!(Callouts::built_in().extended(yaml).is_err(), "{yaml}");
        }
    }

    #[test]
    fn labels_are_those_of_the_closest_language() {
        let callouts = Callouts::built_in();
        let note = callouts.get("note").unwrap();
        for (language, label) in
            [("fr-CA", "Note"), ("zh-CN", "注"), ("zh-TW", "註"), ("AR", "ملاحظة"), ("eo", "Note")]
        {
            assert_eq!(note.label(language), label, "{language}");
        }
    }
}
