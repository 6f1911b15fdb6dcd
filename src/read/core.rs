//! From Markdown to the representation: the only place that knows comrak. Raw HTML and shortcodes pass through one builder
//! on the way.

pub mod abbreviation;
pub mod appended;
pub mod brackets;
pub mod construct;
pub mod content;
pub mod docsify;
pub mod findings;
pub mod flatten;
pub mod footnote;
pub mod footnotes;
pub mod heading_names;
pub mod keys;
pub mod markdown;
pub mod math;
pub mod note;
pub mod plain;
pub mod reader;
pub mod table;
pub mod title;
pub mod tree;
pub mod wiki;
