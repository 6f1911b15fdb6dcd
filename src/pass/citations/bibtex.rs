//! Reads BibTeX and BibLaTeX: one work after the other, so that what is wrong with one costs no other. Strings
//! (`@string`) are put in here, and what works take from others (`crossref`, `xdata`) is followed before the library
//! does: it follows circles until the stack ends, and doubles without end.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "indices are of the entries that were read, and offsets of where they begin"
)]

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use biblatex::{
    Bibliography, Entry, EntryType, Field, ParseError, RawBibliography, RawChunk, RawEntry, Spanned,
};
use hayagriva::Library;
use hayagriva::io::BibLaTeXError;
use indexmap::IndexSet;

use super::library::Broken;
use crate::limits::{BRACES, BROUGHT, BROUGHT_TO_WORK, KIN, STRINGS_DEEP};

/// The fields that take data from other works, and what they are called while nothing may follow them.
const LINKS: [(&str, &str); 2] = [("crossref", "unfollowed-crossref"), ("xdata", "unfollowed-xdata")];

/// The works of a bibliography.
///
/// # Errors
/// When something in it is wrong, or beyond a bound; the works that can be read come with the error.
pub fn read(text: &str) -> Result<Library, Broken> {
    let mut works = Works::default();
    match RawBibliography::parse(text) {
        Ok(raw) => works.add(raw),
        Err(_) => entries(text).for_each(|entry| match RawBibliography::parse(entry) {
            Ok(raw) => works.add(raw),
            Err(error) => works.leave_out(entry, &BibLaTeXError::Parse(error)),
        }),
    }
    works.convert()
}

/// The text of each entry, as far as lines that begin with an `@` tell.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    let mut starts: Vec<usize> = text.match_indices("\n@").map(|(at, _)| at + 1).collect();
    starts.splice(0..0, text.starts_with('@').then_some(0));
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| &text[start..end])
}

/// A work as hayagriva has them; why not, otherwise. The library panics on some values (biblatex 0.12: a year of a sign, a space
/// and digits).
fn converted(work: Entry) -> Result<hayagriva::Entry, String> {
    let converted = catch_unwind(AssertUnwindSafe(|| hayagriva::Entry::try_from(&work)));
    match converted {
        Ok(entry) => entry.map_err(|error| BibLaTeXError::Type(error).to_string()),
        Err(_) => Err("one of its values cannot be read, perhaps a date".to_owned()),
    }
}

#[derive(Default)]
struct Works<'t> {
    raw: Vec<Spanned<RawEntry<'t>>>,
    strings: HashMap<&'t str, Field<'t>>,
    /// How many bytes strings and other works have brought.
    brought: usize,
    problems: Vec<String>,
}

impl<'t> Works<'t> {
    fn add(&mut self, raw: RawBibliography<'t>) {
        self.raw.extend(raw.entries);
        self.strings.extend(raw.abbreviations.into_iter().map(|pair| (pair.key.v, pair.value.v)));
    }

    fn leave_out(&mut self, entry: &str, why: &impl std::fmt::Display) {
        let name = entry.lines().next().unwrap_or_default().trim_end_matches(',');
        self.problems.push(format!("`{name}` is left out: {why}"));
    }

