//! The generated part of a style sheet: the colours of the callouts and of the code that a document has.

use std::fmt::Write;

use super::body::Used;
use super::highlight;
use crate::callouts::{Callouts, Colours};

/// The rules of CSS for what a document uses, to be put before `templates/style.css`.
pub fn generated(used: &Used, callouts: &Callouts) -> String {
    let mut css = String::new();
    if used.code {
        css.push_str(&highlight::style());
    }
    let kinds: Vec<_> = callouts.kinds().iter().filter(|kind| used.callouts.contains(&kind.kind)).collect();
    let rule = |css: &mut String, kind: &str, Colours { accent, background }: &Colours| {
        let _ = writeln!(css, ".callout-{kind} {{ --accent: {accent}; --background: {background}; }}");
    };
    for kind in &kinds {
        rule(&mut css, &kind.kind, &kind.light);
    }
    if !kinds.is_empty() {
        css.push_str("@media screen and (prefers-color-scheme: dark) {\n");
        for kind in &kinds {
            rule(&mut css, &kind.kind, &kind.dark);
        }
        css.push_str("}\n");
    }
    css
}
