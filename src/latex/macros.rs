//! What real notes use and math-core lacks, as tables: macros in terms of commands that it has, other names
//! for environments, commands without a meaning here. [`super::expand`] applies them.

use std::ops::RangeInclusive;

/// The characters for private use that have a meaning of their own below.
pub(super) const RESERVED: RangeInclusive<char> = '\u{E100}'..='\u{E107}';
/// Stands first in a group that is a frame, where [`super::tree`] finds it again.
pub(super) const BOXED: char = '\u{E100}';
/// Stands first in a group that is under a wide tilde.
pub(super) const WIDE_TILDE: char = '\u{E101}';
/// Stands before the six digits of a colour, first in a group that is coloured.
pub(super) const COLORED: char = '\u{E102}';

/// Characters of text that math-core would make others of, and what stands for them until it has read them.
pub(super) const PROTECTED: &[(char, char)] =
    &[('"', '\u{E103}'), ('^', '\u{E104}'), ('\'', '\u{E105}'), ('~', '\u{E106}'), (' ', '\u{E107}')];

/// Macros: name, number of arguments, definition.
pub(super) const MACROS: &[(&str, usize, &str)] = &[
    // Frames and colours. The characters are those of the constants above.
    ("boxed", 1, "{\\text{\u{E100}}#1}"),
    ("fbox", 1, "{\\text{\u{E100}}\\text{#1}}"),
    ("framebox", 1, "{\\text{\u{E100}}\\text{#1}}"),
    ("colorbox", 2, r"\text{#2}"),
    // Accents.
    ("widetilde", 1, "{\\text{\u{E101}}#1}"),
    ("varlimsup", 0, r"\overline{\lim}"),
    ("varliminf", 0, r"\underline{\lim}"),
    ("underoverset", 3, r"\underset{#1}{\overset{#2}{#3}}"),
    ("overunderset", 3, r"\overset{#1}{\underset{#2}{#3}}"),
    ("stackbin", 2, r"\mathbin{\overset{#1}{#2}}"),
    // Alphabets.
    ("mathds", 1, r"\mathbb{#1}"),
    ("mathbbm", 1, r"\mathbb{#1}"),
    ("pmb", 1, r"\boldsymbol{#1}"),
    ("mathnormal", 1, r"\mathit{#1}"),
    ("mathup", 1, r"\mathrm{#1}"),
    ("mathpzc", 1, r"\mathcal{#1}"),
    // Fractions and stacks.
    ("nicefrac", 2, r"{#1}/{#2}"),
    ("sfrac", 2, r"{#1}/{#2}"),
    ("substack", 1, r"\begin{subarray}{c}#1\end{subarray}"),
    ("matrix", 1, r"\begin{matrix}#1\end{matrix}"),
    ("pmatrix", 1, r"\begin{pmatrix}#1\end{pmatrix}"),
    ("cases", 1, r"\begin{cases}#1\end{cases}"),
    ("displaylines", 1, r"\begin{gathered}#1\end{gathered}"),
    ("eqalign", 1, r"\begin{aligned}#1\end{aligned}"),
    // Signs.
    ("dotsb", 0, r"\cdots "),
    ("dotsm", 0, r"\cdots "),
    ("dotsi", 0, r"\cdots "),
    ("dotsc", 0, r"\ldots "),
    ("dotso", 0, r"\ldots "),
    ("hdots", 0, r"\ldots "),
    ("hdotsfor", 1, r"\cdots "),
    ("mathellipsis", 0, r"\ldots "),
    ("euro", 0, r"\text{€}"),
    ("permil", 0, r"\text{‰}"),
    ("TeX", 0, r"\text{TeX}"),
    ("LaTeX", 0, r"\text{LaTeX}"),
    ("KaTeX", 0, r"\text{KaTeX}"),
    // Words, with what refers to a formula by its label shown as that label.
    ("ref", 1, r"\text{#1}"),
    ("eqref", 1, r"\text{(#1)}"),
    ("url", 1, r"\texttt{#1}"),
    ("intertext", 1, r"\text{#1}\\"),
    ("shortintertext", 1, r"\text{#1}\\"),
    // The content of what only moves, names or links it.
    ("ensuremath", 1, "{#1}"),
    ("llap", 1, r"\text{#1}"),
    ("rlap", 1, r"\text{#1}"),
    ("clap", 1, r"\text{#1}"),
    ("smash", 1, "{#1}"),
    ("mathllap", 1, "{#1}"),
    ("mathrlap", 1, "{#1}"),
    ("mathclap", 1, "{#1}"),
    ("raisebox", 2, r"\text{#2}"),
    ("href", 2, "{#2}"),
    ("class", 2, "{#2}"),
    ("cssId", 2, "{#2}"),
    ("style", 2, "{#2}"),
    ("htmlClass", 2, "{#2}"),
    ("htmlId", 2, "{#2}"),
    // Space.
    ("hfill", 0, r"\qquad "),
    ("hfil", 0, r"\qquad "),
    ("strut", 0, r"\mathstrut "),
    // Ends of lines.
    ("newline", 0, r"\\"),
    ("cr", 0, r"\\"),
    ("toprule", 0, r"\hline "),
    ("midrule", 0, r"\hline "),
    ("bottomrule", 0, r"\hline "),
    ("cline", 1, r"\hline "),
    // A Markdown escape of a character that needs none in a formula.
    ("[", 0, "["),
    ("]", 0, "]"),
    ("<", 0, "<"),
    ("\n", 0, r"\ "),
    ("\t", 0, r"\ "),
];

