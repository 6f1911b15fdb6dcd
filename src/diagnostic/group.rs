//! Messages for people, who read the first ones of a kind and want to know how many there are. Editors and scripts get
//! all of them.

use std::collections::{BTreeMap, HashMap};

use super::{Code, Diagnostic, Severity};
use crate::source::{Source, Span};

/// How many different warnings of a kind a person reads of one note.
const SHOWN: usize = 8;
/// How many of them that differ only in what they name.
const NAMES: usize = 3;
/// How many places are named of what a note has more than once.
const PLACES: usize = 8;

/// The messages (in reading order) as people get them: what a note is told of more than once with the same words is told
/// once, with its places; of many different warnings of a kind, or many that only name something else, the first, and the
/// places of the others. Each comes with how many messages it stands for.
pub fn grouped(diagnostics: &[Diagnostic], source: &Source) -> Vec<(Diagnostic, usize)> {
    let mut groups: Vec<(Diagnostic, Vec<Span>)> = Vec::new();
    let mut known: HashMap<(Code, &str), usize> = HashMap::new();
    for diagnostic in diagnostics {
        let place = *known.entry((diagnostic.code, &diagnostic.message)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, places)) if diagnostic.severity == Severity::Warning => places.extend(diagnostic.span),
            _ => groups.push((diagnostic.clone(), Vec::new())),
        }
    }
    let warnings = groups.iter().map(|(one, _)| one).filter(|one| one.severity == Severity::Warning);
    let mut alike: BTreeMap<(Code, String), Share> = BTreeMap::new();
    for warning in warnings {
        alike.entry((warning.code, without_names(&warning.message))).or_default().count += 1;
    }
    let mut kinds: BTreeMap<Code, Share> = BTreeMap::new();
    for ((code, _), share) in &alike {
        kinds.entry(*code).or_default().count += share.room(NAMES);
    }
    let mut others: BTreeMap<Code, Vec<Span>> = BTreeMap::new();
    let mut shown = Vec::new();
    for (diagnostic, places) in groups {
        if diagnostic.severity == Severity::Warning {
            let form = (diagnostic.code, without_names(&diagnostic.message));
            let has_room = alike.entry(form).or_default().takes(NAMES)
                && kinds.entry(diagnostic.code).or_default().takes(SHOWN);
            if !has_room {
                others.entry(diagnostic.code).or_default().extend(diagnostic.span.into_iter().chain(places));
                continue;
            }
        }
        let count = places.len() + 1;
        shown.push(match places.is_empty() {
            true => (diagnostic, count),
            false => {
                let also = format!("also at {} ({count} times in all)", named(&places, source));
                (diagnostic.hint(also), count)
            }
        });
    }
    for (code, mut places) in others {
        places.sort();
        let message = format!("{} more warnings of this kind", places.len());
        let warning = Diagnostic { span: places.first().copied(), ..Diagnostic::warning(code, message) };
        let rest = places.get(1..).filter(|rest| !rest.is_empty());
        let warning = rest
            .into_iter()
            .fold(warning, |warning, rest| warning.hint(format!("also at {}", named(rest, source))));
        shown.push((warning.hint("`-v` or `--message-format short` shows all of them"), places.len()));
    }
    shown
}

/// How many warnings of a kind there are, and how many of them were told.
#[derive(Default)]
struct Share {
    count: usize,
    told: usize,
}

impl Share {
    /// How many are told if `limit` are wanted: one more is told rather than counted.
    fn room(&self, limit: usize) -> usize {
        if self.count > limit + 1 { limit } else { self.count }
    }

    /// Whether one more is told, which then counts as told.
    fn takes(&mut self, limit: usize) -> bool {
        let takes = self.told < self.room(limit);
        self.told += usize::from(takes);
        takes
    }
}

/// A message without what it names between grave accents.
fn without_names(message: &str) -> String {
    message.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

/// The first of some places, as `line:column`.
fn named(places: &[Span], source: &Source) -> String {
    let name = |span: &Span| {
        let location = source.location(span.start as usize);
        format!("{}:{}", location.line, location.column)
    };
    let mut names: Vec<String> = places.iter().take(PLACES).map(name).collect();
    if places.len() > PLACES {
        names.push("…".to_owned());
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(messages: impl Iterator<Item = String>) -> Vec<String> {
        let source = Source::new("note.md", "x\n".repeat(40));
        let at = |(line, message)| {
            Diagnostic::warning(Code::BrokenLink, message).at(Span::new(2 * line..2 * line + 1))
        };
        let diagnostics: Vec<Diagnostic> = messages.enumerate().map(at).collect();
        let grouped = grouped(&diagnostics, &source);
        grouped.into_iter().map(|(one, _)| format!("{}|{}", one.message, one.hints.join("|"))).collect()
    }

    #[test]
    fn the_same_words_are_told_once_with_their_places() {
        let messages = ["a", "b", "a", "a"].map(str::to_owned);
        assert_eq!(shown(messages.into_iter()), ["a|also at 3:1, 4:1 (3 times in all)", "b|"]);
    }

    #[test]
    fn of_many_different_warnings_of_a_kind_the_first_are_told() {
        let told = shown((0..12).map(|number| number.to_string()));
        assert_eq!(told.len(), SHOWN + 1);
        assert_eq!(
            told[SHOWN],
            "4 more warnings of this kind|also at 10:1, 11:1, 12:1|\
             `-v` or `--message-format short` shows all of them"
        );
        assert_eq!(shown((0..9).map(|number| number.to_string())).len(), 9);
    }

    #[test]
    fn of_many_warnings_that_only_name_something_else_fewer_are_told() {
        let told = shown((0..7).map(|number| format!("no `{number}`")).chain(["other".to_owned()]));
        let last = "4 more warnings of this kind|also at 5:1, 6:1, 7:1|\
                    `-v` or `--message-format short` shows all of them";
        assert_eq!(told, ["no `0`|", "no `1`|", "no `2`|", "other|", last]);
        assert_eq!(shown((0..4).map(|number| format!("no `{number}`"))).len(), 4);
    }
}
