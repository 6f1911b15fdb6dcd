//! Where formulas stand in a text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and bare `\begin{align}…\end{align}`.
//! What the LaTeX in them says is read by [`super::latex`].

/// A formula found in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The LaTeX, without delimiters and without the container's markers at the start of its lines.
    pub tex: String,
    /// Whether it stands on a line of its own.
    pub display: bool,
    /// The byte just after it.
    pub end: usize,
}

/// The environments of LaTeX that are formulas by themselves (amsmath).
const ENVIRONMENTS: [&str; 7] =
    ["equation", "align", "alignat", "gather", "multline", "eqnarray", "displaymath"];

/// No formula is longer than this many bytes: the limit keeps the search for a delimiter's end linear.
const LONGEST: usize = 1 << 15;

/// The formula that starts at byte `start` of `text`, if one does. `prefix` is what further lines of the same
/// container begin with.
pub fn find(text: &str, start: usize, prefix: &str) -> Option<Found> {
    let rest = &text[start..text.floor_char_boundary(start + LONGEST)];
    let found = |open: usize, length: usize, close: usize, display: bool| {
        let inside = &rest[open..open + length];
        (!inside.trim().is_empty()).then(|| Found {
            tex: without_markers(inside, prefix),
            display,
            end: start + open + length + close,
        })
    };
    if let Some(inside) = rest.strip_prefix("$$") {
        found(2, end_of_display(inside, "$$")?, 2, true)
    } else if let Some(inside) = rest.strip_prefix('$') {
        found(1, end_of_inline(inside)?, 1, false)
    } else if let Some(inside) = rest.strip_prefix("\\(") {
        let length = inside.find("\\)").filter(|&at| !inside[..at].contains("\n\n"))?;
        says_math(&inside[..length]).then(|| found(2, length, 2, false))?
    } else if let Some(inside) = rest.strip_prefix("\\[") {
        let length = end_of_display(inside, "\\]")?;
        says_math(&inside[..length]).then(|| found(2, length, 2, true))?
    } else {
        let name = rest.strip_prefix("\\begin{")?.split('}').next()?;
        ENVIRONMENTS.contains(&name.trim_end_matches('*')).then_some(())?;
        let close = format!("\\end{{{name}}}");
        let length = end_of_display(rest, &close)? + close.len();
        found(0, length, 0, true)
    }
}

/// The length of a display formula's inside. It may have empty lines, but does not reach over a heading, a
/// fence or a block tag: then the delimiter was never closed.
fn end_of_display(inside: &str, close: &str) -> Option<usize> {
    let length = inside.find(close)?;
    let reaches_too_far = inside[..length].lines().skip(1).map(str::trim_start).any(|line| {
        line.starts_with("# ") || line.starts_with("##") || line.starts_with("```") || line.starts_with("{% ")
    });
    (!reaches_too_far).then_some(length)
}

/// The length of an inline formula's inside: the opening `$` has no space after it, the closing one none
/// before it and no digit after it, so that `5$ et 3$` are prices.
fn end_of_inline(inside: &str) -> Option<usize> {
    if inside.starts_with(char::is_whitespace) {
        return None;
    }
    let bytes = inside.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if ends_paragraph(&inside[at + 1..]) => return None,
            b'$' => {
                let spaced = at == 0 || bytes[at - 1].is_ascii_whitespace();
                let price = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
                return (!spaced && !price).then_some(at);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a line cannot go on the paragraph before it.
fn ends_paragraph(line: &str) -> bool {
    let line = line.lines().next().unwrap_or_default().trim_start();
    line.is_empty()
        || ["- ", "* ", "# ", "##", "|", "```", "<", "{%"].iter().any(|start| line.starts_with(start))
}

/// Whether text between `\[` and `\]` is LaTeX rather than words in escaped brackets.
fn says_math(inside: &str) -> bool {
    inside.contains(['\\', '=', '^', '_', '+', '<', '>'])
        || inside.starts_with('\n')
        || matches!(inside.trim().as_bytes(), [letter] if letter.is_ascii_alphabetic())
}

/// The text without the quote markers with which its further lines begin.
fn without_markers(inside: &str, prefix: &str) -> String {
    let quotes = prefix.bytes().filter(|&byte| byte == b'>').count();
    if quotes == 0 || !inside.contains('\n') {
        return inside.to_owned();
    }
    let strip = |line: &str| {
        let mut line = line;
        for _ in 0..quotes {
            let trimmed = line.trim_start();
            line = trimmed.strip_prefix('>').map_or(line, |rest| rest.strip_prefix(' ').unwrap_or(rest));
        }
        line.to_owned()
    };
    let mut lines = inside.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    std::iter::once(first).chain(lines.map(strip)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first formula of a text and what follows it, as `tex|rest`; `$$` before a display formula.
    fn show(text: &str) -> String {
        let start = text.find(['$', '\\']).unwrap();
        match find(text, start, "") {
            Some(found) => {
                format!("{}{}|{}", if found.display { "$$" } else { "" }, found.tex, &text[found.end..])
            }
            None => "none".to_owned(),
        }
    }

    #[test]
    fn every_delimiter_is_known() {
        assert_eq!(show("$x$ y"), "x| y");
        assert_eq!(show("$$x$$ y"), "$$x| y");
        assert_eq!(show(r"\(x+1\) y"), "x+1| y");
        assert_eq!(show(r"\[x=1\] y"), "$$x=1| y");
        assert_eq!(show("\\begin{align*}x&=1\\end{align*}y"), "$$\\begin{align*}x&=1\\end{align*}|y");
        assert_eq!(show("$$\na\n\n- b\n$$"), "$$\na\n\n- b\n|");
        assert_eq!(show(r"$a\$b$"), r"a\$b|");
        assert_eq!(show("$a\nb$"), "a\nb|");
    }

    #[test]
    fn prices_and_brackets_are_not_formulas() {
        for text in [
            "5$ et 3$",
            "$5 and $6",
            "$ x $",
            "$x\n\ny$",
            "$x\n- y$",
            r"\[1\]x",
            r"\[see below\]",
            "$$",
            "$$$$",
            "$",
            r"\(",
        ] {
            assert_eq!(show(text), "none", "{text}");
        }
    }

    #[test]
    fn a_formula_never_closed_does_not_swallow_the_note() {
        assert_eq!(show("$$\na\n\n## Title\n\n$$b$$"), "none");
        assert_eq!(show("$$\na\n```\nb\n```\n$$b$$"), "none");
    }
}
