//! Emphasis, quotation marks, lists and lines.
