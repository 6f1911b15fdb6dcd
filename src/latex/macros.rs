//! What real notes use and math-core lacks, as tables: macros in terms of commands that it has, other names
//! for environments, commands without a meaning here. [`super::expand`] applies them.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// The characters for private use that have a meaning of their own below.
pub(super) const RESERVED: RangeInclusive<char> = '\u{E100}'..='\u{E10A}';
/// Stands first in a group that is a frame, where [`super::tree`] finds it again.
pub(super) const BOXED: char = '\u{E100}';
/// Stands first in a group that is under a wide tilde.
pub(super) const WIDE_TILDE: char = '\u{E101}';
/// Stands before the six digits of a colour, first in a group that is coloured.
pub(super) const COLORED: char = '\u{E102}';

/// Stands first in a group that is the number of a formula.
pub(super) const TAG: char = '\u{E108}';
/// Stands before the six digits of a colour, first in a group (or a cell) that has it behind it.
pub(super) const SHADED: char = '\u{E109}';
/// The same of all cells of a row, in the first of them.
pub(super) const SHADED_ROW: char = '\u{E10A}';

/// Characters of text that math-core would make others of, and what stands for them until it has read them.
pub(super) const PROTECTED: &[(char, char)] =
    &[('"', '\u{E103}'), ('^', '\u{E104}'), ('\'', '\u{E105}'), ('~', '\u{E106}'), (' ', '\u{E107}')];

