//! Themes: the design values of `templates/themes/`, one file each, from which the PDF, the page and the book get the
//! same look, and those that users build on them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use super::keys::TABLE;
use super::options::Options;
use super::value::Colour;
use crate::nearest::nearest;
use crate::value::{Mapping, Value as Yaml};

/// A theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// What it asks for by the names of the table.
    pub options: Options,
    /// What only a theme decides.
    pub design: Design,
}

/// What only a theme decides.
// One field for each key of the file of a theme.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Design {
    /// What it is for: a sentence without its full stop.
    pub description: String,
    /// Colours on a light page, and on paper.
    pub light: Colours,
    /// Colours on a dark page.
    pub dark: Colours,
    /// Colours of code on a light page, and on paper.
    pub light_code: CodeColours,
    /// Colours of code on a dark page.
    pub dark_code: CodeColours,
    /// The least contrast of a text with what is behind it (WCAG 2.2, 1.4.3): colours of callouts that have less are made
    /// darker or lighter.
    pub contrast: f64,
    /// The fonts of pages and books where there is none of the names that are asked for.
    pub fonts: Fonts,
    /// The title of the document.
    pub title: Title,
    /// Headings.
    pub headings: Headings,
    /// Callouts.
    pub callouts: Callouts,
    /// Code that stands by itself.
    pub code: Code,
    /// Tables.
    pub tables: Tables,
    /// Spaces.
    pub spacing: Spacing,
}

/// Colours of a page.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Colours {
    /// Text.
    pub text: Colour,
    /// What is less important: captions, dates.
    pub muted: Colour,
    /// Behind all.
    pub page: Colour,
    /// Behind code.
    pub surface: Colour,
    /// Lines.
    pub rule: Colour,
    /// Links.
    pub link: Colour,
    /// Headings and ornaments.
    pub accent: Colour,
    /// Behind marked text.
    pub mark: Colour,
}

/// Colours of code, by the names of the rules of `templates/code.tmTheme`.
pub type CodeColours = BTreeMap<String, Colour>;

/// Generic fonts of CSS (CSS Fonts Module Level 4).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Fonts {
    /// For the text.
    pub text: Generic,
    /// For headings, labels and captions.
    pub headings: Generic,
}

/// A kind of font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Generic {
    /// With serifs.
    Serif,
    /// Without.
    Sans,
}

/// A side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Where lines begin.
    Start,
    /// In the middle.
    Centre,
}

/// The title of a document.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Title {
    /// In sizes of the text.
    pub size: f64,
    /// Its side.
    pub align: Align,
    /// Whether a line stands below authors and date.
    pub rule: bool,
    /// Whether it stands on a band of the accent colour.
    pub band: bool,
}

/// Headings.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Headings {
    /// The sizes of the levels 1 to 5, in sizes of the text.
    pub sizes: [f64; 5],
    /// The weight of the levels 1 to 3 (CSS Fonts Module Level 4, 2.2).
    pub weight: u16,
    /// Whether a line stands below those of level 1.
    pub rule: bool,
    /// Whether they are in the accent colour.
    pub coloured: bool,
}

/// The shape of callouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalloutShape {
    /// A bar at the side of a tinted background.
    Bar,
    /// A frame around a tinted background.
    Box,
    /// A frame with the title on a band.
    Titled,
    /// A bar at the side, with nothing behind.
    Line,
}

/// Callouts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Callouts {
    /// Their shape.
    pub shape: CalloutShape,
    /// How round their corners are, in points.
    pub radius: f64,
    /// Whether their icons are shown.
    pub icons: bool,
}

/// The shape of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeShape {
    /// On a tinted background.
    Filled,
    /// In a frame.
    Framed,
    /// With a bar at the side.
    Bar,
}

/// Code that stands by itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Code {
    /// Its shape.
    pub shape: CodeShape,
    /// Its size, in sizes of the text.
    pub size: f64,
}

/// The lines of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableRules {
    /// Above, below and between rows.
    Rows,
    /// Around each cell.
    Grid,
    /// None, every second row on a tinted background.
    Stripes,
}

/// Tables.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tables {
    /// Their lines.
    pub rules: TableRules,
    /// Their size, in sizes of the text.
    pub size: f64,
}

/// Spaces, in sizes of the text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Spacing {
    /// Between paragraphs.
    pub paragraphs: f64,
    /// Added between letters.
    pub letters: f64,
    /// Added between words.
    pub words: f64,
}

macro_rules! built_in {
    ($($name:literal)*) => {
        /// The file of each built-in theme, by its name: what it changes of the first, as YAML.
        pub const FILES: &[(&str, &str)] =
            &[$((concat!($name, ".yaml"), include_str!(concat!("../../templates/themes/", $name, ".yaml")))),*];

        /// The name of each built-in theme and its values, as JSON.
        pub const BUILT_IN: &[(&str, &str)] =
            &[$(($name, include_str!(concat!(env!("OUT_DIR"), "/themes/", $name, ".json")))),*];
    };
}

