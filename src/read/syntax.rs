//! How things look: what Markdown must not touch is found and masked, and each notation is read by a file of its own.
//! Nothing here knows comrak, or what a name means.

pub mod abbreviation;
pub mod attributes;
pub mod cell;
pub mod citation;
pub mod definitions;
pub mod directive;
pub mod escape;
pub mod excerpt;
pub mod fence;
pub mod hidden;
pub mod html;
pub mod include_line;
pub mod js;
pub mod length;
pub mod line_keys;
mod lines;
pub mod mask;
pub mod names;
pub mod pair;
pub mod piece;
pub mod reach;
pub mod role;
pub mod scan;
mod spans;
pub mod statements;
pub mod table;
pub mod tag;
pub mod template;
pub mod tex;
pub mod unclosed;