    fn convert(mut self) -> Result<Library, Broken> {
        let mut library = Library::new();
        let mut read = Vec::new();
        for mut raw in std::mem::take(&mut self.raw) {
            match self.put_strings(&mut raw.v) {
                Ok(()) => read.push(raw),
                Err(why) => self.leave_out(&format!("@{}{{{}", raw.v.kind.v, raw.v.key.v), &why),
            }
        }
        let alone: Vec<Result<Entry, ParseError>> = read.iter().map(|raw| one(unfollowed(raw))).collect();
        let kinship = Kinship::of(&alone);
        for (at, alone) in alone.iter().enumerate() {
            let work = match alone {
                Ok(work) if !kinship.has_parents(work) => Ok(work.clone()),
                Ok(work) => match self.kin(at, &kinship, &read) {
                    Ok(kin) => first(kin),
                    // Nobody cites data: what is wrong with it is told of each work that takes it.
                    Err(_) if work.entry_type == EntryType::XData => Ok(work.clone()),
                    Err(why) => {
                        let what = format!("`{}` gets nothing from other works: {why}", work.key);
                        self.problems.push(what);
                        Ok(work.clone())
                    }
                },
                Err(error) => Err(error.clone()),
            };
            match work.map_err(|error| BibLaTeXError::Parse(error).to_string()).and_then(converted) {
                Ok(entry) => library.push(&entry),
                Err(error) => {
                    let entry = &read[at].v;
                    self.leave_out(&format!("@{}{{{}", entry.kind.v, entry.key.v), &error);
                }
            }
        }
        match self.problems.is_empty() {
            true => Ok(library),
            false => Err(Broken { library, problems: self.problems }),
        }
    }

    /// Puts in the strings that an entry names; those of months are the library's.
    fn put_strings(&mut self, entry: &mut RawEntry<'t>) -> Result<(), String> {
        let mut left = BROUGHT_TO_WORK.min(BROUGHT.saturating_sub(self.brought));
        let before = left;
        for field in &mut entry.fields {
            let is_string = |chunk: &Spanned<RawChunk>| matches!(chunk.v, RawChunk::Abbreviation(_));
            if field.value.v.iter().any(is_string) {
                let mut chunks = Vec::new();
                self.put(&field.value.v, &mut Vec::new(), &mut left, &mut chunks)?;
                field.value.v = chunks;
            }
            let texts = field.value.v.iter().filter_map(|chunk| match chunk.v {
                RawChunk::Normal(text) => Some(text),
                RawChunk::Abbreviation(_) => None,
            });
            if texts.map(depth_of_braces).max().unwrap_or_default() > BRACES {
                return Err(format!("its braces are more than {BRACES} deep"));
            }
        }
        self.brought += before - left;
        Ok(())
    }

    fn put(
        &self,
        field: &Field<'t>,
        within: &mut Vec<&'t str>,
        left: &mut usize,
        out: &mut Field<'t>,
    ) -> Result<(), String> {
        for chunk in field {
            let RawChunk::Abbreviation(name) = chunk.v else {
                out.push(chunk.clone());
                continue;
            };
            let Some(string) = self.strings.get(name) else {
                out.push(chunk.clone());
                continue;
            };
            if within.contains(&name) {
                return Err(format!("the string `{name}` stands for itself"));
            }
            let length = |chunk: &Spanned<RawChunk>| match chunk.v {
                RawChunk::Normal(text) => text.len(),
                RawChunk::Abbreviation(_) => 0,
            };
            let brings = 1 + string.iter().map(length).sum::<usize>();
            if within.len() == STRINGS_DEEP || brings > *left {
                return Err(format!("its strings (`@string`) bring more than {BROUGHT_TO_WORK} bytes"));
            }
            *left -= brings;
            within.push(name);
            self.put(string, within, left, out)?;
            within.pop();
        }
        Ok(())
    }

    /// The entry with this number and all from which it takes data.
    fn kin(
        &mut self,
        at: usize,
        kinship: &Kinship,
        read: &[Spanned<RawEntry<'t>>],
    ) -> Result<Vec<Spanned<RawEntry<'t>>>, String> {
        let mut kin = IndexSet::new();
        kinship.gather(at, &mut Vec::new(), &mut 0, &mut kin)?;
        let length = |raw: &Spanned<RawEntry>| raw.span.end - raw.span.start;
        let brought = kin.iter().skip(1).map(|&at| length(&read[at])).sum::<usize>();
        if self.brought + brought > BROUGHT {
            return Err(format!("they bring more than {BROUGHT} bytes"));
        }
        self.brought += brought;
        Ok(kin.into_iter().map(|at| read[at].clone()).collect())
    }
}

