//! What stands in the code itself of its lines: comments of Shiki and VitePress (`// [!code ++]`), of Docusaurus and
//! Gatsby (`// highlight-next-line`), the numbers of notes of Material and Quarto (`# (1)!`, `# <1>`), and the signs of a
//! patch. They vanish from the code.

#![expect(clippy::string_slice, reason = "offsets are of signs that were found in the same line")]

use std::collections::BTreeMap;

use crate::ir::Mark;
use crate::limits::CODE_COMMENTS;
use crate::read::dialect::features::Features;

/// What was found in code.
#[derive(Default)]
pub struct Taken {
    /// For each line what is kept of it, if not all of it is; nothing when all lines stay as they are.
    pub kept: Vec<Option<String>>,
    /// The marks of lines, from the first to (not with) the last, from 0.
    pub marks: Vec<(usize, usize, Mark)>,
    /// Lines that are not shown, as the marks have them.
    pub hidden: Vec<(usize, usize)>,
    /// The numbers of notes after lines.
    pub notes: Vec<(usize, u32)>,
    /// Whether the code shows signs of its own.
    pub signed: bool,
    /// How many comments ask for words to be marked, and how many for lines in focus.
    pub words: usize,
    pub focused: usize,
    /// The first `[!code …]` that says nothing known, which stays in the code.
    pub unknown: Option<String>,
}

impl Taken {
    /// Takes what a comment at line `at` says that is none of the code; ranges are open until they end. Whether its own line is
    /// hidden.
    fn magic(
        &mut self,
        at: usize,
        what: &Said,
        place: &Place,
        open: &mut BTreeMap<Option<Mark>, Vec<usize>>,
    ) -> bool {
        let is_start = !matches!(place, Place::End);
        self.focused += usize::from(is_start && matches!(what, Said::Focus));
        let what = what.mark();
        match place {
            Place::Line if what.is_none() => return true,
            Place::Line => self.range(at, at + 1, what),
            Place::Next => self.range(at + 1, at + 2, what),
            Place::Start => open.entry(what).or_default().push(at + 1),
            Place::End => {
                let start = open.get_mut(&what).and_then(Vec::pop);
                start.into_iter().for_each(|start| self.range(start, at, what));
            }
        }
        false
    }

    /// Marks lines, or hides them.
    fn range(&mut self, start: usize, end: usize, mark: Option<Mark>) {
        match mark {
            Some(mark) => self.marks.push((start, end, mark)),
            None => self.hidden.push((start, end)),
        }
    }
}

/// What comments begin with in the languages of this world, the longest first.
const OPENERS: [&str; 20] = [
    "<!--", "{/*", "{{!--", "{#", "{-", "(*", "/*", "//", "##", "#", "--", "%%", "%", ";;", ";", "'", "REM",
    "::", "!", "\"",
];
/// What comments end with.
const CLOSERS: [&str; 8] = ["--}}", "-->", "*/}", "*/", "*)", "-}", "#}", "}}"];

/// What says that something of this kind may be in a text.
const SIGNS: [&str; 12] = [
    "[!code",
    "[!!code",
    "highlight-",
    "error-",
    "warning-",
    "focus-",
    "add-",
    "remove-",
    "hide-",
    "insert-",
    "delete-",
    "success-",
];

