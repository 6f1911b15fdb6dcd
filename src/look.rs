//! How an output looks: the theme, and over it what the project, the note and the command line ask for by name. This
//! file puts them together; [`keys`] has the table of what can be asked for, [`value`] reads the values, [`theme`]
//! the themes, [`foreign`] what notes say for other programs. What a value means in a target is its backend's.

pub mod foreign;
pub mod keys;
pub mod listing;
pub mod options;
pub mod papers;
pub mod theme;
pub mod value;

use std::sync::Arc;

pub use keys::Key;
pub use options::Options;
pub use theme::Theme;
pub use value::Value;

use crate::format::Format;
use crate::source::Span;
use value::{Colour, Length};

/// What a run asks for, before any note: the command line comes before the note, the project after it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The theme, that of the project file or `classic`.
    pub theme: Arc<Theme>,
    /// Whether the command line names the theme, so that no note has another.
    pub is_theme_fixed: bool,
    /// What `--set` says.
    pub command_line: Options,
    /// What the project file says.
    pub project: Options,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            theme: Theme::classic().clone(),
            is_theme_fixed: false,
            command_line: Options::default(),
            project: Options::default(),
        }
    }
}

/// The look of one document in one format.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    asked: &'a Asked,
    note: &'a Options,
    format: Format,
}

impl<'a> Look<'a> {
    /// The look of a note that asks for this.
    pub fn of(asked: &'a Asked, note: &'a Options, format: Format) -> Self {
        Self { asked, note, format }
    }

    /// The theme: that of the command line, of the note or of the project.
    pub fn theme(self) -> &'a Theme {
        let own = self.note.theme.as_deref().filter(|_| !self.asked.is_theme_fixed);
        own.and_then(Theme::built_in).unwrap_or(&self.asked.theme)
    }

    /// What the command line asks for, else the note, the project or the theme; `None` when nobody does.
    pub fn get(self, key: Key) -> Option<&'a Value> {
        let Asked { command_line, project, .. } = self.asked;
        let layers = [command_line, self.note, project, &self.theme().options];
        layers.into_iter().find_map(|options| options.get(key, self.format))
    }

    /// Where the note asks for a key; `None` where it does not or the command line comes before it.
    pub fn place(self, key: Key) -> Option<Span> {
        let is_settled = self.asked.command_line.get(key, self.format).is_some();
        if is_settled { None } else { self.note.place(key) }
    }

    /// Whether the command line, the note or the project asks for a key, not only the theme.
    pub fn is_asked(self, key: Key) -> bool {
        let Asked { command_line, project, .. } = self.asked;
        [command_line, self.note, project].into_iter().any(|options| options.get(key, self.format).is_some())
    }

    /// Whether a switch is on; `None` when nobody says.
    pub fn switch(self, key: Key) -> Option<bool> {
        self.get(key).and_then(Value::switch)
    }

    /// Whether a switch is on; off when nobody says.
    pub fn is_on(self, key: Key) -> bool {
        self.switch(key).unwrap_or(false)
    }

    /// A length.
    pub fn length(self, key: Key) -> Option<Length> {
        self.get(key).and_then(Value::length)
    }

    /// A number.
    pub fn number(self, key: Key) -> Option<f64> {
        self.get(key).and_then(Value::number)
    }

    /// A text.
    pub fn text(self, key: Key) -> Option<&'a str> {
        self.get(key).and_then(Value::text)
    }

    /// A list; empty when nobody says.
    pub fn list(self, key: Key) -> &'a [String] {
        self.get(key).and_then(Value::list).unwrap_or_default()
    }

    /// A colour that is asked for in place of the theme's.
    pub fn colour(self, key: Key) -> Option<Colour> {
        self.get(key).and_then(Value::colour)
    }
}
