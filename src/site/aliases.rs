//! The names that a note gives itself beside that of its file.

use crate::ir::metadata::Metadata;
use crate::value::Value;

/// The aliases of a note: those of its front matter, or of Logseq's `alias::`.
pub fn of(text: &str, metadata: &Metadata) -> Vec<String> {
    let mut aliases: Vec<String> = Vec::new();
    if text.contains("alias::") {
        let property = text.lines().take_while(|line| !line.trim().is_empty());
        let property = property.filter_map(|line| line.strip_prefix("alias::"));
        aliases.extend(property.flat_map(|names| names.split(',')).map(str::to_owned));
    }
    for value in ["aliases", "alias"].iter().filter_map(|key| metadata.extra.get(key)) {
        match value {
            Value::String(names) => aliases.extend(names.split(',').map(str::to_owned)),
            Value::Sequence(names) => {
                aliases.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            _ => {}
        }
    }
    aliases
}