built_in!("classic" "modern" "lecture" "large" "exam");

/// The name of the theme that is used when nobody names one, the first of them.
const CLASSIC_NAME: &str = "classic";

static CLASSIC: LazyLock<Arc<Theme>> = LazyLock::new(|| {
    Arc::new(Theme::known(CLASSIC_NAME, include_str!(concat!(env!("OUT_DIR"), "/themes/classic.json"))))
});
static OTHERS: LazyLock<Vec<Arc<Theme>>> = LazyLock::new(|| {
    BUILT_IN.iter().skip(1).map(|(name, text)| Arc::new(Theme::known(name, text))).collect()
});

/// The key of a user's theme that names the one it is built on.
const BASE: &str = "base";

/// What to say of a theme that a note names and that is like one of ours: other programs have themes of their own.
pub fn mistyped(name: &str) -> Option<String> {
    let nearest = nearest(name, BUILT_IN.iter().map(|(name, _)| *name))?;
    Theme::built_in(name).is_none().then(|| format!("there is no theme `{name}`: did you mean `{nearest}`?"))
}

impl Theme {
    /// The theme that is used when nobody names one.
    pub fn classic() -> &'static Arc<Theme> {
        &CLASSIC
    }

    /// The built-in theme of a name.
    pub fn built_in(name: &str) -> Option<&'static Arc<Theme>> {
        let index = BUILT_IN.iter().position(|(known, _)| *known == name)?;
        index.checked_sub(1).map_or(Some(&*CLASSIC), |index| OTHERS.get(index))
    }

    /// A built-in theme, of which build/main.rs has put all values together.
    #[expect(clippy::panic, reason = "the built-in themes are valid, which tests hold")]
    fn known(name: &str, text: &str) -> Self {
        let read = || Self::settled(name, serde_json::from_str(text)?, |_, why| anyhow::anyhow!("{why}"));
        read().unwrap_or_else(|error| panic!("templates/themes/{name}.yaml: {error:#}"))
    }

    /// The theme that is asked for: the name of a built-in one, or a file.
    ///
    /// # Errors
    /// When there is neither, or the file is no theme; the message says where and what may stand there.
    pub fn find(name: &str, read: impl FnOnce(&Path) -> anyhow::Result<String>) -> anyhow::Result<Arc<Self>> {
        if let Some(theme) = Self::built_in(name) {
            return Ok(theme.clone());
        }
        let path = Path::new(name);
        if path.extension().is_none() && !path.exists() {
            let names = || BUILT_IN.iter().map(|(name, _)| *name);
            let nearest = nearest(name, names());
            let meant = nearest.map(|nearest| format!(": did you mean `{nearest}`?")).unwrap_or_default();
            let all: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            bail!("there is no theme `{name}`{meant}: there are {}, or name a file", all.join(", "));
        }
        let text = read(path)?;
        let base = base(&text).with_context(|| path.display().to_string())?;
        let theme = Self::built_upon(&base, path, &text)
            .with_context(|| format!("{} is no theme", path.display()))?;
        Ok(Arc::new(theme))
    }

    fn built_upon(base: &str, path: &Path, text: &str) -> anyhow::Result<Self> {
        let known = BUILT_IN.iter().find(|(name, _)| *name == base);
        let (_, below) = known.with_context(|| {
            let nearest = nearest(base, BUILT_IN.iter().map(|(name, _)| *name)).unwrap_or(CLASSIC_NAME);
            format!("`{BASE}: {base}` is no built-in theme: did you mean `{nearest}`?")
        })?;
        let below = mapping(below)?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Self::from_values(&name, below, text)
    }

    /// The values of a text over others.
    fn from_values(name: &str, below: Mapping, text: &str) -> anyhow::Result<Self> {
        let own = mapping(text)?;
        check(&own, &below, &mut Vec::new(), text)?;
        let all = merged(below.clone(), own.clone());
        Self::settled(name, all, |key, why| match key {
            Some(key) => anyhow::anyhow!("{}`{key}` {why}", place(text, &[key])),
            None => {
                let path = wrong_value(&own, &below).unwrap_or_default();
                let names: Vec<&str> = path.iter().map(String::as_str).collect();
                anyhow::anyhow!("{}{}: {why}", place(text, &names), path.join("."))
            }
        })
    }

    /// The theme of these values; `wrong` makes the error of what is wrong with a key of the table, or with what only a
    /// theme decides.
    fn settled(
        name: &str,
        mut all: Mapping,
        wrong: impl Fn(Option<&str>, String) -> anyhow::Error,
    ) -> anyhow::Result<Self> {
        let mut options = Options::default();
        for row in TABLE {
            let Some(value) = all.remove(row.name) else { continue };
            let read = row.key.read(&value);
            let value = read.map_err(|why| wrong(Some(row.name), format!("must be {}", why.0)))?;
            options.set(row.key, value, None);
        }
        all.remove(BASE);
        let design: Design = Yaml::from(all).shaped().map_err(|error| wrong(None, error.to_string()))?;
        ensure!((1.0..=21.0).contains(&design.contrast), "`contrast` must be a number from 1 to 21");
        Ok(Self { name: name.to_owned(), options, design })
    }
}