/// From which works each work takes data.
struct Kinship {
    parents: Vec<Vec<usize>>,
}

impl Kinship {
    fn of(works: &[Result<Entry, ParseError>]) -> Self {
        let mut keys: HashMap<String, usize> = HashMap::new();
        for (at, work) in works.iter().enumerate() {
            let Ok(work) = work else { continue };
            let others = work.get_as::<Vec<String>>("ids").unwrap_or_default();
            keys.extend(others.into_iter().chain([work.key.clone()]).map(|key| (key, at)));
        }
        let parents = |work: &Result<Entry, ParseError>| match work {
            Ok(work) => parents(work).iter().filter_map(|key| keys.get(key).copied()).collect(),
            Err(_) => Vec::new(),
        };
        Self { parents: works.iter().map(parents).collect() }
    }

    fn has_parents(&self, work: &Entry) -> bool {
        !parents(work).is_empty()
    }

    /// Gathers a work and all above it; `within` are those below it on the way, `steps` how often one was come to.
    fn gather(
        &self,
        at: usize,
        within: &mut Vec<usize>,
        steps: &mut usize,
        kin: &mut IndexSet<usize>,
    ) -> Result<(), String> {
        if within.contains(&at) {
            return Err("they refer to one another in a circle (`crossref`, `xdata`)".to_owned());
        }
        *steps += 1;
        if *steps > KIN {
            return Err(format!("there are more than {KIN} of them"));
        }
        kin.insert(at);
        within.push(at);
        for &parent in &self.parents[at] {
            self.gather(parent, within, steps, kin)?;
        }
        within.pop();
        Ok(())
    }
}

/// The keys of the works that a work takes data from.
fn parents(work: &Entry) -> Vec<String> {
    let [(_, crossref), (_, xdata)] = LINKS;
    let mut keys = work.get_as::<Vec<String>>(xdata).unwrap_or_default();
    keys.extend(work.get_as::<String>(crossref).ok());
    keys
}

/// An entry that says from which works it takes data under names that nothing follows.
fn unfollowed<'t>(raw: &Spanned<RawEntry<'t>>) -> Spanned<RawEntry<'t>> {
    let mut raw = raw.clone();
    for field in &mut raw.v.fields {
        if let Some((_, name)) = LINKS.iter().find(|(name, _)| field.key.v.eq_ignore_ascii_case(name)) {
            field.key.v = name;
        }
    }
    raw
}

fn one(raw: Spanned<RawEntry>) -> Result<Entry, ParseError> {
    first(vec![raw])
}

/// The first of some entries, with what it takes from the others.
fn first(entries: Vec<Spanned<RawEntry>>) -> Result<Entry, ParseError> {
    let key = entries.first().map(|entry| entry.v.key.v).unwrap_or_default();
    let raw = RawBibliography { preamble: String::new(), entries, abbreviations: Vec::new() };
    let all = Bibliography::from_raw(raw)?;
    Ok(all.get(key).cloned().unwrap_or_else(|| Entry::new(key.to_owned(), EntryType::Misc)))
}

