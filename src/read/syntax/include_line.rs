//! Lines that stand for a file: mdBook's `{{#include a.rs:2:5}}`, PyMdown's `--8<-- "a.py:part"` and its form of a block,
//! Markdown-Include's `{!a.md!}`, and outside of code what VitePress, VuePress and Docsify have.

#![expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]

use std::ops::Range;

use crate::limits::INCLUDING_LINES;

/// The helpers of mdBook that include a file.
const MDBOOK: [&str; 3] = ["{{#include ", "{{#rustdoc_include ", "{{#playground "];

/// The file that a whole line outside of code asks for, perhaps with the part of it that is meant: as a line of code
/// can, or as VitePress (`<<< @/a.js{2}`, `<!--@include: ./a.md-->`) and Docsify (`[a](a.md ':include')`) have it.
pub fn line_includes(line: &str) -> Option<&str> {
    let trimmed = line.trim();
    if let Some(path) = trimmed.strip_prefix("<<<") {
        return Some(path.trim()).filter(|path| path.contains(['.', '/']) && !path.contains('<'));
    }
    if let Some(comment) = trimmed.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) {
        return comment.trim().strip_prefix("@include:").map(str::trim).filter(|path| !path.is_empty());
    }
    if let Some((_, target)) =
        trimmed.strip_suffix(')').and_then(|link| link.strip_prefix('[')?.split_once("]("))
    {
        let (path, title) = target.split_once(char::is_whitespace)?;
        let title = title.trim().trim_matches(['\'', '"']);
        let shows = title
            .split_whitespace()
            .any(|option| matches!(option, ":type=iframe" | ":type=video" | ":type=audio"));
        let includes = title == ":include" || title.starts_with(":include ");
        return (includes && !shows && !path.contains("://")).then_some(path);
    }
    code_includes(line)
}

/// The directive of MyST, as its first line and its options, that shows what a whole line asks for as VuePress has it:
/// `@[code{1-5} js{2}](./a.js)`, of which the first braces say which lines, the second which of them are marked.
pub fn code_import(line: &str) -> Option<(String, String)> {
    let (said, path) = line.trim().strip_prefix("@[code")?.strip_suffix(')')?.split_once("](")?;
    if !said.is_empty() && !said.starts_with([' ', '{']) || path.trim().is_empty() {
        return None;
    }
    let (lines, rest) = match said.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
        Some((lines, rest)) => (Some(lines), rest),
        None => (None, said),
    };
    let rest = rest.trim();
    let language = rest.split(['{', ':', ' ']).next().filter(|language| !language.is_empty());
    let marked = rest.split_once('{').and_then(|(_, inside)| Some(inside.split_once('}')?.0));
    let options = [("language", language), ("lines", lines), ("emphasize-lines", marked)];
    let said = options.iter().filter_map(|(key, value)| Some(format!(":{key}: {}\n", (*value)?)));
    let path = crate::address::from_root(path.trim()).unwrap_or_else(|| path.trim().to_owned());
    Some((format!("{{literalinclude}} {path}"), said.collect()))
}

/// The file that a whole line asks for, in code or outside.
pub fn code_includes(line: &str) -> Option<&str> {
    let line = line.trim();
    let path = match in_braces(line) {
        Some((path, length)) => Some(path).filter(|_| length == line.len())?,
        None => match after_scissors(line) {
            Some(rest) => ['"', '\'']
                .iter()
                .find_map(|&quote| rest.strip_prefix(quote)?.strip_suffix(quote))
                .filter(|path| !path.contains('\''))?,
            None => line.strip_prefix("{!")?.strip_suffix("!}")?,
        },
    };
    Some(path.trim()).filter(|path| !path.is_empty() && !path.contains(['\n', '"']))
}

/// The file that a helper of mdBook's includes which `text` begins with, and the length of the helper.
pub fn in_braces(text: &str) -> Option<(&str, usize)> {
    let start = MDBOOK.iter().find(|start| text.starts_with(**start))?.len();
    let line = text[start..].split('\n').next()?;
    let length = line.find("}}").filter(|&length| !line[..length].trim().is_empty())?;
    Some((line[..length].trim(), start + length + 2))
}

/// What stands after PyMdown's scissors, `--8<--`, with which a line begins.
fn after_scissors(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('-');
    let after = rest.strip_prefix("8<").filter(|_| rest.len() < line.len())?;
    let cut = after.trim_start_matches('-');
    (cut.len() < after.len()).then(|| cut.trim())
}

/// Whether a line is PyMdown's scissors alone, which begins and ends a block of files.
pub fn is_scissors(line: &str) -> bool {
    after_scissors(line.trim()).is_some_and(str::is_empty)
}