/// What a command of the tables below is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known {
    /// A macro: how many arguments it has, and its definition.
    Macro(usize, &'static str),
    /// Without a meaning, with this many arguments.
    Dropped(usize),
    /// Text, under this name of math-core's.
    Text(&'static str),
    /// A switch of the size.
    Size,
}

/// What a command is, if it is in one of the tables.
pub(super) fn known(name: &str) -> Option<Known> {
    static KNOWN: LazyLock<HashMap<&str, Known>> = LazyLock::new(|| {
        let macros = MACROS.iter().map(|&(name, arguments, body)| (name, Known::Macro(arguments, body)));
        let dropped = DROPPED.iter().map(|&(name, arguments)| (name, Known::Dropped(arguments)));
        let text = TEXT.iter().map(|&(name, other)| (name, Known::Text(other)));
        macros.chain(dropped).chain(text).chain(SIZES.iter().map(|&name| (name, Known::Size))).collect()
    });
    KNOWN.get(name).copied()
}

/// Macros: name, number of arguments, definition.
const MACROS: &[(&str, usize, &str)] = &[
    // Frames and colours. The characters are those of the constants above.
    ("boxed", 1, "{\\text{\u{E100}}#1}"),
    ("fbox", 1, "{\\text{\u{E100}}\\text{#1}}"),
    ("framebox", 1, "{\\text{\u{E100}}\\text{#1}}"),
    // Accents.
    ("widetilde", 1, "{\\text{\u{E101}}#1}"),
    ("wideparen", 1, r"\overparen{#1}"),
    ("overarc", 1, r"\overparen{#1}"),
    ("widecheck", 1, r"\check{#1}"),
    ("utilde", 1, r"\underset{\sim}{#1}"),
    ("overlinesegment", 1, r"\overline{#1}"),
    ("underlinesegment", 1, r"\underline{#1}"),
    ("uline", 1, r"\underline{#1}"),
    ("cancelto", 2, r"{\cancel{#2}}^{#1}"),
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
    ("mathbfit", 1, r"\boldsymbol{#1}"),
    ("mathsfit", 1, r"\mathsf{#1}"),
    ("mathbfsf", 1, r"\boldsymbol{\mathsf{#1}}"),
    ("mathbfcal", 1, r"\boldsymbol{\mathcal{#1}}"),
    ("symbf", 1, r"\mathbf{#1}"),
    ("symbb", 1, r"\mathbb{#1}"),
    ("symcal", 1, r"\mathcal{#1}"),
    ("symscr", 1, r"\mathscr{#1}"),
    ("symfrak", 1, r"\mathfrak{#1}"),
    ("symrm", 1, r"\mathrm{#1}"),
    ("symup", 1, r"\mathrm{#1}"),
    ("symsf", 1, r"\mathsf{#1}"),
    ("symtt", 1, r"\mathtt{#1}"),
    ("symit", 1, r"\mathit{#1}"),
    // Functions of French notes, of KaTeX and of the package physics.
    ("varlimsup", 0, r"\mathop{\overline{\lim}}"),
    ("varliminf", 0, r"\mathop{\underline{\lim}}"),
    ("varprojlim", 0, r"\mathop{\underleftarrow{\lim}}"),
    ("varinjlim", 0, r"\mathop{\underrightarrow{\lim}}"),
    ("sgn", 0, r"\operatorname{sgn}"),
    ("sh", 0, r"\operatorname{sh}"),
    ("ch", 0, r"\operatorname{ch}"),
    ("th", 0, r"\operatorname{th}"),
    ("cth", 0, r"\operatorname{cth}"),
    ("tg", 0, r"\operatorname{tg}"),
    ("ctg", 0, r"\operatorname{ctg}"),
    ("cotg", 0, r"\operatorname{cotg}"),
    ("arctg", 0, r"\operatorname{arctg}"),
    ("arcctg", 0, r"\operatorname{arcctg}"),
    ("cosec", 0, r"\operatorname{cosec}"),
    ("sech", 0, r"\operatorname{sech}"),
    ("csch", 0, r"\operatorname{csch}"),
    ("argsh", 0, r"\operatorname{argsh}"),
    ("argch", 0, r"\operatorname{argch}"),
    ("argth", 0, r"\operatorname{argth}"),
    ("Tr", 0, r"\operatorname{Tr}"),
    ("rank", 0, r"\operatorname{rank}"),
    ("grad", 0, r"\boldsymbol{\nabla}"),
    ("curl", 0, r"\boldsymbol{\nabla}\times "),
    ("divergence", 0, r"\boldsymbol{\nabla}\cdot "),
    ("laplacian", 0, r"\nabla^{2}"),
    ("vb", 1, r"\mathbf{#1}"),
    ("vectorbold", 1, r"\mathbf{#1}"),
    ("va", 1, r"\vec{\mathbf{#1}}"),
    ("vu", 1, r"\hat{\mathbf{#1}}"),
    ("abs", 1, r"\left|#1\right|"),
    ("norm", 1, r"\left\lVert#1\right\rVert"),
    ("order", 1, r"\mathcal{O}\left(#1\right)"),
    ("comm", 2, r"\left[#1,#2\right]"),
    ("commutator", 2, r"\left[#1,#2\right]"),
    ("acomm", 2, r"\left\{#1,#2\right\}"),
    ("pb", 2, r"\left\{#1,#2\right\}"),
    ("expval", 1, r"\left\langle #1\right\rangle "),
    ("ev", 1, r"\left\langle #1\right\rangle "),
    ("mel", 3, r"\left\langle #1\middle|#2\middle|#3\right\rangle "),
    ("ketbra", 2, r"\left|#1\right\rangle\left\langle #2\right|"),
    ("dyad", 2, r"\left|#1\right\rangle\left\langle #2\right|"),
    // The packages braket and proof.
    ("Braket", 1, r"\left\langle #1\right\rangle "),
    ("set", 1, r"\{#1\}"),
    ("Set", 1, r"\left\{#1\right\}"),
    ("infer", 2, r"\dfrac{#2}{#1}"),
    // Fractions and stacks.
    ("nicefrac", 2, r"{#1}/{#2}"),
    ("sfrac", 2, r"{#1}/{#2}"),
    ("substack", 1, r"\begin{subarray}{c}#1\end{subarray}"),
    ("matrix", 1, r"\begin{matrix}#1\end{matrix}"),
    ("pmatrix", 1, r"\begin{pmatrix}#1\end{pmatrix}"),
    ("cases", 1, r"\begin{cases}#1\end{cases}"),
    ("displaylines", 1, r"\begin{gathered}#1\end{gathered}"),
    ("eqalign", 1, r"\begin{aligned}#1\end{aligned}"),
    ("smashoperator", 1, "{#1}"),
    ("multirow", 3, "{#3}"),
    ("mathchoice", 4, "{#1}"),
    ("pod", 1, r"\quad(#1)"),
    ("xlongrightarrow", 1, r"\xrightarrow{#1}"),
    ("xlongleftarrow", 1, r"\xleftarrow{#1}"),
    ("xlongleftrightarrow", 1, r"\xleftrightarrow{#1}"),
    ("xleftequilibrium", 1, r"\xrightleftharpoons{#1}"),
    ("xrightequilibrium", 1, r"\xrightleftharpoons{#1}"),
    // Signs.
    ("lparen", 0, "("),
    ("rparen", 0, ")"),
    ("ordinarycolon", 0, ":"),
    ("smallsmile", 0, r"\smile "),
    ("smallfrown", 0, r"\frown "),
    ("thicksim", 0, r"\sim "),
    ("thickapprox", 0, r"\approx "),
    ("shortmid", 0, r"\mid "),
    ("shortparallel", 0, r"\parallel "),
    ("nshortmid", 0, r"\nmid "),
    ("nshortparallel", 0, r"\nparallel "),
    ("varpropto", 0, r"\propto "),
    ("smallsetminus", 0, r"\setminus "),
    ("centerdot", 0, r"\cdot "),
    ("sdot", 0, r"\cdot "),
    ("intop", 0, r"\int "),
    ("smallint", 0, r"\int "),
    ("varvdots", 0, r"\vdots "),
    ("iddots", 0, "⋰"),
    ("adots", 0, "⋰"),
    ("qed", 0, r"\square "),
    ("qedsymbol", 0, r"\square "),
    ("qedhere", 0, r"\square "),
    ("ohm", 0, r"\Omega "),
    ("micro", 0, r"\mathrm{µ}"),
    ("celsius", 0, r"{}^{\circ}\mathrm{C}"),
    ("angstrom", 0, r"\text{Å}"),
    ("AA", 0, r"\text{Å}"),
    ("aa", 0, r"\text{å}"),
    ("textcopyright", 0, r"\text{©}"),
    ("textregistered", 0, r"\text{®}"),
    ("og", 0, "\\text{«~}"),
    ("fg", 0, "\\text{~»}"),
    ("guillemotleft", 0, r"\text{«}"),
    ("guillemotright", 0, r"\text{»}"),
    ("dotsx", 0, r"\ldots "),
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
    ("vcenter", 1, "{#1}"),
    ("parbox", 2, r"\text{#2}"),
    ("begingroup", 0, "{"),
    ("endgroup", 0, "}"),
    ("bgroup", 0, "{"),
    ("egroup", 0, "}"),
    // Space.
    ("enskip", 0, r"\enspace "),
    ("nobreakspace", 0, r"\ "),
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
const DROPPED: &[(&str, usize)] = &[
    ("label", 1),
    ("nonumber", 0),
    ("notag", 0),
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
    ("require", 1),
    ("usepackage", 1),
    ("leftroot", 1),
    ("uproot", 1),
    ("mit", 0),
    ("normalcolor", 0),
    ("allowdisplaybreaks", 0),
    ("DOTSI", 0),
    ("DOTSB", 0),
    ("DOTSX", 0),
    ("noexpand", 0),
    ("expandafter", 0),
    ("long", 0),
    ("global", 0),
    // What a note takes with it from a LaTeX document.
    ("setcounter", 2),
    ("numberwithin", 2),
    ("/", 0),
];

/// Commands whose argument is text: name, and the name that math-core has for it.
const TEXT: &[(&str, &str)] = &[
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
    ("vbox", "text"),
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
const SIZES: &[&str] = &[
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

/// Operators and relations: dots before one of them stand at its height, others on the line.
const OPERATORS: &[&str] = &[
    "times",
    "cdot",
    "cup",
    "cap",
    "oplus",
    "otimes",
    "wedge",
    "vee",
    "land",
    "lor",
    "circ",
    "ast",
    "star",
    "pm",
    "mp",
    "setminus",
    "sqcup",
    "sqcap",
    "uplus",
    "odot",
    "leq",
    "le",
    "leqslant",
    "geq",
    "ge",
    "geqslant",
    "lt",
    "gt",
    "neq",
    "ne",
    "equiv",
    "sim",
    "simeq",
    "approx",
    "cong",
    "subset",
    "subseteq",
    "subsetneq",
    "supset",
    "supseteq",
    "in",
    "to",
    "rightarrow",
    "leftarrow",
    "Rightarrow",
    "Leftrightarrow",
    "implies",
    "iff",
    "mapsto",
    "ll",
    "gg",
    "prec",
    "succ",
    "preceq",
    "succeq",
    "coloneqq",
    "int",
    "sum",
    "prod",
    "bigcup",
    "bigcap",
];

/// Whether a command is an operator or a relation.
pub(super) fn is_operator(name: &str) -> bool {
    OPERATORS.contains(&name)
}

/// Commands that may be followed by an asterisk that belongs to them.
pub(super) const STARRED: &[&str] = &["operatorname", "\\"];

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
    ("subequations", Environment::Content),
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
