//! The bar that shows how far a run is, on terminals.

use std::io::Write;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::render::visible;

/// How many columns are taken beside the note and the two numbers: by the bar, the time left (`59m`) and spaces.
const BESIDE: usize = 20;

/// How wide the terminal is, in columns.
fn columns() -> usize {
    /// Where the system does not tell.
    const USUAL: usize = 80;
    #[cfg(unix)]
    {
        let size = rustix::termios::tcgetwinsize(std::io::stderr());
        size.map(|size| usize::from(size.ws_col)).ok().filter(|&columns| columns > 0).unwrap_or(USUAL)
    }
    #[cfg(not(unix))]
    USUAL
}

/// The end of a text, in at most so many columns.
fn end_of(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut taken = 1;
    let fits = |c: &char| {
        taken += c.width().unwrap_or_default();
        taken <= columns
    };
    let mut end: Vec<char> = text.chars().rev().take_while(fits).collect();
    end.reverse();
    if columns == 0 { String::new() } else { std::iter::once('…').chain(end).collect() }
}

/// A bar, or nothing where none is wanted.
pub struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// A bar on standard error for this number of notes, if it is `shown`.
    pub fn new(notes: usize, shown: bool) -> Self {
        let bar = shown.then(|| {
            let bar =
                ProgressBar::with_draw_target(Some(notes as u64), ProgressDrawTarget::stderr_with_hz(10));
            let style = ProgressStyle::with_template("{bar:8} {pos}/{len}  {eta}  {msg}");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar }
    }

    /// Shows the note at work, by as much of the end of its path as the line has room for.
    pub fn begin(&self, note: &str) {
        if let Some(bar) = &self.bar {
            let notes = bar.length().unwrap_or_default().to_string().len();
            let room = columns().saturating_sub(BESIDE + 2 * notes);
            bar.set_message(end_of(&visible(note), room));
        }
    }

    /// Counts one more note.
    pub fn advance(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Writes a text to standard error, above the bar.
    pub fn print(&self, text: &str) {
        // Where messages cannot be written there is nobody to tell.
        let print = || drop(std::io::stderr().write_all(text.as_bytes()));
        match &self.bar {
            _ if text.is_empty() => {}
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_cut_where_it_begins() {
        assert_eq!(end_of("notes/a.md", 10), "notes/a.md");
        assert_eq!(end_of("notes/deep/a.md", 10), "…deep/a.md");
        assert_eq!(end_of("日本語/日本.md", 8), "…日本.md");
        assert_eq!((end_of("abc", 1), end_of("abc", 0)), ("…".to_owned(), String::new()));
    }
}
