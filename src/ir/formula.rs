//! What a formula says: a closed tree after the elements of MathML Core (W3C), free of the LaTeX that it was
//! read from and of XML. [`crate::latex`] builds it, the backends write MathML and Typst from it; what a mark
//! or an arrow means is said here once, so that both targets show the same.

mod dump;
mod plain;
mod width;

use serde::Serialize;

/// A formula, or a part of one. Lengths are in em of the font around.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum Formula {
    /// Parts one after the other; none at all for an empty group.
    Row(Vec<Formula>),
    /// A name of one or more letters (`mi`).
    Identifier {
        /// The letters; mathematical alphabets (𝔸, 𝐱) as their Unicode characters.
        text: String,
        /// Whether a single letter stands upright; otherwise it is italic. Several letters are upright.
        upright: bool,
    },
    /// A number as it is written (`mn`).
    Number(String),
    /// A sign or a named function (`mo`).
    Operator(Operator),
    /// Words (`mtext`).
    Text {
        /// The words.
        text: String,
        /// Their look.
        style: TextStyle,
        /// Their size, as a part of the size around.
        size: Option<f32>,
    },
    /// Empty width, which may be negative (`mspace`).
    Space(f32),
    /// A fraction (`mfrac`).
    Fraction {
        /// What is above.
        numerator: Box<Formula>,
        /// What is below.
        denominator: Box<Formula>,
        /// The bar's thickness: `None` as usual, 0 for no bar.
        bar: Option<f32>,
    },
    /// A root (`msqrt`, `mroot`).
    Root {
        /// What stands under the sign.
        radicand: Box<Formula>,
        /// Which root, when it is not the square root.
        index: Option<Box<Formula>>,
    },
    /// Subscript and superscript, always to the right of the base (`msubsup`).
    Scripts {
        /// What they belong to.
        base: Box<Formula>,
        /// The subscript.
        sub: Option<Box<Formula>>,
        /// The superscript.
        sup: Option<Box<Formula>>,
    },
    /// Scripts on both sides of the base (`mmultiscripts`).
    Multiscripts {
        /// What they belong to.
        base: Box<Formula>,
        /// Those before it, from left to right.
        before: Vec<ScriptPair>,
        /// Those after it, from left to right.
        after: Vec<ScriptPair>,
    },
    /// Something above or below the base, in small (`munderover`).
    Limits {
        /// What they belong to.
        base: Box<Formula>,
        /// What is below.
        under: Option<Box<Formula>>,
        /// What is above.
        over: Option<Box<Formula>>,
    },
    /// A mark above or below the base: an accent, a line, a brace, an arrow.
    Accent {
        /// What is marked.
        base: Box<Formula>,
        /// The mark, a character that stands by itself: `^`, `~`, `→`, `⏞`…; `‾` and `_` are lines.
        mark: String,
        /// Whether the mark is as wide as the base.
        stretchy: bool,
        /// Whether it is above or below.
        side: Side,
    },
    /// A relation as wide as what is written above and below it.
    Arrow {
        /// The arrow (or `=`).
        arrow: String,
        /// What is below.
        under: Option<Box<Formula>>,
        /// What is above.
        over: Option<Box<Formula>>,
    },
    /// Delimiters that grow with what they enclose. Inside, an [`Operator`] that is `stretchy` grows with them.
    Fenced {
        /// The left delimiter, or an empty string.
        open: String,
        /// The right delimiter, or an empty string.
        close: String,
        /// What they enclose.
        body: Box<Formula>,
    },
    /// Rows of cells.
    Table(Table),
    /// A part set in another size (`mstyle`).
    Styled {
        /// The size.
        style: MathStyle,
        /// The part.
        body: Box<Formula>,
    },
    /// A part in a colour.
    Colored {
        /// Red, green and blue (sRGB).
        color: [u8; 3],
        /// The part.
        body: Box<Formula>,
    },
    /// A part with a colour behind it: the whole cell, where it is all that a cell of a table has.
    Shaded {
        /// Red, green and blue (sRGB).
        color: [u8; 3],
        /// The part.
        body: Box<Formula>,
    },
    /// A part that is struck through.
    Struck {
        /// How.
        strike: Strike,
        /// The part.
        body: Box<Formula>,
    },
    /// A part in a frame.
    Boxed(Box<Formula>),
    /// The number of the formula, or of a row of it, apart from what stands before it.
    Tag(Box<Formula>),
    /// Empty space of the size of a part (`mphantom`).
    Phantom {
        /// The part.
        body: Box<Formula>,
        /// Whether its width is kept.
        width: bool,
        /// Whether its height is kept.
        height: bool,
    },
    /// A part with space around it, which makes it act as a relation, a binary operator or a function.
    Padded {
        /// Space before it.
        left: f32,
        /// Space after it.
        right: f32,
        /// The part.
        body: Box<Formula>,
    },
}

/// A sign, or the name of a function when it has several letters.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Operator {
    /// The characters.
    pub text: String,
    /// Where it stands to its operands, when that is not plain from its place.
    pub form: Option<Form>,
    /// Whether it grows with its neighbours, when that is not as usual for it.
    pub stretchy: Option<bool>,
    /// The height that is asked for (`\big` and the like).
    pub size: Option<f32>,
    /// Whether its limits become scripts in a line of text, when that is not as usual for it.
    pub movable_limits: Option<bool>,
    /// Whether it is set large in a display, although that is not usual for it.
    pub large: bool,
    /// Space before it, when it is not as usual for it.
    pub left: Option<f32>,
    /// Space after it, when it is not as usual for it.
    pub right: Option<f32>,
}

/// Where an operator stands to its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Before its operand.
    Prefix,
    /// Between its operands.
    Infix,
    /// After its operand.
    Postfix,
}

