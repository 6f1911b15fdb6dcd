//! What names mean: elements, shortcodes, components, directives, roles and code cells.

pub mod breaks;
pub mod captured;
pub mod cell;
pub mod contents;
pub mod directive;
pub mod element;
pub mod expression;
pub mod icon;
pub mod include;
pub mod inclusion;
pub mod keyboard;
pub mod layout;
pub mod lines;
pub mod link;
pub mod listing;
pub mod picture;
pub mod pictures;
pub mod role;
pub mod ruby;
pub mod shortcode;
pub mod table;
pub mod values;
pub mod version;