/// Commands without a meaning in a formula that is set by itself, with the number of arguments that go with
/// them.
pub(super) const DROPPED: &[(&str, usize)] = &[
    ("label", 1),
    ("nonumber", 0),
    ("notag", 0),
    ("cellcolor", 1),
    ("rowcolor", 1),
    ("columncolor", 1),
    ("vspace", 1),
    ("relax", 0),
    ("null", 0),
    ("noindent", 0),
    ("centering", 0),
    ("protect", 0),
    ("allowbreak", 0),
    ("nobreak", 0),
    ("break", 0),
    ("displaybreak", 0),
    ("xspace", 0),
    ("/", 0),
];

/// Commands whose argument is text: name, and the name that math-core has for it.
pub(super) const TEXT: &[(&str, &str)] = &[
    ("text", "text"),
    ("mbox", "text"),
    ("hbox", "text"),
    ("textnormal", "text"),
    ("textup", "text"),
    ("textmd", "text"),
    ("textrm", "textrm"),
    ("textbf", "textbf"),
    ("textit", "textit"),
    ("textsl", "textit"),
    ("texttt", "texttt"),
    ("textsf", "textsf"),
    ("textsc", "textsc"),
    ("emph", "emph"),
    ("underbar", "underbar"),
];

/// Switches of the font that hold to the end of a text, and the command with an argument that does the same.
pub(super) const TEXT_SWITCHES: &[(&str, &str)] = &[
    ("rm", "textrm"),
    ("bf", "textbf"),
    ("it", "textit"),
    ("tt", "texttt"),
    ("sf", "textsf"),
    ("sc", "textsc"),
    ("em", "emph"),
    ("bfseries", "textbf"),
    ("itshape", "textit"),
    ("ttfamily", "texttt"),
    ("sffamily", "textsf"),
    ("scshape", "textsc"),
];

/// Switches of the size: allowed in text, without effect in a formula, as in LaTeX.
pub(super) const SIZES: &[&str] = &[
    "tiny",
    "sixptsize",
    "scriptsize",
    "footnotesize",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
];

/// Commands that may be followed by an asterisk that belongs to them.
pub(super) const STARRED: &[&str] = &["operatorname", "hspace", "tag", "\\", "vspace"];

/// What stands for an environment.
pub(super) enum Environment {
    /// Another one of this name.
    Named(&'static str),
    /// An `array`, `darray` or `subarray` with these columns.
    Columns(&'static str, &'static str),
    /// One whose first argument is the columns.
    Array(&'static str),
    /// One whose first argument does not matter.
    Counted(&'static str),
    /// A small matrix in these delimiters.
    Small(&'static str, &'static str),
    /// Its content alone.
    Content,
}

/// Other names for environments. Numbers of equations are not counted: a note's site seldom does.
pub(super) const ENVIRONMENTS: &[(&str, Environment)] = &[
    ("align", Environment::Named("aligned")),
    ("split", Environment::Named("aligned")),
    ("flalign", Environment::Named("aligned")),
    ("alignat", Environment::Counted("aligned")),
    ("alignedat", Environment::Counted("aligned")),
    ("xalignat", Environment::Counted("aligned")),
    ("eqnarray", Environment::Columns("darray", "rcl")),
    ("gather", Environment::Named("gathered")),
    ("multline", Environment::Named("gathered")),
    ("multlined", Environment::Named("gathered")),
    ("equation", Environment::Content),
    ("displaymath", Environment::Content),
    ("math", Environment::Content),
    ("array", Environment::Array("array")),
    ("darray", Environment::Array("darray")),
    ("subarray", Environment::Array("subarray")),
    ("tabular", Environment::Array("array")),
    ("smallmatrix", Environment::Small("", "")),
    ("psmallmatrix", Environment::Small("(", ")")),
    ("bsmallmatrix", Environment::Small("[", "]")),
    ("vsmallmatrix", Environment::Small("|", "|")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_markers_are_those_of_the_definitions() {
        let marked = |marker: char| MACROS.iter().filter(move |entry| entry.2.contains(marker)).count();
        assert_eq!([marked(BOXED), marked(WIDE_TILDE), marked(COLORED)], [3, 1, 0]);
    }
}