/// A subscript and a superscript, one above the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScriptPair {
    /// The subscript, perhaps an empty row.
    pub sub: Formula,
    /// The superscript, perhaps an empty row.
    pub sup: Formula,
}

/// The look of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextStyle {
    /// As the text around.
    #[default]
    Plain,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold and italic.
    BoldItalic,
    /// Stressed.
    Emphasis,
    /// Letters of equal width.
    Monospace,
    /// Small capitals.
    SmallCaps,
    /// Letters without serifs.
    SansSerif,
    /// Letters with serifs.
    Serif,
    /// Struck through.
    Strikethrough,
    /// Underlined.
    Underline,
}

/// Above or below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Above.
    Over,
    /// Below.
    Under,
}

/// The sizes of a formula, after TeX's four styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MathStyle {
    /// As on a line of its own.
    Display,
    /// As in a line of text.
    Text,
    /// As a script.
    Script,
    /// As a script of a script.
    ScriptScript,
}

/// The lines that strike a part through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strike {
    /// From below left to above right.
    Up,
    /// From above left to below right.
    Down,
    /// Both.
    Cross,
}

/// Rows of cells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// How the cells stand to one another.
    pub layout: TableLayout,
    /// The size of the cells.
    pub style: MathStyle,
    /// How each column is aligned; its length is the number of columns.
    pub columns: Vec<ColumnAlignment>,
    /// The rows; a row may have fewer cells than there are columns.
    pub rows: Vec<Vec<Formula>>,
    /// The lines between the columns: one more than there are columns.
    pub vertical: Vec<Option<Line>>,
    /// The lines between the rows: one more than there are rows.
    pub horizontal: Vec<Option<Line>>,
}

/// How the cells of a table stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableLayout {
    /// Columns apart from each other: a matrix, an array, cases.
    Grid,
    /// Columns in pairs that touch: equations aligned at a sign.
    Pairs,
    /// Tight rows: several lines under a sum.
    Stack,
}

/// How the cells of a column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnAlignment {
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A line between rows or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// One line.
    Solid,
    /// One dashed line.
    Dashed,
    /// Two lines.
    Double,
}

impl Formula {
    /// The equations that the formula consists of, if it is nothing but lines of them below one another.
    pub fn equations(&self) -> Option<&Table> {
        match self {
            Formula::Table(table) if table.layout == TableLayout::Pairs => {
                let ruled = table.vertical.iter().chain(&table.horizontal).any(Option::is_some);
                (!ruled).then_some(table)
            }
            Formula::Row(parts) => match parts.as_slice() {
                [only] => only.equations(),
                _ => None,
            },
            Formula::Styled { style: MathStyle::Display, body } => body.equations(),
            _ => None,
        }
    }

    /// A row; a single part stays itself.
    pub fn row(mut parts: Vec<Formula>) -> Formula {
        if parts.len() == 1 { parts.remove(0) } else { Formula::Row(parts) }
    }

    /// The parts of a row; anything else is the only part.
    pub fn parts(&self) -> &[Formula] {
        if let Formula::Row(parts) = self { parts } else { std::slice::from_ref(self) }
    }

    /// Whether this is an empty group.
    pub fn is_empty(&self) -> bool {
        matches!(self, Formula::Row(parts) if parts.is_empty())
    }

    /// The parts directly inside, in reading order.
    pub fn children(&self) -> Vec<&Formula> {
        fn present<const N: usize>(parts: [&Option<Box<Formula>>; N]) -> impl Iterator<Item = &Formula> {
            parts.into_iter().filter_map(|part| part.as_deref())
        }
        match self {
            Formula::Row(parts) => parts.iter().collect(),
            Formula::Identifier { .. }
            | Formula::Number(_)
            | Formula::Operator(_)
            | Formula::Text { .. }
            | Formula::Space(_) => Vec::new(),
            Formula::Fraction { numerator, denominator, bar: _ } => vec![numerator, denominator],
            Formula::Root { radicand, index } => {
                std::iter::once(&**radicand).chain(present([index])).collect()
            }
            Formula::Scripts { base, sub: first, sup: second }
            | Formula::Limits { base, under: first, over: second } => {
                std::iter::once(&**base).chain(present([first, second])).collect()
            }
            Formula::Multiscripts { base, before, after } => {
                let scripts = before.iter().chain(after).flat_map(|pair| [&pair.sub, &pair.sup]);
                std::iter::once(&**base).chain(scripts).collect()
            }
            Formula::Arrow { under, over, arrow: _ } => present([under, over]).collect(),
            Formula::Table(table) => table.rows.iter().flatten().collect(),
            Formula::Accent { base: body, mark: _, stretchy: _, side: _ }
            | Formula::Fenced { body, open: _, close: _ }
            | Formula::Styled { body, style: _ }
            | Formula::Colored { body, color: _ }
            | Formula::Shaded { body, color: _ }
            | Formula::Struck { body, strike: _ }
            | Formula::Boxed(body)
            | Formula::Tag(body)
            | Formula::Phantom { body, width: _, height: _ }
            | Formula::Padded { body, left: _, right: _ } => vec![body],
        }
    }

    /// How many parts stand inside one another, at the deepest place.
    pub fn depth(&self) -> usize {
        1 + self.children().into_iter().map(Formula::depth).max().unwrap_or(0)
    }

    /// About how many characters it is long; rows of a table count as one after the other.
    pub fn length(&self) -> usize {
        let own = match self {
            Formula::Identifier { text, .. } | Formula::Number(text) | Formula::Text { text, .. } => {
                text.len()
            }
            Formula::Operator(operator) => operator.text.chars().count(),
            _ => 0,
        };
        own + self.children().into_iter().map(Formula::length).sum::<usize>()
    }
}
