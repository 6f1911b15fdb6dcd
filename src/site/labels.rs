//! The names by which other notes of a project refer to things of a note: a look at its lines, so that only notes that
//! are referred to need be read.

use crate::naming::slug;
use crate::pass::references::is_of_note;

/// The labels in a note's text, in lower case: lines `(name)=`, the options `:name:` and `:label:` of directives, the
/// terms of glossaries, and Quarto's identifiers (`{#sec-a}`, `#| label: fig-a`).
pub fn of(text: &str) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    let mut glossary: Option<&str> = None;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let whole = line.trim();
        match glossary {
            Some(fence) if whole == fence => glossary = None,
            Some(_) => {
                let explained = lines.peek().is_some_and(|next| next.starts_with([' ', '\t', ':']));
                if explained && !line.starts_with([' ', '\t', ':']) && !whole.is_empty() {
                    labels.push(whole.to_owned());
                }
            }
            None if whole.contains("{glossary}") => {
                let after = whole.trim_start_matches(['`', ':', '~']);
                glossary = whole.strip_suffix(after).filter(|fence| fence.len() >= 3);
            }
            None => {}
        }
        labels.extend(of_bookdown(line));
        let target = whole.strip_prefix('(').and_then(|line| line.strip_suffix(")="));
        let option = whole.strip_prefix(":name:").or(whole.strip_prefix(":label:"));
        labels.extend(target.or(option).map(str::to_owned));
        let cell = ["#|", "%%|", "//|"].iter().find_map(|mark| whole.strip_prefix(mark));
        let cell = cell.and_then(|option| option.trim().strip_prefix("label:")).map(unquoted);
        labels.extend(cell.filter(|name| is_of_note(name)).map(str::to_owned));
        for rest in line.split("{#").skip(1) {
            let name = rest.split([' ', '}', '\t']).next().unwrap_or_default();
            labels.extend(Some(name).filter(|name| is_of_note(name)).map(str::to_owned));
        }
    }
    let labels = labels.iter().map(|name| name.trim().to_lowercase());
    labels.filter(|name| !name.is_empty()).collect()
}

/// The names of headings in a note's text, in lower case: their own, else those that Pandoc makes of their words. In a book
/// of bookdown, `\\@ref(name)` refers to them from all chapters.
pub fn of_headings(text: &str) -> Vec<String> {
    let mut fence: Option<&str> = None;
    let mut names = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let own = line.trim_start();
        let after = own.trim_start_matches(if own.starts_with('~') { '~' } else { '`' });
        let marks = own.strip_suffix(after).filter(|marks| marks.len() >= 3);
        match (fence, marks) {
            (Some(open), Some(marks)) if after.is_empty() && marks.starts_with(open) => fence = None,
            (None, Some(marks)) => fence = Some(marks),
            _ => {}
        }
        let title = line.trim_start_matches('#');
        if fence.is_some() || title.len() == line.len() || !title.starts_with(' ') {
            continue;
        }
        let (title, attributes) = title.split_once('{').unwrap_or((title, ""));
        let own = attributes.split([' ', '}']).find_map(|part| part.strip_prefix('#'));
        let title = title.trim_end_matches('#').replace(['*', '`'], "");
        names.push(own.map_or_else(|| slug(&title), str::to_lowercase));
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The labels of a line in bookdown: `(\#eq:a)` of formulas and tables, and those of cells, whose figures and tables have
/// them.
fn of_bookdown(line: &str) -> Vec<String> {
    let inside = line.split("(\\#").skip(1).filter_map(|rest| rest.split_once(')'));
    let mut labels: Vec<String> =
        inside.map(|(name, _)| name.to_owned()).filter(|name| is_of_note(name)).collect();
    let header = line.trim().strip_prefix("```{").and_then(|header| header.strip_suffix('}'));
    let after = header.and_then(|header| header.split_once([' ', ','])).map(|(_, after)| after.trim());
    let label = after.and_then(|after| after.split([',', ' ']).next()).unwrap_or_default();
    let label = label.strip_prefix("label=").map_or(label, unquoted);
    if !label.is_empty() && !label.contains(['=', '#', '.']) && line.contains("fig.cap") {
        labels.push(format!("fig:{label}"));
    }
    labels
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_name_a_thing_is_known() {
        let text = "(The-Label)=\n# T {#sec-one .x}\n\n:::{figure} a.png\n:name: pic\n:::\n\n```{r}\n#| label: \"fig-plot\"\n```\n\n![](a.png){width=3 #other}\n\n```{glossary}\nSparse matrix\n  A matrix.\n\nplain words\n```\n\nno term\n  text\n";
        assert_eq!(of(text), ["the-label", "sec-one", "pic", "fig-plot", "sparse matrix"]);
    }

    #[test]
    fn headings_have_names_of_their_own_or_of_their_words() {
        let text = "# Data *sets*\n\n```r\n# no heading\n```\n\n## B {#Own .x}\n\n#no\n";
        assert_eq!(of_headings(text), ["data-sets", "own"]);
    }
}
