//! The table of constructs as texts: for `--list-constructs` and for `docs/constructs.md`.

use std::fmt::Write;

use serde_json::{Value as Json, json};

use crate::json::sorted;
use crate::read::core::construct::Construct;
use crate::read::meaning::constructs::CONSTRUCTS;
use crate::read::meaning::element::rows::ELEMENTS;
use crate::read::syntax::names::{NOTATIONS, Written};
use crate::shortcodes::{Meaning, Shortcode, Shortcodes};

/// The constructs, for a terminal: what each is, its names with the notations, and an example; then the elements of HTML.
pub fn text(own: &Shortcodes) -> String {
    let mut out = String::new();
    for row in CONSTRUCTS {
        let _ = writeln!(out, "{}", row.doc);
        for (notations, names) in grouped(row) {
            let _ = writeln!(out, "  {notations}: {}", names.join(", "));
        }
        for line in row.example.lines() {
            let _ = writeln!(out, "{}", format!("    {line}").trim_end());
        }
        out.push('\n');
    }
    for one in own.all() {
        let (file, line) = &one.place;
        let _ = writeln!(out, "{} (of your own, {file}:{line})", what(one));
        let _ = writeln!(out, "  in any notation: {}\n", one.name);
    }
    let _ = writeln!(out, "Elements of HTML, and what they become:");
    for row in ELEMENTS {
        let _ = writeln!(out, "  {}: {}", row.names.join(", "), row.doc);
    }
    out
}

/// What a shortcode of the user means, as a sentence.
fn what(own: &Shortcode) -> String {
    match &own.meaning {
        Meaning::Callout { kind } => format!("A callout of the kind `{kind}`."),
        Meaning::Construct { name } => format!("Another name of `{name}`."),
        Meaning::Markdown { .. } => "A piece of Markdown.".to_owned(),
    }
}

/// The same for programs, as JSON (RFC 8259).
pub fn json(own: &Shortcodes) -> String {
    let name = |(name, written): (&str, Written)| json!({ "name": name, "notations": notations(written) });
    let row = |row: &&Construct| {
        let names: Vec<Json> = row.each_name().map(name).collect();
        json!({ "doc": row.doc, "example": row.example, "names": names })
    };
    let all: Vec<&str> = notations(Written::ANY);
    let defined = |one: &Shortcode| {
        let (file, line) = &one.place;
        let names = json!([{ "name": one.name, "notations": all }]);
        json!({ "doc": what(one), "names": names, "defined": { "file": file, "line": line } })
    };
    let rows: Vec<Json> = CONSTRUCTS.iter().map(row).chain(own.all().iter().map(defined)).collect();
    sorted(Json::from(rows)).to_string() + "\n"
}

/// The names of a row, by the notations in which they stand.
fn grouped(row: &Construct) -> Vec<(String, Vec<&'static str>)> {
    row.names.iter().map(|(written, names)| (notations(*written).join(", "), names.to_vec())).collect()
}

fn notations(written: Written) -> Vec<&'static str> {
    let meant = NOTATIONS.iter().filter(|(notation, _)| written.meets(*notation));
    meant.map(|(_, notation)| *notation).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The constructs and the elements as Markdown.
    fn table() -> String {
        let mut out = String::new();
        for row in CONSTRUCTS {
            let _ = writeln!(out, "## {}\n", row.doc.trim_end_matches('.'));
            for (notations, names) in grouped(row) {
                let _ = writeln!(out, "- `` {notations} ``: `{}`", names.join("`, `"));
            }
            let _ = writeln!(out, "\n`````markdown\n{}\n`````\n", row.example);
        }
        let _ = writeln!(out, "## Elements of HTML\n");
        let _ = writeln!(
            out,
            "What an element of raw HTML becomes. Others leave what stands in them, with a warning.\n"
        );
        for row in ELEMENTS {
            let names: Vec<String> = row.names.iter().map(|name| format!("`<{name}>`")).collect();
            let _ = writeln!(out, "- {}: {}", names.join(", "), row.doc);
        }
        out
    }

    #[test]
    fn the_documentation_has_every_construct() {
        crate::manual::holds("constructs.md", &table());
    }

    #[test]
    fn programs_get_the_same_rows() {
        let rows: Vec<Json> = serde_json::from_str(&json(&Shortcodes::default())).unwrap();
        assert_eq!(rows.len(), CONSTRUCTS.len());
        assert!(rows.iter().all(|row| !row["names"][0]["notations"].as_array().unwrap().is_empty()));
        assert!(CONSTRUCTS.iter().all(|row| text(&Shortcodes::default()).contains(row.doc)));
    }
}
