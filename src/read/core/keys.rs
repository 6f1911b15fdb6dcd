//! Keys to press, as PyMdown Extensions writes them: `++ctrl+alt+del++`, `++cmd+"P"++`.

use crate::ir::{Inline, InlineKind, Style, walk};
use crate::source::Span;

/// Names of keys and what stands on them (PyMdown Extensions 10, "Keys", `keymap_db`).
const NAMES: &[(&str, &str)] = &[
    ("alt", "Alt"),
    ("altgr", "AltGr"),
    ("arrow-down", "↓"),
    ("arrow-left", "←"),
    ("arrow-right", "→"),
    ("arrow-up", "↑"),
    ("backspace", "Backspace"),
    ("backslash", "\\"),
    ("backtick", "`"),
    ("bksp", "Backspace"),
    ("brace-left", "{"),
    ("brace-right", "}"),
    ("bracket-left", "["),
    ("bracket-right", "]"),
    ("break", "Break"),
    ("caps", "Caps Lock"),
    ("caps-lock", "Caps Lock"),
    ("clear", "Clear"),
    ("cmd", "⌘ Cmd"),
    ("colon", ":"),
    ("comma", ","),
    ("command", "⌘ Cmd"),
    ("context-menu", "Menu"),
    ("control", "Ctrl"),
    ("ctrl", "Ctrl"),
    ("del", "Del"),
    ("delete", "Del"),
    ("double-quote", "\""),
    ("down", "↓"),
    ("end", "End"),
    ("enter", "Enter"),
    ("equal", "="),
    ("esc", "Esc"),
    ("escape", "Esc"),
    ("fn", "Fn"),
    ("home", "Home"),
    ("hyphen", "-"),
    ("ins", "Ins"),
    ("insert", "Ins"),
    ("left", "←"),
    ("menu", "Menu"),
    ("meta", "Meta"),
    ("minus", "-"),
    ("num", "Num Lock"),
    ("num-lock", "Num Lock"),
    ("opt", "⌥ Option"),
    ("option", "⌥ Option"),
    ("page-down", "Page Down"),
    ("page-up", "Page Up"),
    ("pause", "Pause"),
    ("period", "."),
    ("pgdn", "Page Down"),
    ("pgup", "Page Up"),
    ("pipe", "|"),
    ("plus", "+"),
    ("print-screen", "Print Screen"),
    ("prtsc", "Print Screen"),
    ("return", "Return"),
    ("right", "→"),
    ("scroll-lock", "Scroll Lock"),
    ("semicolon", ";"),
    ("shift", "Shift"),
    ("shift", "Shift"),
    ("slash", "/"),
    ("space", "Space"),
    ("spc", "Space"),
    ("super", "Super"),
    ("tab", "Tab"),
    ("tilde", "~"),
    ("underscore", "_"),
    ("up", "↑"),
    ("win", "Win"),
    ("windows", "Win"),
];

/// The keys that inserted text names, `+` between them; `None` when it is other text. Letters are keys, alone and
/// together, only where `letters` says so.
pub fn read(span: Span, content: &[Inline], letters: bool) -> Option<Vec<Inline>> {
    if !content.iter().all(|inline| matches!(inline.kind, InlineKind::Text { .. })) {
        return None;
    }
    let text = walk::plain_text(content);
    let names = text.split('+').map(str::trim).collect::<Vec<_>>();
    let alone = names.len() == 1;
    let keys = names.iter().map(|name| key(name, alone && !letters));
    let keys = keys.collect::<Option<Vec<String>>>()?;
    // Letters and digits are a sum rather than keys.
    if !alone && !names.iter().any(|name| name.chars().count() > 1) && !letters {
        return None;
    }
    let mut inlines = Vec::new();
    for key in keys {
        if !inlines.is_empty() {
            inlines.push(Inline::text(span, "+"));
        }
        let content = vec![Inline::text(span, key)];
        inlines.push(Inline::new(span, InlineKind::Styled { style: Style::Keyboard, content }));
    }
    Some(inlines)
}

/// What stands on the key of this name; `alone`: no other key is pressed with it.
fn key(name: &str, alone: bool) -> Option<String> {
    let quoted = ['"', '\'', '“'].iter().any(|&mark| name.len() > 2 && name.starts_with(mark));
    if quoted {
        return Some(name.trim_matches(['"', '\'', '“', '”']).to_owned());
    }
    let lower = name.to_lowercase().replace('_', "-");
    let side = ["left-", "right-", "l", "r"].iter().find_map(|side| {
        let own = lower.strip_prefix(side)?;
        ["alt", "cmd", "command", "control", "ctrl", "meta", "option", "shift", "super", "win", "windows"]
            .contains(&own)
            .then_some(own)
    });
    let named = |name: &str| NAMES.iter().find(|entry| entry.0 == name).map(|entry| entry.1.to_owned());
    let function = || {
        let number: u32 = lower.strip_prefix('f')?.parse().ok()?;
        (1..=24).contains(&number).then(|| format!("F{number}"))
    };
    let numeric =
        || Some(format!("Num {}", lower.strip_prefix("num")?.parse::<u8>().ok().filter(|n| *n < 10)?));
    let single = || (!alone && lower.chars().count() == 1).then(|| name.to_uppercase());
    named(&lower).or_else(|| named(side?)).or_else(function).or_else(numeric).or_else(single)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, letters: bool) -> String {
        let span = Span::default();
        read(span, &[Inline::text(span, text)], letters)
            .map_or("none".to_owned(), |keys| walk::plain_text(&keys))
    }

    #[test]
    fn names_of_keys_are_keys() {
        assert_eq!(show("ctrl+alt+del", false), "Ctrl+Alt+Del");
        assert_eq!(show("cmd+shift+\"P\"", false), "⌘ Cmd+Shift+P");
        assert_eq!(show("ctrl+c", false), "Ctrl+C");
        assert_eq!(show("enter", false), "Enter");
        assert_eq!(show("f5", false), "F5");
        assert_eq!(show("a", true), "A");
    }

    #[test]
    fn other_text_is_inserted() {
        for text in ["words", "a", "a+b", "ctrl+nothing", "new text", ""] {
            assert_eq!(show(text, false), "none", "{text}");
        }
    }
}
