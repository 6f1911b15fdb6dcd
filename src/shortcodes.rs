//! The shortcodes that a user defines: what a tag of their site means, as data, from `shortcodes` of a project file or from
//! a file for `--shortcodes`. What a definition may refer to, and whether it can be read, `read` knows.

use crate::limits::{SHORTCODE_BYTES, SHORTCODES};
use crate::naming::normalized;
use crate::nearest::nearest;
use crate::value::{Mapping, Value};
use crate::yaml::line_of;

/// The shortcodes that a user defines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Shortcodes {
    all: Vec<Shortcode>,
}

/// A shortcode that a user defines.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shortcode {
    /// Its name, as it is written in the definition.
    pub name: String,
    /// What it means.
    pub meaning: Meaning,
    /// The names of its arguments, each with the one that it has for what is meant.
    arguments: Vec<(String, String)>,
    /// The values of arguments that a tag does not give.
    defaults: Vec<(String, String)>,
    /// Whether it takes the place of something of the program that has its name.
    pub replaces: bool,
    /// The place of its definition: the file, and the line from 1 on.
    pub place: (String, usize),
    /// Its name as names are compared.
    plain: String,
}

/// What a shortcode means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// A callout of this kind.
    Callout {
        /// A name of the kind.
        kind: String,
    },
    /// What the program knows under this name.
    Construct {
        /// The name, in lower case.
        name: String,
    },
    /// A piece of Markdown.
    Markdown {
        /// It, with placeholders `{{ name }}`.
        text: String,
    },
}

/// A definition that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The name of the shortcode, if it has one.
    pub name: Option<String>,
    /// What is wrong.
    pub message: String,
}

/// The keys of a definition.
const KEYS: [&str; 6] = ["callout", "construct", "markdown", "arguments", "defaults", "replace"];

impl Shortcodes {
    /// Reads the definitions of a mapping of YAML, which stands in `text`, that of `file`.
    ///
    /// # Errors
    /// When one is not of the shape that `docs/shortcodes.md` describes; which one, and why.
    pub fn read(definitions: &Value, file: &str, text: &str) -> Result<Self, Wrong> {
        let wrong = |name: Option<&str>, message: String| Wrong { name: name.map(str::to_owned), message };
        let Some(definitions) = definitions.as_mapping() else {
            return Err(wrong(None, "shortcodes are a mapping of names to what they mean".to_owned()));
        };
        if definitions.len() > SHORTCODES {
            return Err(wrong(None, format!("there are more than {SHORTCODES} shortcodes")));
        }
        let mut all: Vec<Shortcode> = Vec::with_capacity(definitions.len());
        for (name, definition) in definitions {
            let Some(name) = scalar(name) else {
                return Err(wrong(None, "the name of a shortcode is a text".to_owned()));
            };
            let line = line_of(text, &name).unwrap_or(1);
            let one = Shortcode::read(&name, definition, (file.to_owned(), line))
                .map_err(|message| wrong(Some(&name), message))?;
            if let Some(other) = all.iter().find(|other| other.plain == one.plain) {
                let message = format!("`{}` is a name of the same shortcode as `{}`", one.name, other.name);
                return Err(wrong(Some(&name), message));
            }
            all.push(one);
        }
        all.sort_by(|a, b| a.plain.cmp(&b.plain));
        Ok(Self { all })
    }

    /// The shortcode of this name, in any spelling of it: letter case, accents, hyphens and underscores do not matter.
    pub fn get(&self, name: &str) -> Option<&Shortcode> {
        if self.all.is_empty() {
            return None;
        }
        let plain = plain(name);
        let found = self.all.binary_search_by(|own| own.plain.as_str().cmp(&plain)).ok()?;
        self.all.get(found)
    }

    /// All of them, by their names.
    pub fn all(&self) -> &[Shortcode] {
        &self.all
    }
}

