//! What somebody asks for by name: a layer of values over a theme.

use std::collections::BTreeMap;

use super::foreign;
use super::keys::{Key, TABLE};
use super::value::Value;
use crate::format::Format;
use crate::nearest::nearest;
use crate::source::Span;
use crate::value::{Mapping, Value as Yaml};

/// Values by key; some hold for one format only.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Options {
    /// The built-in theme that a note names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    #[serde(flatten)]
    values: BTreeMap<Key, Value>,
    #[serde(skip)]
    of_format: BTreeMap<(Format, Key), Value>,
    /// Where a note asks for them.
    #[serde(skip)]
    places: BTreeMap<Key, Span>,
}

/// What is wrong with something that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The name as it is written.
    pub name: String,
    /// What is wrong with it, as a sentence without its full stop.
    pub message: String,
    /// Whether the name is another program's too, so that this may be meant for that.
    pub is_foreign: bool,
}

impl Options {
    /// What is asked for of a key in a format.
    pub fn get(&self, key: Key, format: Format) -> Option<&Value> {
        self.of_format.get(&(format, key)).or_else(|| self.values.get(&key))
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.theme.is_none() && self.values.is_empty() && self.of_format.is_empty()
    }

    /// Every key that something is asked of, with its value.
    pub fn all(&self) -> impl Iterator<Item = (Key, &Value)> {
        let of_format = self.of_format.iter().map(|((_, key), value)| (*key, value));
        self.values.iter().map(|(key, value)| (*key, value)).chain(of_format)
    }

    /// Says where a note asks for what it calls `name`.
    pub fn set_place(&mut self, name: &str, place: impl FnOnce() -> Span) {
        if let Some(key) = Key::find(name) {
            self.places.insert(key, place());
        }
    }

    /// Where a note asks for a key, if it does.
    pub fn place(&self, key: Key) -> Option<Span> {
        self.places.get(&key).copied()
    }

    /// Adds what `others` ask for and these do not; the keys of what was added for all formats.
    pub fn complete(&mut self, others: Options) -> Vec<Key> {
        let mut added = Vec::new();
        for (key, value) in others.values {
            self.values.entry(key).or_insert_with(|| {
                added.push(key);
                value
            });
        }
        for (key, value) in others.of_format {
            self.of_format.entry(key).or_insert(value);
        }
        added
    }

    /// Asks for a value, in all formats or in one.
    pub fn set(&mut self, key: Key, value: Value, format: Option<Format>) {
        match format {
            None => self.values.insert(key, value),
            Some(format) => self.of_format.insert((format, key), value),
        };
    }

    /// Changes a number that is asked for.
    pub fn change_number(&mut self, key: Key, change: impl Fn(f64) -> f64) {
        let of_format = self.of_format.iter_mut().filter(|((_, own), _)| *own == key).map(|(_, value)| value);
        for value in self.values.get_mut(&key).into_iter().chain(of_format) {
            if let Value::Number(number) = value {
                *number = change(*number);
            }
        }
    }

    /// Changes a text that is asked for, in all formats or in one; what becomes `None` is not asked for any more.
    pub fn change_text(&mut self, key: Key, mut change: impl FnMut(&str) -> Option<String>) {
        let mut keep = |own: Key, value: &mut Value| match value {
            Value::Text(text) if own == key => change(text).map(|changed| *text = changed).is_some(),
            _ => true,
        };
        self.values.retain(|own, value| keep(*own, value));
        self.of_format.retain(|(_, own), value| keep(*own, value));
    }

    /// Asks for what the command line has as `key=value`; `margin.top=3cm` is one side of several.
    ///
    /// # Errors
    /// When there is no such key or its value is none; the message says what may stand there.
    pub fn read_argument(&mut self, argument: &str) -> Result<(), Wrong> {
        let (name, text) = argument.split_once('=').unwrap_or((argument, ""));
        let (name, part) = name.split_once('.').map_or((name, None), |(name, part)| (name, Some(part)));
        let wrong = |message: String| Wrong { name: name.to_owned(), message, is_foreign: false };
        let key = Key::find(name).ok_or_else(|| wrong(unknown(name)))?;
        let text = text.trim();
        // A mapping or a list is written as YAML has it; braces of a header are none.
        let written = Some(text).filter(|text| text.starts_with(['{', '[']));
        let parsed = written.and_then(|text| crate::yaml::read::<Yaml>(text).ok());
        let is_mapping = |yaml: &Yaml| match yaml {
            Yaml::Mapping(mapping) => mapping.values().all(|value| !value.is_null()),
            other => other.is_sequence(),
        };
        let value = parsed.filter(is_mapping).unwrap_or_else(|| Yaml::from(text));
        let value = match part {
            Some(part) => self.with_part(key, part, value),
            None => value,
        };
        let value = key.read(&value).map_err(|why| wrong(refused(name, text, &why.0)))?;
        self.set(key, value, None);
        Ok(())
    }