/// Takes what is said of the lines out of code in a language, which loses the name of a patch when the code is no
/// longer one, as far as the features have it; `None` when nothing is. Numbers of notes are such only where a numbered list
/// follows.
pub fn take(
    text: &str,
    language: &mut Option<String>,
    features: Features,
    is_followed: bool,
) -> Option<Taken> {
    if let Some(name) = language.as_deref().filter(|name| is_patch(name)) {
        let own = name.split_once('-').map(|(_, own)| own.to_owned());
        if own.is_some() && !features.contains(Features::CODE_ATTRIBUTES) {
            return None;
        }
        let taken = patch(text, own.is_none());
        if own.is_some() {
            *language = own;
        }
        return taken;
    }
    let may_say = features.contains(Features::CODE_COMMENTS) && SIGNS.iter().any(|sign| text.contains(sign));
    let is_followed = is_followed && features.contains(Features::CODE_NOTES);
    let may_note = is_followed && (text.contains(')') || text.contains('>'));
    if !may_say && !may_note {
        return None;
    }
    let mut taken = Taken::default();
    let mut open: BTreeMap<Option<Mark>, Vec<usize>> = BTreeMap::new();
    let mut is_changed = false;
    let lines: Vec<&str> = text.split('\n').collect();
    for (at, line) in lines.iter().copied().enumerate() {
        let mut kept = line.to_owned();
        let mut is_hidden = false;
        if may_say {
            for (rest, what, count) in code_comments(&kept) {
                taken.words += usize::from(matches!(what, Said::Word));
                taken.focused += usize::from(matches!(what, Said::Focus));
                let mark = what.mark();
                is_hidden |= rest.trim().is_empty();
                let start = at + usize::from(rest.trim().is_empty());
                taken.marks.extend(mark.map(|mark| (start, start.saturating_add(count), mark)));
                kept = rest;
            }
            if taken.unknown.is_none() {
                taken.unknown = unknown(&kept);
            }
            if kept.contains("[!!code") {
                kept = kept.replace("[!!code", "[!code");
            }
            if let Some((rest, what, place)) = magic_comment(&kept) {
                is_hidden |= taken.magic(at, &what, &place, &mut open);
                is_hidden |= rest.trim().is_empty();
                kept = rest;
            }
        }
        if is_followed && let Some((rest, numbers)) = noted(&kept) {
            taken.notes.extend(numbers.into_iter().map(|number| (at, number)));
            kept = rest;
        }
        is_changed |= is_hidden || kept != line;
        taken.kept.push((!is_hidden).then_some(kept));
    }
    for (what, starts) in open {
        starts.into_iter().for_each(|start| taken.range(start, lines.len(), what));
    }
    (is_changed || taken.unknown.is_some()).then_some(taken)
}

/// Whether a language's name is that of a patch, or of one in another language: `diff`, `diff-js`.
fn is_patch(name: &str) -> bool {
    matches!(name, "diff" | "patch" | "udiff")
        || name.strip_prefix("diff-").is_some_and(|own| !own.is_empty())
}

/// The lines that a patch adds and removes; their signs stay in one that is `signed`.
fn patch(text: &str, signed: bool) -> Option<Taken> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut taken = Taken { signed, ..Taken::default() };
    let is_old = |at: usize| lines.get(at).is_some_and(|line| line.starts_with("--- "));
    let is_new = |at: usize| lines.get(at).is_some_and(|line| line.starts_with("+++ "));
    for (at, line) in lines.iter().enumerate() {
        let is_head = is_old(at) && is_new(at + 1) || is_new(at) && at.checked_sub(1).is_some_and(is_old);
        let mark = match line.as_bytes().first() {
            _ if is_head => None,
            Some(b'+') => Some(Mark::Added),
            Some(b'-') => Some(Mark::Removed),
            _ => None,
        };
        taken.marks.extend(mark.map(|mark| (at, at + 1, mark)));
        if !signed {
            let own = if mark.is_some() { &line[1..] } else { line.strip_prefix(' ').unwrap_or(line) };
            taken.kept.push(Some(own.to_owned()));
        }
    }
    // A space may part the signs from the code.
    if taken.kept.iter().flatten().all(|line| line.is_empty() || line.starts_with(' ')) {
        taken.kept.iter_mut().flatten().for_each(|line| drop(line.drain(..line.len().min(1))));
    }
    (!taken.marks.is_empty() || !signed).then_some(taken)
}

/// What a comment says of lines.
enum Said {
    Mark(Mark),
    /// They are in focus: the others step back.
    Focus,
    /// They are not shown.
    Hide,
    /// Words in them are marked.
    Word,
}

impl Said {
    /// The mark that shows it best.
    fn mark(&self) -> Option<Mark> {
        match self {
            Said::Mark(mark) => Some(*mark),
            Said::Focus => Some(Mark::Highlighted),
            Said::Hide | Said::Word => None,
        }
    }
}

/// What comments say with `[!code …]` of their line, from the last on: each time the line without them, what they say, and
/// for how many lines it holds.
fn code_comments(line: &str) -> Vec<(String, Said, usize)> {
    let next = |last: &(String, Said, usize)| code_comment(&last.0);
    std::iter::successors(code_comment(line), next).take(CODE_COMMENTS).collect()
}