impl Shortcode {
    fn read(name: &str, definition: &Value, place: (String, usize)) -> Result<Self, String> {
        let is_name = |c: char| c.is_alphanumeric() || "-_./".contains(c);
        if plain(name).is_empty() || !name.starts_with(char::is_alphabetic) || !name.chars().all(is_name) {
            return Err(format!(
                "`{name}` is no name of a shortcode: it begins with a letter, and has letters, digits and `-_./`"
            ));
        }
        let Some(keys) = definition.as_mapping() else {
            return Err(format!(
                "`{name}` does not say what it means: give it `callout`, `construct` or `markdown`"
            ));
        };
        let unknown = keys.keys().filter_map(scalar).find(|key| !KEYS.contains(&key.as_str()));
        if let Some(key) = unknown {
            let meant = nearest(&key, KEYS).map(|key| format!(": did you mean `{key}`?")).unwrap_or_default();
            return Err(format!("`{name}` has no key `{key}`{meant}"));
        }
        let replaces = match keys.get("replace") {
            None => false,
            Some(value) => value.as_bool().ok_or(format!("`replace` of `{name}` is `true` or `false`"))?,
        };
        let (arguments, defaults) = (pairs(keys, name, "arguments")?, pairs(keys, name, "defaults")?);
        let meaning = Meaning::read(name, keys)?;
        if !defaults.is_empty() && !matches!(meaning, Meaning::Markdown { .. }) {
            return Err(format!("`defaults` of `{name}` are for `markdown` alone"));
        }
        let plain = plain(name);
        Ok(Self { name: name.to_owned(), meaning, arguments, defaults, replaces, place, plain })
    }

    /// The name that an argument has for what is meant; one without a name is called by its number, from 1 on.
    pub fn argument(&self, called: &str) -> Option<&str> {
        self.arguments.iter().find(|(own, _)| own == called).map(|(_, meant)| meant.as_str())
    }

    /// The value of an argument that a tag does not give.
    pub fn default_of(&self, argument: &str) -> Option<&str> {
        self.defaults.iter().find(|(own, _)| own == argument).map(|(_, value)| value.as_str())
    }

    /// The names of arguments that the definition speaks of beside its placeholders: those that it renames to, and those
    /// that have a default.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        let renamed = self.arguments.iter().map(|(_, meant)| meant.as_str());
        renamed.chain(self.defaults.iter().map(|(name, _)| name.as_str()))
    }
}

impl Meaning {
    fn read(name: &str, keys: &Mapping) -> Result<Self, String> {
        let given: Vec<&str> = KEYS[..3].iter().copied().filter(|key| keys.contains_key(key)).collect();
        let [key] = given.as_slice() else {
            return Err(match given.as_slice() {
                [] => format!(
                    "`{name}` does not say what it means: give it `callout`, `construct` or `markdown`"
                ),
                _ => format!(
                    "`{name}` means two things: it may have one of `callout`, `construct` and `markdown`"
                ),
            });
        };
        let value = keys.get(key).and_then(scalar);
        let Some(text) = value else { return Err(format!("`{key}` of `{name}` is a text")) };
        if text.len() > SHORTCODE_BYTES {
            return Err(format!("`{key}` of `{name}` is longer than {SHORTCODE_BYTES} bytes"));
        }
        Ok(match *key {
            "callout" => Meaning::Callout { kind: text.trim().to_owned() },
            "construct" => Meaning::Construct { name: text.trim().to_lowercase() },
            _ => Meaning::Markdown { text },
        })
    }
}

/// The pairs of a mapping under `key`, whose names and values are texts, numbers or truth values.
fn pairs(keys: &Mapping, name: &str, key: &str) -> Result<Vec<(String, String)>, String> {
    let Some(value) = keys.get(key) else { return Ok(Vec::new()) };
    let wrong = || format!("`{key}` of `{name}` is a mapping of names to texts");
    let pair = |(key, value): (&Value, &Value)| Some((scalar(key)?, scalar(value)?));
    value.as_mapping().ok_or_else(wrong)?.iter().map(pair).collect::<Option<_>>().ok_or_else(wrong)
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null => Some(String::new()),
        Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

/// A name as names are compared.
fn plain(name: &str) -> String {
    normalized(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
