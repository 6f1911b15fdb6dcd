//! Texts that are made of pieces of another text, with the way back to where each byte comes from.

/// The way from the bytes of a text back to those of the text that it was made of.
#[derive(Debug, Default)]
pub struct OffsetMap {
    /// Pairs of offsets, here and there: from each on, bytes correspond.
    pairs: Vec<(usize, usize)>,
}

impl OffsetMap {
    /// From byte `here` on, bytes come from byte `there` on.
    pub fn push(&mut self, here: usize, there: usize) {
        self.pairs.push((here, there));
    }

    /// The byte there that a byte here comes from.
    pub fn origin(&self, here: usize) -> usize {
        let next = self.pairs.partition_point(|&(start, _)| start <= here);
        let Some(&(start, there)) = self.pairs.get(next.saturating_sub(1)) else { return here };
        let limit = self.pairs.get(next).map_or(usize::MAX, |&(_, there)| there);
        (there + (here - start.min(here))).min(limit.max(there))
    }

    /// Moves everything here by `bytes`.
    pub fn shift(&mut self, bytes: usize) {
        self.pairs.iter_mut().for_each(|(here, _)| *here += bytes);
    }

    /// Cuts the text here to `length` bytes.
    pub fn truncate(&mut self, length: usize) {
        for (here, there) in self.pairs.iter_mut().rev().take_while(|(here, _)| *here > length) {
            *there -= (*here - length).min(*there);
            *here = length;
        }
    }

    /// Adds the way of a text that was added here at byte `start`, and that was made of a text with the way `outer`.
    #[expect(clippy::indexing_slicing, reason = "ranges are of the text that the excerpt is cut from")]
    pub fn append(&mut self, start: usize, inner: &OffsetMap, outer: &OffsetMap) {
        for (at, &(here, there)) in inner.pairs.iter().enumerate() {
            self.push(start + here, outer.origin(there));
            let Some(&(end, until)) = inner.pairs.get(at + 1) else { break };
            if end - here == until.wrapping_sub(there) {
                let first = outer.pairs.partition_point(|&(middle, _)| middle <= there);
                let inside = outer.pairs[first..].iter().take_while(|&&(middle, _)| middle < until);
                self.pairs.extend(inside.map(|&(middle, origin)| (start + here + middle - there, origin)));
            }
        }
    }
}

/// A text made of pieces of another.
#[derive(Debug, Default)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// The way back.
    pub map: OffsetMap,
}

impl Excerpt {
    /// Adds bytes of the other text.
    #[expect(clippy::string_slice, reason = "ranges are of the text that the excerpt is cut from")]
    pub fn copy(&mut self, text: &str, range: std::ops::Range<usize>) {
        self.map.push(self.text.len(), range.start);
        self.text.push_str(&text[range.clone()]);
        self.map.push(self.text.len(), range.end);
    }

    /// Adds another excerpt of the same text.
    pub fn push(&mut self, other: &Excerpt) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.map.pairs.extend(other.map.pairs.iter().map(|&(here, there)| (start + here, there)));
    }

    /// Where its first byte comes from.
    pub fn origin(&self) -> usize {
        self.map.origin(0)
    }

    /// Adds words that do not stand in the other text; they count as coming from its byte `origin`.
    pub fn insert(&mut self, words: &str, origin: usize) {
        self.map.push(self.text.len(), origin);
        self.text.push_str(words);
        self.map.push(self.text.len(), origin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_of_an_excerpt_leads_back_to_the_first_text() {
        let text = "| ab | cd |\n| ef | gh |";
        let mut column = Excerpt::default();
        column.copy(text, 7..9);
        column.insert("\n", 9);
        column.copy(text, 19..21);
        assert_eq!(column.text, "cd\ngh");
        let mut inner = Excerpt::default();
        inner.insert("> ", 0);
        inner.copy(&column.text, 0..column.text.len());
        let mut map = OffsetMap::default();
        map.append(10, &inner.map, &column.map);
        for (word, here) in [("cd", 12), ("d", 13), ("gh", 15), ("h", 16)] {
            assert_eq!(map.origin(here), text.find(word).unwrap(), "{word}");
        }
    }
}