/// The last of these.
fn code_comment(line: &str) -> Option<(String, Said, usize)> {
    let (start, end) = code_mark(line)?;
    let said = line[start + CODE_MARK.len()..end].trim();
    let (what, rest) = said.split_once(':').unwrap_or((said, ""));
    let said = match what.trim() {
        "highlight" | "hl" | "mark" | "info" => Said::Mark(Mark::Highlighted),
        "focus" => Said::Focus,
        "++" | "add" | "ins" => Said::Mark(Mark::Added),
        "--" | "remove" | "del" => Said::Mark(Mark::Removed),
        "error" => Said::Mark(Mark::Error),
        "warning" => Said::Mark(Mark::Warning),
        "word" => Said::Word,
        _ => return None,
    };
    let count = rest.trim().parse().unwrap_or(1);
    Some((without(line, start, end + 1), said, count))
}

const CODE_MARK: &str = "[!code ";

/// Where the last `[!code …]` of a line begins, and its bracket.
fn code_mark(line: &str) -> Option<(usize, usize)> {
    let start = line.rfind(CODE_MARK)?;
    Some((start, start + line[start..].find(']')?))
}

/// What a `[!code …]` says that is left, though it stands in a comment.
fn unknown(line: &str) -> Option<String> {
    let (start, end) = code_mark(line)?;
    without_opener(line[..start].trim_end())?;
    Some(line[start..=end].to_owned())
}

/// Where a comment says that its mark is.
enum Place {
    Line,
    Next,
    Start,
    End,
}

/// A comment that is nothing but `highlight-next-line` or its fellows: the line without it, what it says, and of which place.
fn magic_comment(line: &str) -> Option<(String, Said, Place)> {
    let inside = without_closer(line.trim_end());
    let start = inside.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '-').len();
    // `--` may begin the comment.
    let start = start + (inside[start..].len() - inside[start..].trim_start_matches('-').len());
    let (what, place) = inside[start..].split_once('-')?;
    let said = match what {
        "highlight" => Said::Mark(Mark::Highlighted),
        "focus" => Said::Focus,
        "error" => Said::Mark(Mark::Error),
        "warning" => Said::Mark(Mark::Warning),
        "add" | "insert" | "success" => Said::Mark(Mark::Added),
        "remove" | "delete" => Said::Mark(Mark::Removed),
        "hide" => Said::Hide,
        _ => return None,
    };
    let place = match place {
        "line" => Place::Line,
        "next-line" => Place::Next,
        "start" => Place::Start,
        "end" => Place::End,
        _ => return None,
    };
    let before = without_opener(inside[..start].trim_end())?;
    Some((before.to_owned(), said, place))
}

/// The numbers of the notes that a comment at a line's end names, `(1)!` or `<1,2>`, and the line without them.
fn noted(line: &str) -> Option<(String, Vec<u32>)> {
    let mut rest = without_closer(line.trim_end());
    let mut numbers = Vec::new();
    let mut is_sure = false;
    loop {
        let bare = rest.strip_suffix('!').unwrap_or(rest);
        let is_marked = bare.len() < rest.len();
        let (open, list) = match (bare.strip_suffix(')'), bare.strip_suffix('>')) {
            (Some(inside), _) => ('(', inside),
            (None, Some(inside)) if !is_marked => ('<', inside),
            _ => break,
        };
        let Some(start) = list.rfind(open) else { break };
        let read: Option<Vec<u32>> = list[start + 1..].split(',').map(|one| number(one.trim())).collect();
        let Some(mut read) = read.filter(|read| open == '<' || read.len() == 1) else { break };
        is_sure |= is_marked;
        read.extend(numbers);
        numbers = read;
        rest = list[..start].trim_end();
    }
    if numbers.is_empty() {
        return None;
    }
    // These are operators or marks of a sentence, too.
    let is_doubtful = !is_sure && rest.ends_with(['%', '!', '\'', '"', ':']);
    let kept = match without_opener(rest).filter(|_| !is_doubtful) {
        Some(before) => before,
        // The rest of a comment, which stays.
        None if is_sure && OPENERS.iter().any(|open| open.len() < 3 && rest.contains(open)) => rest,
        None => return None,
    };
    Some((kept.to_owned(), numbers))
}

fn number(text: &str) -> Option<u32> {
    let is_short = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_short { text.parse().ok() } else { None }
}

/// A line without the bytes from `start` to `end`, and without the comment if there is nothing else in it.
fn without(line: &str, start: usize, end: usize) -> String {
    let (before, after) = (line[..start].trim_end(), line[end..].trim());
    if CLOSERS.contains(&after) || after.is_empty() {
        return match without_opener(before) {
            Some(before) => before.to_owned(),
            None if after.is_empty() => before.to_owned(),
            None => format!("{before} {after}"),
        };
    }
    // What follows in the comment stays.
    format!("{}{}{after}", &line[..start], if line[..start].ends_with(' ') { "" } else { " " })
}

