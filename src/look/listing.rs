//! The table of keys and the themes as texts: for `--list-options` and `--list-themes`, for `docs/options.md`, and as a
//! JSON Schema (draft 2020-12) for editors that complete front matter and `convert.yaml`.

use std::fmt::Write;

use serde_json::{Map, Value as Json, json};

use super::keys::{Row, TABLE};
use super::theme::{BUILT_IN, Theme};
use super::value::Kind;
use crate::json::sorted;

/// The built-in themes, a line each.
pub fn themes() -> String {
    let line = |(name, _): &(&str, &str)| {
        let description = Theme::built_in(name).map(|theme| theme.design.description.as_str());
        format!("{name:<9} {}\n", description.unwrap_or_default())
    };
    BUILT_IN.iter().map(line).collect()
}

/// The keys, for a terminal.
pub fn options() -> String {
    let mut out = String::new();
    for row in TABLE {
        let _ = writeln!(out, "{:<18} {}", row.name, row.sentence);
        let _ =
            writeln!(out, "{:<18} {}; for {} [default: {}]", "", kind(row), formats(row), plain(row.default));
    }
    out
}

/// The keys as a table of Markdown, for `docs/options.md`.
pub fn table() -> String {
    let mut out = String::from(
        "| key | value | default | for | what it does | other names |\n|---|---|---|---|---|---|\n",
    );
    for row in TABLE {
        let aliases: Vec<String> = row.aliases.iter().map(|alias| format!("`{alias}`")).collect();
        let cells = [
            format!("`{}`", row.name),
            kind(row),
            row.default.to_owned(),
            formats(row),
            row.sentence.to_owned(),
            aliases.join(", "),
        ];
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

/// The JSON Schema of the keys.
pub fn schema() -> String {
    let mut properties = Map::new();
    for row in TABLE {
        let mut schema = schema_of(row.kind);
        if let Json::Object(schema) = &mut schema {
            schema.insert("description".to_owned(), Json::from(row.sentence));
        }
        properties.insert(row.name.to_owned(), schema);
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The look of a note",
        "type": "object",
        "properties": properties,
    });
    serde_json::to_string_pretty(&sorted(schema)).unwrap_or_default() + "\n"
}

fn schema_of(kind: Kind) -> Json {
    let length = json!({ "type": ["string", "number"], "pattern": r"^[0-9.]+ ?(pt|mm|cm|in|em|px)?$" });
    match kind {
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Number(least, most) => json!({ "type": "number", "minimum": least, "maximum": most }),
        Kind::Length => length,
        Kind::Margins => {
            let sides = ["x", "y", "top", "bottom", "left", "right", "inside", "outside"];
            let sides: Map<String, Json> =
                sides.map(|side| (side.to_owned(), length.clone())).into_iter().collect();
            json!({ "anyOf": [length, { "type": "object", "properties": sides, "additionalProperties": false }] })
        }
        Kind::Text | Kind::Colour => json!({ "type": "string" }),
        Kind::Line => {
            let text = json!({ "type": "string" });
            let places = json!({ "left": text, "centre": text, "right": text });
            json!({ "anyOf": [text, { "type": "object", "properties": places, "additionalProperties": false }] })
        }
        Kind::List => {
            json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
        }
        Kind::Choice(words) => json!({ "type": "string", "examples": words }),
    }
}

/// What a value may be, in a few words.
fn kind(row: &Row) -> String {
    match row.kind {
        Kind::Switch => "true or false".to_owned(),
        Kind::Number(least, most) => format!("{least} to {most}"),
        Kind::Length => "length".to_owned(),
        Kind::Margins => "length, or lengths by side".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Line => "text, or texts by place".to_owned(),
        Kind::List => "names".to_owned(),
        Kind::Colour => "colour".to_owned(),
        Kind::Choice(_) => "name".to_owned(),
    }
}

fn formats(row: &Row) -> String {
    let names: Vec<&str> = row.formats.iter().map(|format| format.extension()).collect();
    names.join(", ")
}

fn plain(text: &str) -> String {
    text.replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manual::holds;

    #[test]
    fn the_documentation_has_every_key() {
        holds("options.md", &table());
        holds("options.schema.json", &schema());
    }

    #[test]
    fn every_theme_is_listed_with_what_it_is_for() {
        let listed = themes();
        for (name, _) in BUILT_IN {
            let line = listed.lines().find(|line| line.starts_with(name)).unwrap();
            assert!(line.len() > 20, "{line}");
        }
    }
}
