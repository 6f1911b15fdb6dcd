//! Tags and components that say since or until when something is there: `<Since v="1.0"/>`, `{% addedin "0.5" %}`.

use crate::ir::{Attributes, Inline, InlineKind};
use crate::read::syntax::tag::Tag;
use crate::source::Span;

/// What a tag of this kind, at `span`, says: words apart from those around it, which alone name a heading that they stand
/// in. `None` when it is of another kind, or gives no version.
pub fn inline(tag: &Tag, span: Span) -> Option<Inline> {
    let content = vec![Inline::text(span, said(tag)?)];
    let attributes = Attributes::of_class("version");
    Some(Inline { span, attributes, kind: InlineKind::Span { content } })
}

fn said(tag: &Tag) -> Option<String> {
    let version = tag.free(0).or(tag.value(&VERSIONS));
    words(&tag.name, version?)
}

/// The attributes that may give the version.
pub const VERSIONS: [&str; 7] = ["version", "v", "since", "in", "name", "value", "date"];

/// What a tag of this name says of a version; `None` when it says something else.
pub fn words(name: &str, version: &str) -> Option<String> {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let what = match plain.as_str() {
        "since" | "sinceversion" | "availablesince" => "Since",
        "addedin" | "newin" | "introducedin" | "versionadded" => "New in",
        "changedin" | "versionchanged" => "Changed in",
        "deprecatedin" | "versiondeprecated" => "Deprecated in",
        "removedin" | "versionremoved" => "Removed in",
        _ => return None,
    };
    Some(format!("{what} {}", version.trim()))
}
