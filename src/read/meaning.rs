//! What names mean: elements, shortcodes, components, directives, roles and code cells.

pub mod captured;
pub mod cell;
pub mod directive;
pub mod element;
pub mod expression;
pub mod include;
pub mod lines;
pub mod pictures;
pub mod role;
pub mod shortcode;