fn without_closer(line: &str) -> &str {
    CLOSERS.iter().find_map(|closer| line.strip_suffix(closer)).unwrap_or(line).trim_end()
}

/// What stands before the mark of a comment that a text ends with.
fn without_opener(text: &str) -> Option<&str> {
    let opener = OPENERS.iter().find(|opener| text.ends_with(**opener))?;
    let before = &text[..text.len() - opener.len()];
    // One sign alone may belong to a word.
    let stands_alone = opener.len() > 1 || before.is_empty() || before.ends_with(char::is_whitespace);
    stands_alone.then(|| before.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(language: &str, text: &str, is_followed: bool) -> String {
        let mut language = Some(language.to_owned());
        let Some(taken) = take(text, &mut language, Features::AUTO, is_followed) else {
            return text.to_owned();
        };
        let lines: Vec<&str> = taken.kept.iter().flatten().map(String::as_str).collect();
        let marks = taken.marks.iter().map(|(from, to, mark)| format!(" {from}..{to}:{}", mark.name()));
        let notes = taken.notes.iter().map(|(line, number)| format!(" {line}({number})"));
        format!("{}|{}", lines.join("/"), marks.chain(notes).collect::<String>().trim())
    }

    #[test]
    fn comments_of_every_language_mark_their_lines() {
        for line in [
            "a // [!code ++]",
            "a # [!code ++]",
            "a /* [!code ++] */",
            "a {/* [!code ++] */}",
            "a <!-- [!code ++] -->",
            "a -- [!code ++]",
            "a % [!code ++]",
        ] {
            assert_eq!(taken("x", line, false), "a|0..1:added", "{line}");
        }
        assert_eq!(taken("js", "a // note [!code --]", false), "a // note|0..1:removed");
        assert_eq!(taken("js", "// [!code hl:2]\na\nb\nc", false), "a/b/c|1..3:highlighted");
        assert_eq!(
            taken("js", "a // [!code focus]\nb // [!code error]", false),
            "a/b|0..1:highlighted 1..2:error"
        );
        assert_eq!(taken("js", "a // [!!code ++]", false), "a // [!code ++]|");
    }

    #[test]
    fn comments_alone_mark_what_follows() {
        assert_eq!(taken("js", "// highlight-next-line\na\nb", false), "a/b|1..2:highlighted");
        assert_eq!(
            taken("py", "# highlight-start\na\nb\n# highlight-end\nc", false),
            "a/b/c|1..3:highlighted"
        );
        assert_eq!(taken("sql", "-- error-next-line\na", false), "a|1..2:error");
        assert_eq!(taken("jsx", "a {/* highlight-line */}", false), "a|0..1:highlighted");
        let hidden =
            take("// hide-start\na\n// hide-end\nb", &mut None, Features::AUTO, false).unwrap().hidden;
        assert_eq!(hidden, [(1, 2)]);
        assert_eq!(taken("js", "x = 'highlight-line'", false), "x = 'highlight-line'");
        assert_eq!(taken("css", ".highlight-line {}", false), ".highlight-line {}");
    }

    #[test]
    fn numbers_of_notes_need_a_list() {
        assert_eq!(taken("py", "a # (1)!\nb # (2)! (3)!", true), "a/b|0(1) 1(2) 1(3)");
        assert_eq!(taken("py", "a # <1>\nb # <2,3>", true), "a/b|0(1) 1(2) 1(3)");
        assert_eq!(taken("yaml", "a: 1 # why (1)!", true), "a: 1 # why|0(1)");
        assert_eq!(taken("py", "a # (1)!", false), "a # (1)!");
        for line in ["f(1)", "Vec<1>", "a = f(1)", "x > 2 (1)", "# as (1) says"] {
            assert_eq!(taken("py", line, true), line);
        }
    }

    #[test]
    fn a_patch_shows_its_signs_unless_it_is_in_a_language() {
        let text = "--- a\n+++ b\n+new\n-old\n same";
        let mut language = Some("diff".to_owned());
        let plain = take(text, &mut language, Features::AUTO, false).unwrap();
        assert_eq!((plain.marks.len(), plain.signed, plain.kept.len()), (2, true, 0));
        assert_eq!(taken("diff-js", "+ new\n  same", false), "new/same|0..1:added");
        assert_eq!(taken("diff-js", "+new\n-old\n same", false), "new/old/same|0..1:added 1..2:removed");
    }
}
