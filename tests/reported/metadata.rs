//! Titles, authors, dates and other metadata, and messages about them.
