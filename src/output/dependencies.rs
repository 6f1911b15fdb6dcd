//! Dependency files: rules in the syntax of make that name the files an output was made from, for `-include` in a
//! Makefile and for Ninja's `depfile`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::files::{lexical, relative};

/// The rule for these outputs, made from `note` and `files`. Each of these files gets an empty rule of its own, so
/// that make goes on when it is deleted later.
///
/// Outputs and note are named as they are given, and files on the way from the working folder; if the note's
/// path is absolute, on that from the root of the disk. A file that is not there is not named: make would make the
/// outputs again and again.
pub fn rule(outputs: &[&Path], note: &Path, files: &[PathBuf]) -> String {
    let files: Vec<String> = files.iter().map(|path| escaped(&tidy(path, note.is_absolute()))).collect();
    let outputs: Vec<String> = outputs.iter().map(|path| escaped(path)).collect();
    let mut text = format!("{}: {}", outputs.join(" "), escaped(note));
    for file in &files {
        let _ = write!(text, " {file}");
    }
    text.push('\n');
    for file in &files {
        let _ = write!(text, "\n{file}:\n");
    }
    text.push('\n');
    text
}

/// The path as people would write it, unless a link makes that another file.
fn tidy(path: &Path, absolute: bool) -> PathBuf {
    let plain = lexical(path);
    let plain = if absolute { plain } else { relative(&plain, Path::new("")) };
    match (plain.canonicalize(), path.canonicalize()) {
        (Ok(a), Ok(b)) if a == b => plain,
        _ => path.to_owned(),
    }
}

/// A path in a rule (GNU make manual, 3.1.1 and 4.4; Ninja reads the same).
fn escaped(path: &Path) -> String {
    let text = path.to_string_lossy();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '$' => out.push_str("$$"),
            ' ' | '#' | ':' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_every_file() {
        let outputs = [Path::new("out/a.pdf"), Path::new("out/a.html")];
        let text =
            rule(&outputs, Path::new("no such/note.md"), &["Cargo.toml".into(), "src/../src/lib.rs".into()]);
        assert_eq!(
            text,
            "out/a.pdf out/a.html: no\\ such/note.md Cargo.toml src/lib.rs\n\nCargo.toml:\n\nsrc/lib.rs:\n\n"
        );
    }

    #[test]
    fn what_make_would_read_otherwise_is_escaped() {
        assert_eq!(escaped(Path::new("a $b #1: c.md")), "a\\ $$b\\ \\#1\\:\\ c.md");
    }
}