/// How deep the braces of a text are in each other.
fn depth_of_braces(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys and titles of the works that can be read, and what is wrong with the others.
    fn show(text: &str) -> (Vec<String>, Vec<String>) {
        let (library, problems) = match read(text) {
            Ok(library) => (library, Vec::new()),
            Err(Broken { library, problems }) => (library, problems),
        };
        let title = |entry: &hayagriva::Entry| entry.title().map(ToString::to_string).unwrap_or_default();
        (library.iter().map(|entry| format!("{} {}", entry.key(), title(entry))).collect(), problems)
    }

    #[test]
    fn strings_stand_for_texts_and_for_one_another() {
        let text =
            "@string{a = \"One\"}\n@string{b = a # { two}}\n@misc{k, title = b # \"!\", month = jan}\n";
        assert_eq!(show(text), (vec!["k One two!".to_owned()], vec![]));
    }

    #[test]
    fn a_string_that_stands_for_itself_costs_one_work() {
        let (works, problems) =
            show("@string{a = b}\n@string{b = a}\n@misc{k, title = a}\n@misc{l, title = {Left}}\n");
        assert_eq!(works, ["l Left"]);
        assert_eq!(problems, ["`@misc{k` is left out: the string `a` stands for itself"]);
    }

    #[test]
    fn strings_that_double_end_soon() {
        let doubled =
            |i: usize| format!("@string{{s{} = {}}}\n", i + 1, vec![format!("s{i}"); 10].join(" # "));
        for seed in ["\"word\"", "\"\""] {
            let strings: String = (0..20).map(doubled).collect();
            let (works, problems) = show(&format!(
                "@string{{s0 = {seed}}}\n{strings}@misc{{k, title = s20}}\n@misc{{l, title = s0}}"
            ));
            assert_eq!((works.len(), problems.len()), (1, 1), "{problems:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_data_is_told_of_the_works_that_take_it() {
        let data = "@xdata{x, xdata = {y}}\n@xdata{y, xdata = {x}}\n";
        let (_, problems) = show(&format!("{data}@misc{{k, title = {{K}}, xdata = {{x}}}}"));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("`k` gets nothing from other works"), "{problems:?}");
    }

    #[test]
    fn works_take_data_from_others_but_not_in_a_circle() {
        let text = "@inproceedings{a, title = {A}, crossref = {b}}\n@proceedings{b, title = {B}}\n";
        let Ok(library) = read(text) else { panic!("it is read") };
        let parent = &library.get("a").unwrap().parents()[0];
        assert_eq!(parent.title().unwrap().to_string(), "B");
        for text in [
            "@misc{k, title = {K}, crossref = {k}}",
            "@misc{k, title = {K}, crossref = {j}}\n@misc{j, crossref = {l}}\n@misc{l, xdata = {j}}",
            "@misc{k, title = {K}, crossref = {other}}\n@misc{j, ids = {other}, crossref = {k}}",
            "@misc{k, title = {K}, XData = {{j}}}\n@xdata{j, xdata = \"k\"}",
        ] {
            let (works, problems) = show(text);
            assert_eq!(works[0], "k K");
            assert!(problems[0].contains("in a circle"), "{problems:?}");
        }
    }

    #[test]
    fn a_value_that_the_library_fails_on_costs_its_own_work_only() {
        let (works, problems) = show("@misc{k, title = {K}, year = {- 2017}}\n@misc{l, title = {L}}");
        assert_eq!((works, problems.len()), (vec!["l L".to_owned()], 1));
    }

    #[test]
    fn what_works_take_from_others_is_bounded() {
        let double = |i: usize| format!("@xdata{{x{}, xdata = {{x{i}, x{i}}}}}\n", i + 1);
        let text = (0..40).map(double).collect::<String>()
            + "@misc{k, title = {K}, xdata = {x40}}\n@xdata{x0, year = 1}";
        assert!(show(&text).0.contains(&"k K".to_owned()));
        let chain = |i: usize| format!("@misc{{c{i}, title = {{C}}, crossref = {{c{}}}}}\n", i + 1);
        assert_eq!(show(&(0..3_000).map(chain).collect::<String>()).0.len(), 3_000);
    }

    #[test]
    fn braces_are_only_so_deep() {
        let nested =
            |depth| format!("@misc{{k, title = {{{}x{}}}}}", "\\emph{".repeat(depth), "}".repeat(depth));
        assert_eq!(show(&nested(5)).0.len(), 1);
        assert!(show(&nested(100_000)).1[0].contains("deep"));
    }

    #[test]
    fn one_broken_entry_costs_no_other() {
        let (works, problems) = show("@misc{a, title = {A}}\n@misc{b, title = \n@misc{c, title = {C}}\n");
        assert_eq!(works, ["a A", "c C"]);
        assert_eq!(problems.len(), 1, "{problems:?}");
    }
}
