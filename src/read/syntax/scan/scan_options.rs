//! Where in the note a text stands that is scanned, and what is looked for in it.

use crate::read::dialect::features::Features;

/// Where in the note a text stands that is scanned.
#[derive(Debug, Clone, Copy)]
pub struct ScanOptions {
    /// The column from which on the text of its lines is no indentation.
    pub content_column: usize,
    /// Whether it is a line that can hold no blocks.
    pub flat: bool,
    /// Whether tables that Markdown does not know are looked for.
    pub tables: bool,
    /// How deep such tables may stand in each other.
    pub depth: usize,
    /// What is read.
    pub features: Features,
}

impl Default for ScanOptions {
    fn default() -> Self {
        Self { content_column: 0, flat: false, tables: true, depth: 4, features: Features::AUTO }
    }
}
