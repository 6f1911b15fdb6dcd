//! Marks at the start of lines that Pandoc has and CommonMark does not: items of lists that are counted with letters or
//! Roman numbers, by themselves (`#.`) or through the whole note (`(@good)`), and lines that are kept apart (`| line`).

use std::collections::HashMap;

/// How the items of a list are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// `#.`: as they come.
    Automatic,
    /// `(@)` or `(@name)`: through the whole note.
    Example,
    /// `(1)`.
    Number,
    /// `a.`, `a)`, `(a)`, or in capitals.
    Letter(bool),
    /// `i.`, `i)`, `(i)`, or in capitals.
    Roman(bool),
}

/// A mark: how it counts, its number (none for those that count by themselves) and its length in bytes, without the
/// space after it.
pub type Marker = (Count, Option<u32>, usize);

/// The marks that a line may begin with; a letter may be a Roman number too.
#[expect(clippy::string_slice, reason = "lengths are of marks of ASCII at the start of the same line")]
pub fn markers(line: &str) -> Vec<Marker> {
    let Some(length) = line.find([' ', '\t']).filter(|length| (2..=24).contains(length)) else {
        return Vec::new();
    };
    let mark = &line[..length];
    if mark == "#." {
        return vec![(Count::Automatic, None, length)];
    }
    let inside = mark.strip_prefix('(').and_then(|mark| mark.strip_suffix(')'));
    if let Some(name) = inside.and_then(|inside| inside.strip_prefix('@')) {
        let valid = name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
        return if valid { vec![(Count::Example, None, length)] } else { Vec::new() };
    }
    if let Some(number) = inside.and_then(|inside| inside.parse().ok()) {
        return vec![(Count::Number, Some(number), length)];
    }
    let Some(name) = inside.or_else(|| mark.strip_suffix(['.', ')'])) else { return Vec::new() };
    let upper = name.starts_with(|c: char| c.is_ascii_uppercase());
    let same = name.chars().all(|c| c.is_ascii_alphabetic() && c.is_ascii_uppercase() == upper);
    if name.is_empty() || !same {
        return Vec::new();
    }
    let lower = name.to_ascii_lowercase();
    let letter = (lower.len() == 1)
        .then(|| (Count::Letter(upper), lower.bytes().next().map(|b| u32::from(b - b'a') + 1), length));
    let roman = roman(&lower).map(|number| (Count::Roman(upper), Some(number), length));
    // A list that begins with `i` counts with Roman numbers.
    roman.into_iter().chain(letter).collect()
}

fn roman(name: &str) -> Option<u32> {
    let value = |c| {
        Some(match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        })
    };
    let values: Vec<u32> = name.chars().map(value).collect::<Option<_>>()?;
    let mut total = 0;
    for (at, value) in values.iter().enumerate() {
        match values.get(at + 1) {
            Some(next) if next > value => total -= i64::from(*value),
            _ => total += i64::from(*value),
        }
    }
    u32::try_from(total).ok().filter(|total| *total > 0)
}

/// What Markdown has for a mark of this length: as long, so that what belongs to the item is indented as far. `other`:
/// with the other of the two signs that may end it.
pub fn as_number(number: u32, length: usize, other: bool) -> String {
    let digits = length.saturating_sub(1).clamp(1, 9);
    format!("{number:0digits$}{}", if other { ')' } else { '.' })
}

/// With which of the two signs (`other` of [`as_number`]) the number ends that these marks of containers end with.
pub fn sign(markers: &str) -> Option<bool> {
    let number = markers.strip_suffix(['.', ')'])?;
    number.ends_with(|c: char| c.is_ascii_digit()).then(|| markers.ends_with(')'))
}

/// The numbers of a note's examples, by their names.
#[expect(clippy::string_slice, reason = "lengths are of marks of ASCII at the start of the same line")]
pub fn examples(text: &str) -> HashMap<&str, u32> {
    let mut names = HashMap::new();
    let mut next = 0;
    for line in text.lines().map(str::trim_start) {
        if let [(Count::Example, _, length), ..] = markers(line).as_slice() {
            next += 1;
            let name = &line[2..length - 1];
            if !name.is_empty() {
                names.entry(name).or_insert(next);
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_items_are_read() {
        assert_eq!(markers("a) x"), [(Count::Letter(false), Some(1), 2)]);
        assert_eq!(markers("(B) x"), [(Count::Letter(true), Some(2), 3)]);
        assert_eq!(markers("iv. x"), [(Count::Roman(false), Some(4), 3)]);
        assert_eq!(markers("(@good) x"), [(Count::Example, None, 7)]);
        assert_eq!(markers("#. x"), [(Count::Automatic, None, 2)]);
        for line in ["a x", "e.g. x", "A", "Mr. x", "(see) x", "1. x"] {
            assert!(markers(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_number_is_as_long_as_its_mark() {
        assert_eq!(as_number(2, 7, false), "000002.");
        assert_eq!(as_number(1, 2, true), "1)");
    }

    #[test]
    fn examples_are_counted_through_the_note() {
        let names = examples("(@) a\n\n(@good) b\n\ntext (@good)\n\n(@) c\n(@last) d");
        assert_eq!((names["good"], names["last"], names.len()), (2, 4, 2));
    }
}
