//! What is asked of the whole text, each found at most once.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use crate::read::syntax::scan::ahead::Ahead;
use crate::read::syntax::scan::text::last_line;

/// The names that a note gives to addresses.
pub type Names = Rc<HashSet<String>>;

/// What is known of the whole text.
pub struct Facts<'t> {
    /// What stands further on.
    pub ahead: Ahead<'t>,
    /// For names of shortcodes, the next tag that was found and whether it closes, or that there is none any more.
    next_tags: HashMap<String, Option<(Range<usize>, bool)>>,
    /// Where the last line is that closes what a notation opened, by the notation and the length of its mark.
    last_closing: HashMap<(&'static str, usize), Option<usize>>,
    /// The numbers of Pandoc's examples with names.
    pub named_examples: Option<HashMap<&'t str, u32>>,
    /// The names that the text gives to addresses, once a bracket asked for them.
    pub address_names: Option<Names>,
    /// The names of links that begin with an `@`.
    pub link_names: Option<HashSet<&'t str>>,
    /// The names of the elements that some tag closes.
    pub closed_elements: Option<HashSet<&'t str>>,
    /// The names that expressions begin with.
    pub shown_names: Option<HashSet<&'t str>>,
    /// How many bytes were looked at for tags and expressions of JSX that are none.
    pub wasted_lookahead: usize,
}

impl<'t> Facts<'t> {
    /// Nothing is known of a text before it is asked, but for the names of addresses where it is a part of a note.
    pub fn new(text: &'t str, address_names: Option<Names>) -> Self {
        Self {
            ahead: Ahead::new(text),
            next_tags: HashMap::new(),
            last_closing: HashMap::new(),
            named_examples: None,
            address_names,
            link_names: None,
            closed_elements: None,
            shown_names: None,
            wasted_lookahead: 0,
        }
    }

    /// Whether a line after byte `end` of `text` closes what a notation opens with a mark of this length.
    pub fn is_closed_after(
        &mut self,
        text: &str,
        end: usize,
        (notation, length): (&'static str, usize),
        closes: impl Fn(&str) -> bool,
    ) -> bool {
        let last = self.last_closing.entry((notation, length)).or_insert_with(|| last_line(text, closes));
        last.is_some_and(|last| last > end)
    }

    /// The next tag of this name from byte `from` on, and whether it closes; `find` looks for it, but is asked only when
    /// what is known of the name is no longer true.
    pub fn next_tag(
        &mut self,
        name: &str,
        from: usize,
        find: impl FnOnce() -> Option<(Range<usize>, bool)>,
    ) -> Option<&(Range<usize>, bool)> {
        let is_ahead =
            |next: &Option<(Range<usize>, bool)>| next.as_ref().is_none_or(|(tag, _)| tag.start >= from);
        if !self.next_tags.get(name).is_some_and(is_ahead) {
            self.next_tags.insert(name.to_owned(), find());
        }
        self.next_tags.get(name)?.as_ref()
    }
}
