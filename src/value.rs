//! Values as YAML's core schema has them (YAML 1.2 §10.3): what front matter, project files and themes say, in whichever
//! syntax, before anything is known of their keys.

use std::fmt;
use std::hash::{Hash, Hasher};

use indexmap::IndexMap;
use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

/// A value. Tags of others than the core schema's are not kept (`!tag 1` is 1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    String(String),
    /// A list.
    Sequence(Vec<Value>),
    /// Keys with values.
    Mapping(Mapping),
}

impl Value {
    /// Whether it is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Whether it is a text.
    pub fn is_string(&self) -> bool {
        matches!(self, Value::String(_))
    }

    /// Whether it is a list.
    pub fn is_sequence(&self) -> bool {
        matches!(self, Value::Sequence(_))
    }

    /// Whether it has keys.
    pub fn is_mapping(&self) -> bool {
        matches!(self, Value::Mapping(_))
    }

    /// The truth value that it is.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// The whole number from 0 on that it is.
    pub fn as_u64(&self) -> Option<u64> {
        if let Value::Number(number) = self { number.as_u64() } else { None }
    }

    /// The whole number that it is.
    pub fn as_i64(&self) -> Option<i64> {
        if let Value::Number(number) = self { number.as_i64() } else { None }
    }

    /// The number that it is.
    pub fn as_f64(&self) -> Option<f64> {
        if let Value::Number(number) = self { number.as_f64() } else { None }
    }

    /// The text that it is.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self { Some(text) } else { None }
    }

    /// The list that it is.
    pub fn as_sequence(&self) -> Option<&Vec<Value>> {
        if let Value::Sequence(items) = self { Some(items) } else { None }
    }

    /// The keys with values that it is.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        if let Value::Mapping(mapping) = self { Some(mapping) } else { None }
    }

    /// What it says under a key; `None` where it has no keys, too.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_mapping()?.get(key)
    }

    /// What it says in a shape that is known beforehand.
    ///
    /// # Errors
    /// When it has not this shape.
    pub(crate) fn shaped<T: DeserializeOwned>(self) -> Result<T, serde_yaml::Error> {
        serde_yaml::from_value(serde_yaml::to_value(self)?)
    }
}

/// A number, which knows whether it was written as a whole one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Number(serde_yaml::Number);

impl Number {
    /// The whole number from 0 on that it is.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    /// The whole number that it is.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    /// The nearest number of double precision.
    pub fn as_f64(&self) -> Option<f64> {
        self.0.as_f64()
    }
}

// What is no number (`.nan`) is equal to itself here.
impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Keys with values, in the order in which they were written. A key may be any value; most are texts.
#[derive(Debug, Clone, Default, Eq, Serialize)]
#[serde(transparent)]
pub struct Mapping(IndexMap<Value, Value>);

impl Mapping {
    /// One without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many keys it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands under the key that is this text.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(&Value::from(key))
    }

    /// Whether a key is this text.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Puts a value under a key, and returns the one that stood there.
    pub fn insert(&mut self, key: Value, value: Value) -> Option<Value> {
        self.0.insert(key, value)
    }

    /// Takes the key that is this text out, with its value; the others stay in their order.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.0.shift_remove(&Value::from(key))
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &Value> {
        self.0.keys()
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.values()
    }

    /// The keys, each with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&Value, &Value)> {
        self.0.iter()
    }
}

impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().eq(other.0.iter())
    }
}

impl Hash for Mapping {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.iter().for_each(|entry| entry.hash(state));
    }
}

impl IntoIterator for Mapping {
    type Item = (Value, Value);
    type IntoIter = std::vec::IntoIter<(Value, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().collect::<Vec<_>>().into_iter()
    }
}

// A boxed iterator, for that of the map is of the library that it is from.
impl<'m> IntoIterator for &'m Mapping {
    type Item = (&'m Value, &'m Value);
    type IntoIter = Box<dyn Iterator<Item = (&'m Value, &'m Value)> + 'm>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.0.iter())
    }
}

impl FromIterator<(Value, Value)> for Mapping {
    fn from_iter<I: IntoIterator<Item = (Value, Value)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl Extend<(Value, Value)> for Mapping {
    fn extend<I: IntoIterator<Item = (Value, Value)>>(&mut self, entries: I) {
        self.0.extend(entries);
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Value::Bool(truth)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(Number(number.into()))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(Number(number.into()))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(text)
    }
}

impl<V: Into<Value>> From<Vec<V>> for Value {
    fn from(items: Vec<V>) -> Self {
        Value::Sequence(items.into_iter().map(Into::into).collect())
    }
}

impl From<Mapping> for Value {
    fn from(mapping: Mapping) -> Self {
        Value::Mapping(mapping)
    }
}

/// As the library read it, which is no part of what this one shows.
fn plain(read: serde_yaml::Value) -> Value {
    match read {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(truth) => Value::Bool(truth),
        serde_yaml::Value::Number(number) => Value::Number(Number(number)),
        serde_yaml::Value::String(text) => Value::String(text),
        serde_yaml::Value::Sequence(items) => Value::Sequence(items.into_iter().map(plain).collect()),
        serde_yaml::Value::Mapping(mapping) => Value::Mapping(plain_mapping(mapping)),
        serde_yaml::Value::Tagged(tagged) => plain(tagged.value),
    }
}

fn plain_mapping(read: serde_yaml::Mapping) -> Mapping {
    read.into_iter().map(|(key, value)| (plain(key), plain(value))).collect()
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_yaml::Value::deserialize(deserializer).map(plain)
    }
}

impl<'de> Deserialize<'de> for Mapping {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_yaml::Mapping::deserialize(deserializer).map(plain_mapping)
    }
}
