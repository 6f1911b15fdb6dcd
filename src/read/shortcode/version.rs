//! Tags and components that say since or until when something is there: `<Since v="1.0"/>`, `{% addedin "0.5" %}`.

use super::tag::Tag;

/// What a tag of this kind says; `None` when it is of another kind, or gives no version.
pub fn said(tag: &Tag) -> Option<String> {
    let plain: String =
        tag.name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let what = match plain.as_str() {
        "since" | "sinceversion" | "availablesince" => "Since",
        "addedin" | "newin" | "introducedin" | "versionadded" => "New in",
        "changedin" | "versionchanged" => "Changed in",
        "deprecatedin" | "versiondeprecated" => "Deprecated in",
        "removedin" | "versionremoved" => "Removed in",
        _ => return None,
    };
    let version = tag.free(0).or(tag.value(&["version", "v", "since", "in", "name", "value", "date"]))?;
    Some(format!("{what} {}", version.trim()))
}
