//! What each kind of message means, for `--explain CODE` and for `docs/diagnostics.md`: its cause, a note that brings it,
//! and the way out.

use std::fmt::Write;

use super::Code;

/// What a kind of message means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// Why it is told, a few sentences.
    pub cause: &'static str,
    /// What brings it: lines of a note, or what was typed.
    pub example: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

impl Code {
    /// The code with this name.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.into_iter().find(|code| code.as_str() == name)
    }

    /// What it means.
    #[expect(clippy::too_many_lines, reason = "one row for each code")]
    pub fn explanation(self) -> Explanation {
        let (cause, example, remedy) = match self {
            Code::InvalidUtf8 => (
                "The note has bytes that are no UTF-8; each is shown as the replacement character.",
                "R\u{FFFD}sum\u{FFFD}   (saved as Latin-1)",
                "Save the note as UTF-8 in your editor, or run `iconv -f latin1 -t utf-8 old.md > new.md`.",
            ),
            Code::EmptyNote => (
                "The note has no text below its front matter. The output is made, and has a title at most.",
                "---\ntitle: To be written\n---",
                "Write something, or leave the note out.",
            ),
            Code::FrontMatter => (
                "The front matter is no valid YAML, TOML or JSON, is never closed, or has aliases that multiply without \
                 end. Nothing is made of such a note: its title and its language are not known.",
                "---\ntitle: Cats: a history\n---",
                "Put quotes around a value with a colon, `#` or a bracket in it: `title: \"Cats: a history\"`.",
            ),
            Code::MetadataValue => (
                "A key of the front matter has a value that it cannot have, or is for another program and changes nothing \
                 here.",
                "---\npaper: A44\n---",
                "The message names what may stand there. `convert --list-options` shows all keys of the look.",
            ),
            Code::InvalidDate => (
                "A date is none: its day or month does not exist, or its parts are not known. It is printed as it is \
                 written.",
                "---\ndate: 2023-18-10\n---",
                "Write year, month and day: `date: 2023-10-18`.",
            ),
            Code::UnbalancedShortcode => (
                "A shortcode, directive or component is opened and never closed, or closed and never opened. What is never \
                 closed ends with what is around it, or with the note.",
                "{% note %}\nText without an end.",
                "Close it: `{% endnote %}`, `:::`, `</Note>`, or a fence as long as the one that opens it.",
            ),
            Code::UnknownShortcode => (
                "A shortcode of a site is not known here. Its words are kept, and the tags are left out.",
                "{% spoiler \"The end\" %}\nHe did it.\n{% endspoiler %}",
                "Say what it means under `shortcodes` in `convert.yaml` (`docs/shortcodes.md`): a callout, another construct \
                 or a piece of Markdown.",
            ),
            Code::ShortcodeUse => (
                "A tag that you define under `shortcodes` gives less than its Markdown has placeholders for, or more, or \
                 stands in itself.",
                "{% quiz \"What is a bit?\" level=\"easy\" %}",
                "Give the tag what it needs, or change its definition: `defaults` are for what a tag may leave out.",
            ),
            Code::UnknownRole => (
                "A role of MyST or Sphinx is not known, or has nothing to show. Its text is kept.",
                "{shiny}`gold`",
                "Use one that is known (`{sub}`, `{abbr}`, `{ref}`, …) or Markdown of its own.",
            ),
            Code::UnknownDirective => (
                "A directive of MyST or Sphinx is not known, or needs what is not there (another program, a service). Its \
                 content is kept.",
                "```{bar-chart}\n1, 2, 3\n```",
                "Put an image of what it makes into the note, or say it in text.",
            ),
            Code::HiddenCode => (
                "A code cell says that only its output is to be shown. Nothing is run here, so there is no output.",
                "```{python}\n#| echo: false\nplot(x)\n```",
                "Take the option away to show the code, or put an image of the output into the note.",
            ),
            Code::RawContent => (
                "What is written for another program (LaTeX, HTML for one target, Typst) is left out, or kept as it is \
                 written.",
                "```{=latex}\n\\vspace{2cm}\n```",
                "Say it in Markdown. `--allow-raw-typst` sets Typst in a PDF, for notes that you trust.",
            ),
            Code::UnknownExpression => (
                "An expression of the site's templates cannot be answered by the note alone: it stays as text.",
                "{{ collections.all | size }}",
                "Write what it stands for. Keys of the front matter are known: `{{ title }}`.",
            ),
            Code::UnsupportedHtml => (
                "An element or attribute of HTML has no place in a document: it runs something, fetches something, or is not \
                 known. Text in it is kept.",
                "<script>alert(1)</script>",
                "Leave it out, or write what it would show.",
            ),
            Code::Include => (
                "A file that the note includes is not there, is outside of the folder that notes may read, is hidden, \
                 includes itself, or is too large.",
                "{% include \"../other/part.md\" %}",
                "Paths start from the note's folder, or from the root with a `/`. `--root FOLDER` says what the root is.",
            ),
            Code::UnreadableImage => (
                "An image is not there, cannot be decoded, is remote, or has more pixels than are decoded. Its alternative \
                 text stands in its place.",
                "![A cat](images/cat.png)",
                "The message says why. Images from the network must be saved beside the note: nothing is fetched.",
            ),
            Code::LetterCase => (
                "The name of an image is written in another letter case than its file has. The file is shown, as it is on macOS and \
                 Windows; on Linux and on most servers it is not found.",
                "![A cat](images/Cat.PNG)",
                "Write the name as the message has it, or rename the file.",
            ),
            Code::MissingAlternative => (
                "An image has no alternative text: those who do not see it do not know what it shows.",
                "![](graph.png)",
                "Describe it: `![Grades by year, rising](graph.png)`. For one that only decorates: `{alt=\"\"}` after it.",
            ),
            Code::InvalidMath => (
                "A formula cannot be read: an unknown command, a brace too many or too few. It is shown as code.",
                "$\\frac{1}{2$",
                "The message names the place. Macros are defined in the note (`\\newcommand`) or in the front matter.",
            ),
            Code::Diagram => (
                "A diagram is not drawn: its text is wrong, it is larger than any page, or it is for a program that is not \
                 inside. It is shown as code.",
                "```mermaid\ngraph LR\n  A -->\n```",
                "Mend its text; for PlantUML and Graphviz, put the drawing that they make into the note.",
            ),
            Code::BrokenLink => (
                "A link leads nowhere: no heading, file or note has that name. Its text is kept, without the link.",
                "[above](#introducton)",
                "The message names the nearest one that there is.",
            ),
            Code::DuplicateIdentifier => (
                "Two things have the same identifier. Links lead to the first.",
                "## One {#a}\n\n## Two {#a}",
                "Give one of them another.",
            ),
            Code::CodeLines => (
                "What a note says of the lines of code cannot be shown: lines that there are not, words that are no numbers, \
                 a style that is not known.",
                "```python {7}\nprint(1)\n```",
                "Lines are counted from 1: `{2,4-6}`.",
            ),
            Code::BrokenTable => (
                "A table is not read as it is written: a row has more cells than there are columns, the bars of a grid do \
                 not stand below each other, or a cell asks for a new page. No word is lost.",
                "| a | b |\n|---|---|\n| 1 | 2 | 3 |",
                "Mend the row; a bar that ends no cell needs a backslash: `\\|`.",
            ),
            Code::Citation => (
                "A citation names a work that no bibliography has, or a bibliography or style cannot be read.",
                "As shown before [@knuth].",
                "Name the file in the front matter (`bibliography: works.bib`), and the work as it is called there.",
            ),
            Code::Footnote => (
                "A footnote is referred to and never defined (the mark stays as text), or defined and never referred to (it \
                 is shown at the end).",
                "Text.[^1]",
                "Define it: `[^1]: The note.`",
            ),
            Code::MissingGlyph => (
                "No font has a glyph for a character of the note: the PDF shows a box, and does not claim to follow PDF/UA; an \
                 EPUB has no picture of a cover when that is so for most letters of its title.",
                "𓀀",
                "Install a font that has it, or name a folder of fonts with `--font-path`.",
            ),
            Code::Configuration => (
                "The project file, a theme, a template, a font or an option says what cannot be, or what changes nothing \
                 here.",
                "convert note.md --to html --pdf-standard a-2a",
                "The message names the place and what may stand there.",
            ),
            Code::Typesetting => (
                "The typesetter or a standard refuses a part of the note: it is set otherwise, and the message says how. If it \
                 is an error, there is no output.",
                "[a link](https://example.org/… 9,000 characters)",
                "Shorten or divide what the message names. An error without a way out is a fault: please report it.",
            ),
            Code::PlainCode => (
                "Code is set without colours, for its lines are longer than any that people read: to colour them would take \
                 minutes.",
                "```js\n…one line of 200 kB…\n```",
                "Break the lines, or give it no language.",
            ),
            Code::Repeated => (
                "A text is repeated more often than an output has room for: a value that stands in itself, a chain of \
                 includes, an image used thousands of times.",
                "{{ a }}   (with `a: \"{{ a }}{{ a }}\"`)",
                "Shorten what is repeated, or divide the note.",
            ),
            Code::Input => (
                "A note cannot be read: it is not there, is no file or no text, or is outside of the folder that is converted.",
                "convert photo.jpg",
                "Name a text file; for a link to a file elsewhere, name that file itself.",
            ),
            Code::Output => (
                "An output cannot be written: it would replace what is read or what convert did not make, may not be written, \
                 or the disk is full. What was there stays as it was.",
                "convert lecture.md   (with a lecture.pdf of somebody)",
                "Name another output with `-o`, or replace it with `--force`.",
            ),
            Code::Internal => (
                "convert met a fault of its own in this note. The other notes of the run go on.",
                "",
                "Please report it, with the smallest part of the note that shows it.",
            ),
        };
        Explanation { cause, example, remedy }
    }
}

