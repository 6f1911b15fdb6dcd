//! Emoji by the names that Unicode gives them (CLDR), which chats and sites make names of as GitHub does: 🙋‍♂️, "man raising
//! hand", is `:man_raising_hand:`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::naming::{normalized, slug};

/// The emoji by their names, with hyphens between the words; of those with tones of skin, each.
static EMOJI: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let tones = |emoji: &'static emojis::Emoji| emoji.skin_tones().into_iter().flatten();
    let all = emojis::iter().flat_map(|emoji| std::iter::once(emoji).chain(tones(emoji)));
    all.map(|emoji| (slug(&normalized(emoji.name())), emoji.as_str())).collect()
});

/// The emoji of this name, of more than one word: one alone is too likely to stand between colons by chance.
pub fn named(name: &str) -> Option<&'static str> {
    let name = name.replace('_', "-").to_ascii_lowercase();
    if name.contains('-') { EMOJI.get(&name).copied() } else { None }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_those_of_unicode() {
        let names =
            ["red_heart", "man-raising-hand", "waving_hand_light_skin_tone", "woman_red_hair", "rock"];
        let expected = [Some("❤️"), Some("🙋‍♂️"), Some("👋🏻"), Some("👩‍🦰"), None];
        assert_eq!(names.map(super::named), expected);
    }
}