    /// A mapping with one part more than what is already asked for of a key.
    fn with_part(&self, key: Key, part: &str, value: Yaml) -> Yaml {
        let mut mapping = Mapping::new();
        match self.values.get(&key) {
            Some(Value::Margins(sides)) => {
                mapping.extend(
                    sides.iter().map(|(side, length)| (side.name().into(), length.to_string().into())),
                );
            }
            Some(Value::Line(line)) => {
                let texts = [("left", &line.left), ("centre", &line.centre), ("right", &line.right)];
                mapping.extend(texts.map(|(name, text)| (name.into(), text.clone().into())));
            }
            _ => {}
        }
        mapping.insert(part.into(), value);
        Yaml::Mapping(mapping)
    }

    /// Asks for what a key of front matter or of a project file says, under its name here or in another program.
    /// Returns whether there is such a key.
    ///
    /// # Errors
    /// When its value is none; the message says what may stand there.
    pub fn read(&mut self, name: &str, value: &Yaml) -> Result<bool, Wrong> {
        if value.is_null() {
            return Ok(Key::find(name).is_some());
        }
        if let Some(meant) = foreign::meant(name, value) {
            meant.into_iter().try_for_each(|one| self.ask(one.key, &one.name, &one.value, one.format))?;
            return Ok(true);
        }
        let Some(key) = Key::find(name) else { return Ok(false) };
        self.ask(key, name, value, None).map(|()| true)
    }

    fn ask(&mut self, key: Key, name: &str, value: &Yaml, format: Option<Format>) -> Result<(), Wrong> {
        let read = key.read(value).map_err(|why| Wrong {
            name: name.to_owned(),
            message: refused(name, &shown(value), &why.0),
            is_foreign: (value.is_mapping() || value.is_sequence()) && !names_a_side(value),
        })?;
        // Sides that are told one by one are told of one page.
        let read = match (self.values.get(&key), read) {
            (Some(Value::Margins(known)), Value::Margins(more)) if foreign::tells_sides(name) => {
                let others = known.iter().filter(|(side, _)| more.iter().all(|(new, _)| new != side));
                Value::Margins(others.copied().chain(more.iter().copied()).collect())
            }
            (_, read) => read,
        };
        self.set(key, read, format);
        Ok(())
    }
}

/// Whether a mapping has a side of a page among its keys, so that it is meant for us.
fn names_a_side(value: &Yaml) -> bool {
    const SIDES: [&str; 9] = ["left", "centre", "center", "right", "top", "bottom", "x", "y", "inside"];
    let is_side = |name: &Yaml| name.as_str().is_some_and(|name| SIDES.contains(&name));
    value.as_mapping().is_some_and(|mapping| mapping.keys().any(is_side))
}

/// That there is no such key, and which is like it.
pub fn unknown(name: &str) -> String {
    match nearest(name, TABLE.iter().map(|row| row.name)) {
        Some(nearest) => format!("there is no key `{name}`: did you mean `{nearest}`?"),
        None => format!(
            "there is no key `{name}`: docs/options.md lists them, and so does `convert --list-options`"
        ),
    }
}

fn refused(name: &str, value: &str, expected: &str) -> String {
    format!("`{name}` cannot be `{value}`: it must be {expected}")
}

/// A value on one line, as short as a message needs it.
fn shown(value: &Yaml) -> String {
    const LONGEST: usize = 60;
    let text = match value {
        Yaml::String(text) => text.clone(),
        other => serde_json::to_string(other).unwrap_or_default(),
    };
    let text = text.replace(['\n', '\r'], " ");
    match text.char_indices().nth(LONGEST) {
        Some(_) => text.chars().take(LONGEST).chain(['…']).collect(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn argument(text: &str) -> Result<Options, String> {
        let mut options = Options::default();
        options.read_argument(text).map(|()| options).map_err(|wrong| wrong.message)
    }

    #[test]
    fn an_argument_is_a_key_and_a_value() {
        let margin = |options: &Options| match options.get(Key::Margin, Format::Pdf) {
            Some(Value::Margins(sides)) => {
                sides.iter().map(|(side, length)| format!("{} {length}", side.name())).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(margin(&argument("margin=2cm").unwrap()), ["rest 2cm"]);
        assert_eq!(margin(&argument("margin={x: 2cm, top: 1in}").unwrap()), ["x 2cm", "top 1in"]);
        let mut options = argument("margin.top=1cm").unwrap();
        options.read_argument("margin.bottom=2cm").unwrap();
        assert_eq!(margin(&options), ["top 1cm", "bottom 2cm"]);
        assert_eq!(
            argument("footer={page} of {pages}").unwrap().get(Key::Footer, Format::Pdf),
            argument("footer.centre={page} of {pages}").unwrap().get(Key::Footer, Format::Pdf)
        );
    }

    #[test]
    fn a_wrong_argument_says_what_may_stand_there() {
        for (text, message) in [
            ("margn=2cm", "there is no key `margn`: did you mean `margin`?"),
            ("landscape=perhaps", "`landscape` cannot be `perhaps`: it must be `true` or `false`"),
            (
                "paper=a44",
                "`paper` cannot be `a44`: it must be a paper such as `a4`, `a5`, `us-letter` or `iso-b5`, perhaps `a4`",
            ),
            ("landscape", "`landscape` cannot be ``: it must be `true` or `false`"),
        ] {
            assert_eq!(argument(text).unwrap_err(), message);
        }
    }
}