/// The explanation of a code, for a terminal.
pub fn text(code: Code) -> String {
    let Explanation { cause, example, remedy } = code.explanation();
    let mut out = format!("{}\n\n{cause}\n", code.as_str());
    if !example.is_empty() {
        let _ = write!(out, "\nFor example:\n\n");
        out.extend(example.lines().map(|line| format!("    {line}\n")));
    }
    let _ = write!(out, "\n{remedy}\n");
    out
}

/// All codes with their explanations in Markdown, for `docs/diagnostics.md`.
pub fn markdown() -> String {
    let mut out = String::new();
    for code in Code::ALL {
        let Explanation { cause, example, remedy } = code.explanation();
        let _ = write!(out, "## {}\n\n{cause}\n\n", code.as_str());
        if !example.is_empty() {
            let _ = write!(out, "````text\n{example}\n````\n\n");
        }
        let _ = write!(out, "{remedy}\n\n");
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own_and_an_explanation() {
        let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert_eq!(Code::named(code.as_str()), Some(code));
            let explanation = code.explanation();
            assert!(explanation.cause.ends_with('.'), "{code:?}");
            assert!(!explanation.remedy.is_empty(), "{code:?}");
        }
    }

    #[test]
    fn the_manual_has_every_code() {
        crate::manual::holds("diagnostics.md", &markdown());
    }
}
