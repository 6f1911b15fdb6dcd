//! Which shortcode tag closes which. Tags pair by name like brackets; a tag that no later tag closes stands
//! alone. What is left over is found here, and said, before any Markdown is parsed.

#![expect(
    clippy::indexing_slicing,
    reason = "indices are of the tags that are gone through, and of those of them that are open"
)]

use std::collections::HashMap;

use crate::read::syntax::names::{Body, Vocabulary, Written};
use crate::read::syntax::tag::{Syntax, Tag};

/// What a tag opens or closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pairing {
    /// It opens what the tag of this index closes.
    Opens(usize),
    /// It closes what the tag of this index opened.
    Closes(usize),
    /// It stands alone.
    Alone,
    /// It has the closing form, but there is nothing that it could close.
    Stray,
}

/// Which other each tag opens or closes, in their order in the note.
pub fn pairings(tags: &[&Tag], vocabulary: Vocabulary) -> Vec<Pairing> {
    let mut pairings = vec![Pairing::Alone; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    // How many of the open tags have a name: a closing tag that closes nothing must not look at them all.
    let mut names: HashMap<&str, usize> = HashMap::new();
    for (index, tag) in tags.iter().enumerate() {
        if !tag.closes {
            if !tag.empty {
                open.push(index);
                *names.entry(&tag.name).or_default() += 1;
            }
            continue;
        }
        let opener = match tag.name.as_str() {
            "" => open.iter().rposition(|&opener| may_have_body(tags[opener], vocabulary)),
            name if names.get(name).is_none_or(|&count| count == 0) => None,
            name => open.iter().rposition(|&opener| {
                tags[opener].name == name && tags[opener].syntax.is_jsx() == tag.syntax.is_jsx()
            }),
        };
        match opener {
            Some(at) => {
                let opener = open[at];
                for closed in open.drain(at..) {
                    names.entry(&tags[closed].name).and_modify(|count| *count -= 1);
                }
                pairings[opener] = Pairing::Opens(index);
                pairings[index] = Pairing::Closes(opener);
            }
            None => pairings[index] = Pairing::Stray,
        }
    }
    pairings
}

/// Whether a bare `end` may close this tag (Zola names no shortcode in it).
fn may_have_body(tag: &Tag, vocabulary: Vocabulary) -> bool {
    let is_statement = matches!(tag.name.as_str(), "set" | "extends" | "import");
    tag.syntax == Syntax::Template
        && !is_statement
        && vocabulary.body(&tag.name, Written::TEMPLATE) != Some(Body::None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::syntax::names::tests::vocabulary;
    use crate::read::syntax::tag;

    fn pairings_of(text: &str) -> Vec<Pairing> {
        let (mut tags, mut at) = (Vec::new(), 0);
        while let Some((tag, end)) = tag::read(text, at) {
            tags.push(tag);
            at = end;
        }
        assert_eq!(at, text.len());
        pairings(&tags.iter().collect::<Vec<_>>(), vocabulary())
    }

    #[test]
    fn tags_pair_like_brackets() {
        use Pairing::*;
        assert_eq!(
            pairings_of("{% a %}{% b %}{% endb %}{% enda %}"),
            [Opens(3), Opens(2), Closes(1), Closes(0)]
        );
        assert_eq!(
            pairings_of("{% a %}{% a %}{% enda %}{% enda %}"),
            [Opens(3), Opens(2), Closes(1), Closes(0)]
        );
        assert_eq!(pairings_of("{% a %}{% img %}{% enda %}"), [Opens(2), Alone, Closes(0)]);
        assert_eq!(pairings_of("{% note() %}{% end %}"), [Opens(1), Closes(0)]);
        assert_eq!(pairings_of("{{% a %}}{{% a /%}}{{% /a %}}"), [Opens(2), Alone, Closes(0)]);
    }

    #[test]
    fn what_does_not_pair_is_told() {
        use Pairing::*;
        assert_eq!(pairings_of("{% enda %}"), [Stray]);
        assert_eq!(pairings_of("{% a %}{% b %}{% enda %}{% endb %}"), [Opens(2), Alone, Closes(0), Stray]);
    }
}