/// The built-in theme that a text says it is built on.
fn base(text: &str) -> anyhow::Result<String> {
    let base = mapping(text)?.get(BASE).and_then(Yaml::as_str).map(str::to_owned);
    Ok(base.unwrap_or_else(|| CLASSIC_NAME.to_owned()))
}

fn mapping(text: &str) -> anyhow::Result<Mapping> {
    if text.trim().is_empty() {
        return Ok(Mapping::new());
    }
    crate::yaml::read(text).map_err(|error| match error.location() {
        Some(at) => anyhow::anyhow!("line {}: {error}", at.line()),
        None => error.into(),
    })
}

/// Whether a name is one of the table.
fn is_option(name: &str) -> bool {
    TABLE.iter().any(|row| row.name == name)
}

/// Values over others; mappings of what only a theme decides are put together key by key.
fn merged(mut below: Mapping, above: Mapping) -> Mapping {
    for (key, value) in above {
        let is_option = key.as_str().is_some_and(is_option);
        let value = match (key.as_str().and_then(|name| below.remove(name)), value) {
            (Some(Yaml::Mapping(old)), Yaml::Mapping(new)) if !is_option => Yaml::Mapping(merged(old, new)),
            (_, value) => value,
        };
        below.insert(key, value);
    }
    below
}

/// Whether every key of a theme is one.
fn check<'y>(own: &'y Mapping, known: &Mapping, path: &mut Vec<&'y str>, text: &str) -> anyhow::Result<()> {
    for (key, value) in own {
        let name = key.as_str().unwrap_or_default();
        let is_option = path.is_empty() && (name == BASE || TABLE.iter().any(|row| row.name == name));
        if is_option {
            continue;
        }
        path.push(name);
        let Some(expected) = known.get(name) else {
            let options = TABLE.iter().map(|row| row.name).filter(|_| path.len() == 1);
            let names = known.keys().filter_map(Yaml::as_str).chain(options);
            let nearest = nearest(name, names);
            let meant = nearest.map(|nearest| format!(": did you mean `{nearest}`?")).unwrap_or_default();
            bail!("{}a theme has no `{}`{meant}", place(text, path), path.join("."));
        };
        if let (Yaml::Mapping(own), Yaml::Mapping(known)) = (value, expected) {
            check(own, known, path, text)?;
        }
        path.pop();
    }
    Ok(())
}

/// The path of the first value of a theme that cannot stand where it does: alone over the values `below`, it is refused.
fn wrong_value(own: &Mapping, below: &Mapping) -> Option<Vec<String>> {
    let is_wrong = |only: Mapping| {
        let is_of_design = |key: &Yaml| key.as_str().is_none_or(|name| name != BASE && !is_option(name));
        let all: Mapping =
            merged(below.clone(), only).into_iter().filter(|(key, _)| is_of_design(key)).collect();
        Yaml::from(all).shaped::<Design>().is_err()
    };
    let mut paths: Vec<(Vec<String>, &Yaml)> =
        own.iter().map(|(key, value)| (vec![key.as_str().unwrap_or_default().to_owned()], value)).collect();
    while let Some((path, value)) = paths.pop() {
        let nested = path.iter().rev().fold(value.clone(), |inside, name| {
            Yaml::Mapping(Mapping::from_iter([(name.as_str().into(), inside)]))
        });
        let Yaml::Mapping(only) = nested else { continue };
        if !is_wrong(only) {
            continue;
        }
        match value {
            Yaml::Mapping(inside) if !inside.is_empty() => paths.extend(inside.iter().map(|(key, value)| {
                let name = key.as_str().unwrap_or_default().to_owned();
                (path.iter().cloned().chain([name]).collect(), value)
            })),
            _ => return Some(path),
        }
    }
    None
}

/// The line of a key in a text, as the begin of a message: YAML's values do not know where they stood.
fn place(text: &str, path: &[&str]) -> String {
    let mut lines = text.lines().enumerate();
    let mut found = None;
    for name in path {
        let is_key = |line: &str| {
            line.trim_start().strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(':'))
        };
        match lines.find(|(_, line)| is_key(line)) {
            Some((number, _)) => found = Some(number + 1),
            None => break,
        }
    }
    found.map(|line| format!("line {line}: ")).unwrap_or_default()
}

#[cfg(test)]
mod tests;
