//! Dependency files: rules in the syntax of make that name the files an output was made from, for `-include` in a
//! Makefile and for Ninja's `depfile`. A rule says nothing that either of them would read as more than names.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::files::{lexical, relative};

/// What a dependency file says of the outputs of a note.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// The rule in the syntax of make; nothing when the note or an output cannot be named.
    pub text: String,
    /// The files that no rule can name, as they would be written.
    pub unnamed: Vec<PathBuf>,
}

impl Rule {
    /// The rule for these outputs, made from `note` and `files`. Each of these files gets an empty rule of its own, so
    /// that make goes on when it is deleted later.
    ///
    /// Outputs and note are named as they are given, and files on the way from the working folder; if the note's
    /// path is absolute, on that from the root of the disk. A file that is not there is not named: make would make the
    /// outputs again and again.
    pub fn new(outputs: &[&Path], note: &Path, files: &[PathBuf]) -> Self {
        let mut unnamed = Vec::new();
        let mut name = |path: &Path| {
            let name = named(path);
            if name.is_none() {
                unnamed.push(path.to_owned());
            }
            name
        };
        let outputs: Vec<Option<String>> = outputs.iter().map(|path| name(path)).collect();
        let of_note = name(note);
        let files: Vec<String> =
            files.iter().filter_map(|path| name(&tidy(path, note.is_absolute()))).collect();
        let outputs: Option<Vec<String>> = outputs.into_iter().collect();
        let text = outputs.zip(of_note).map(|(outputs, note)| text(&outputs, &note, &files));
        Self { text: text.unwrap_or_default(), unnamed }
    }
}

fn text(outputs: &[String], note: &str, files: &[String]) -> String {
    let mut text = format!("{}: {note}", outputs.join(" "));
    for file in files {
        let _ = write!(text, " {file}");
    }
    text.push('\n');
    for file in files {
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

/// A path in a rule, or `None` when make and Ninja do not both have a way to write it (GNU make manual, 3.1.1, 4.3, 4.4
/// and 6.11; `depfile_parser.in.cc` of Ninja): make takes `=` for an assignment, `%` for a pattern, `;` for the begin of
/// a command and `*?[` for wildcards; Ninja (1.11) ends a name at `'`, `"`, `&`, `|` and others, and knows no escape.
fn named(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    // A name that begins so is a home folder, ends so a part of an archive or no name for Ninja.
    let misread = text.is_empty() || text.starts_with('~') || text.ends_with([')', ':']);
    // `.PHONY` and the like.
    let special = text.starts_with('.') && !text.contains('/');
    if misread || special {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '$' => out.push_str("$$"),
            ' ' | '#' | ':' => {
                out.push('\\');
                out.push(c);
            }
            std::path::MAIN_SEPARATOR => out.push('/'),
            c if c.is_ascii_alphanumeric() || ",/_.~(){}@!-+]".contains(c) => out.push(c),
            c if !c.is_ascii() && !c.is_control() => out.push(c),
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_every_file() {
        let outputs = [Path::new("out/a.pdf"), Path::new("out/a.html")];
        let files = ["Cargo.toml".into(), "src/../src/lib.rs".into()];
        assert_eq!(
            Rule::new(&outputs, Path::new("no such/note.md"), &files).text,
            "out/a.pdf out/a.html: no\\ such/note.md Cargo.toml src/lib.rs\n\nCargo.toml:\n\nsrc/lib.rs:\n\n"
        );
    }

    #[test]
    fn what_make_would_read_otherwise_is_escaped() {
        assert_eq!(named(Path::new("a $b #1: c.md")).as_deref(), Some("a\\ $$b\\ \\#1\\:\\ c.md"));
        assert_eq!(named(Path::new("é (1).md")).as_deref(), Some("é\\ (1).md"));
    }

    #[test]
    fn what_cannot_be_escaped_is_not_named() {
        for name in [
            "a;b", "a=b", "a%b", "a\\b", "a\tb", "a\nb", "a\rb", "a|b", "a*", "a?", "a[1]", "~a", "a(b)",
            "a`b",
        ] {
            assert_eq!(named(Path::new(name)), None, "{name:?}");
        }
        assert_eq!(named(Path::new(".PHONY")), None);
    }

    #[test]
    fn a_rule_goes_without_a_file_but_not_without_its_note_or_an_output() {
        let rule = Rule::new(&[Path::new("a.pdf")], Path::new("a.md"), &["b;c".into(), "d".into()]);
        assert_eq!(
            (rule.text.as_str(), rule.unnamed),
            ("a.pdf: a.md d\n\nd:\n\n", vec![PathBuf::from("b;c")])
        );
        let rule = Rule::new(&[Path::new("a=b.pdf")], Path::new("a.md"), &[]);
        assert_eq!((rule.text.as_str(), rule.unnamed), ("", vec![PathBuf::from("a=b.pdf")]));
    }
}
