//! What can be attached to any element.

use std::ops::{Deref, DerefMut};

use serde::Serialize;

/// What can be attached to any element: `{#id .class key=value}`. Few elements have any, and there are many elements:
/// without attributes this takes no room beyond a pointer's.
#[derive(Debug, Clone, Default)]
pub struct Attributes(Option<Box<AttributeList>>);

/// The attributes of an element.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct AttributeList {
    /// The identifier, unique in a document after the pass `identifiers`.
    pub id: Option<String>,
    /// The classes, in order.
    pub classes: Vec<String>,
    /// Everything else, in order.
    pub pairs: Vec<(String, String)>,
}

impl Deref for Attributes {
    type Target = AttributeList;

    fn deref(&self) -> &AttributeList {
        static NONE: AttributeList = AttributeList { id: None, classes: Vec::new(), pairs: Vec::new() };
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Attributes {
    fn deref_mut(&mut self) -> &mut AttributeList {
        self.0.get_or_insert_default()
    }
}

impl From<AttributeList> for Attributes {
    fn from(list: AttributeList) -> Self {
        Self(Some(Box::new(list)))
    }
}

impl Attributes {
    /// One class.
    pub fn of_class(name: impl Into<String>) -> Self {
        AttributeList { classes: vec![name.into()], ..AttributeList::default() }.into()
    }
}

impl PartialEq for Attributes {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Attributes {}

impl Serialize for Attributes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl Attributes {
    /// Takes the identifier away.
    pub fn take_id(&mut self) -> Option<String> {
        self.0.as_mut()?.id.take()
    }

    /// Whether nothing is attached.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.pairs.is_empty()
    }

    /// The value of the first pair with this key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Adds what `other` has; an identifier that is already there stays.
    pub fn merge(&mut self, other: Attributes) {
        let Some(other) = other.0 else { return };
        self.id = self.id.take().or(other.id);
        for class in other.classes {
            if !self.classes.contains(&class) {
                self.classes.push(class);
            }
        }
        self.pairs.extend(other.pairs);
    }
}
