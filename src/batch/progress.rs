//! The bar that shows how far a run is, on terminals.

use std::io::Write;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diagnostic::render::visible;

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
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  {wide_msg}");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar }
    }

    /// Shows the note at work.
    pub fn begin(&self, note: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(visible(note));
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