/// The line that PyMdown's escape shows: `;--8<-- "a"` is about an include and is none.
pub fn escaped(line: &str) -> Option<String> {
    let at = line.find(|c: char| !c.is_whitespace())?;
    let shown = line[at..].strip_prefix(';')?;
    let is_include = code_includes(shown).is_some() || is_scissors(shown);
    is_include.then(|| format!("{}{shown}", &line[..at]))
}

/// Whether a line of a file only marks where a section of it begins or ends, as PyMdown has them.
pub fn marks_section(line: &str) -> Option<(&str, bool)> {
    let at = line.find("8<-")?;
    let rest = line[at + 2..].trim_start_matches('-').trim_start();
    let inside = rest.strip_prefix('[')?.split(']').next()?;
    let (kind, name) = inside.split_once(':')?;
    let starts = match kind.trim() {
        "start" => true,
        "end" => false,
        _ => return None,
    };
    line[..at].ends_with('-').then(|| (name.trim(), starts))
}

/// The files that the block of PyMdown's lists whose first line of scissors begins at byte `start` of `text`, each as the
/// bytes of its path, and where the block ends; what begins with a semicolon is left out.
pub fn block(text: &str, start: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let mut paths = Vec::new();
    let mut at = start;
    for (number, line) in text[start..].split_inclusive('\n').enumerate().take(INCLUDING_LINES) {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let path = line.trim();
        match number {
            0 if !is_scissors(line) => return None,
            0 => {}
            _ if is_scissors(line) => return Some((paths, range.end)),
            _ if path.is_empty() || path.starts_with(';') => {}
            _ => paths.push(range.end - path.len()..range.end),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_include_are_known() {
        assert_eq!(line_includes("  {{#include a/b.rs:2:5}}"), Some("a/b.rs:2:5"));
        assert_eq!(line_includes("--8<-- \"a.md\""), Some("a.md"));
        assert_eq!(line_includes("-8<- 'a.md:part'"), Some("a.md:part"));
        assert_eq!(line_includes("{!a.md!}"), Some("a.md"));
        assert_eq!(line_includes("<<< @/a.js#part{2,4} [x]"), Some("@/a.js#part{2,4} [x]"));
        assert_eq!(line_includes("<!--@include: ./a.md{3,}-->"), Some("./a.md{3,}"));
        assert_eq!(line_includes("[x](a.md ':include :type=code')"), Some("a.md"));
        for line in ["<<< HEAD", "<!-- a -->", "[x](a.md 'a title')", "[x](a.mp4 ':include :type=video')"] {
            assert_eq!(line_includes(line), None, "{line}");
        }
        for line in [
            "{{#title x}}",
            "--8<--",
            "--8<-- a",
            "{{include a}}",
            "{!!}",
            "{{#include a}} b",
            "--8<-- [start:a]",
        ] {
            assert_eq!(line_includes(line), None, "{line}");
        }
    }

    #[test]
    fn code_of_vuepress_is_a_directive() {
        let read =
            |line: &str| code_import(line).map(|(info, text)| format!("{info}|{}", text.replace('\n', ";")));
        assert_eq!(read("@[code](./a.js)").as_deref(), Some("{literalinclude} ./a.js|"));
        assert_eq!(
            read("@[code{1-5} js{2,4}:no-line-numbers](a.js)").as_deref(),
            Some("{literalinclude} a.js|:language: js;:lines: 1-5;:emphasize-lines: 2,4;")
        );
        for line in ["@[codes](a.js)", "@[code]", "@[code](a.js) b", "[code](a.js)"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn scissors_alone_begin_a_block_of_files() {
        let text = "--8<--\na.md\n\n; b.md\n  c.md:1:2\n--8<--\nrest";
        let (paths, end) = block(text, 0).unwrap();
        let paths: Vec<&str> = paths.into_iter().map(|path| &text[path]).collect();
        assert_eq!((paths, &text[end..]), (vec!["a.md", "c.md:1:2"], "\nrest"));
        assert_eq!(block("--8<--\na.md\n", 0), None);
        assert_eq!(escaped("  ;--8<-- \"a\"").as_deref(), Some("  --8<-- \"a\""));
        assert_eq!(escaped("; a"), None);
    }

    #[test]
    fn sections_are_marked_in_any_comment() {
        assert_eq!(marks_section("# --8<-- [start:a]"), Some(("a", true)));
        assert_eq!(marks_section("<!-- -8<- [end: a] -->"), Some(("a", false)));
        assert_eq!(marks_section("--8<-- \"a\""), None);
    }
}
