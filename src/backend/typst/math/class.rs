//! The classes by which Typst spaces what stands in a row, and the one to force on an operator when the
//! formula's own spacing says something else than Typst would.

use typst::utils::default_math_class;
use unicode_math_class::MathClass;

use crate::ir::formula::{Formula, Operator};

/// What Typst distinguishes, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters, and all that is not one of the others.
    Normal,
    /// `+` between operands.
    Binary,
    /// `=`.
    Relation,
    /// A sum or an integral.
    Large,
    /// A comma.
    Punctuation,
    /// A minus sign before its operand.
    Unary,
    /// `+` or a minus sign, which Typst takes as binary after an operand and as unary elsewhere.
    Vary,
    /// A parenthesis or a bar.
    Delimiter,
}

impl Class {
    /// The class that Typst gives to a character.
    pub(super) fn of(character: char) -> Class {
        match default_math_class(character) {
            Some(MathClass::Binary) => Class::Binary,
            Some(MathClass::Relation) => Class::Relation,
            Some(MathClass::Large) => Class::Large,
            Some(MathClass::Punctuation) => Class::Punctuation,
            Some(MathClass::Unary) => Class::Unary,
            Some(MathClass::Vary) => Class::Vary,
            Some(MathClass::Opening | MathClass::Closing | MathClass::Fence) => Class::Delimiter,
            _ => Class::Normal,
        }
    }

    /// The class that this space before and after, in em, makes of something (TeX's \mathrel, \mathbin, …).
    pub(super) fn of_spacing(left: f32, right: f32) -> Class {
        match left.max(right) {
            space if space > 0.25 => Class::Relation,
            space if space > 0.2 => Class::Binary,
            space if space > 0.1 => Class::Large,
            _ => Class::Normal,
        }
    }

    /// The name in Typst.
    pub(super) fn name(self) -> &'static str {
        match self {
            Class::Normal | Class::Delimiter => "normal",
            Class::Binary => "binary",
            Class::Relation => "relation",
            Class::Large => "large",
            Class::Punctuation => "punctuation",
            Class::Unary => "unary",
            Class::Vary => "vary",
        }
    }

    /// Whether Typst puts space around it.
    pub(super) fn is_spaced(self) -> bool {
        match self {
            Class::Normal | Class::Unary | Class::Delimiter => false,
            Class::Binary | Class::Relation | Class::Large | Class::Punctuation | Class::Vary => true,
        }
    }
}

/// What stands beside an operator.
#[derive(Debug, Clone, Copy)]
pub(super) enum Neighbours<'a> {
    /// This before it and this after it in its row.
    Beside(Option<&'a Formula>, Option<&'a Formula>),
    /// Its row is not known, because it is the base of scripts or the whole of an argument.
    Unknown,
}

/// The class to force on an operator of one character, or `None` when Typst will do the right thing.
///
/// The spacing of a formula is that of TeX in that very place: a relation has none at its side when another
/// relation or a closing delimiter stands there, and none at all in a script (`small`). So an absence of space
/// is taken as a class of its own (`{=}`, `{,}`) only between operands.
pub(super) fn forced(
    operator: &Operator,
    character: char,
    neighbours: Neighbours,
    small: bool,
) -> Option<Class> {
    let own = Class::of(character);
    let (left, right) = (operator.left, operator.right);
    let between_operands = match neighbours {
        Neighbours::Beside(before, after) => is_operand(before) && is_operand(after),
        Neighbours::Unknown => !matches!(own, Class::Vary | Class::Punctuation),
    };
    let wanted = match (left.unwrap_or(0.0), right.unwrap_or(0.0)) {
        _ if operator.large => Class::Large,
        (left, right) if left.max(right) > 0.25 => Class::Relation,
        (left, right) if left.max(right) > 0.2 => Class::Binary,
        (0.0, right) if right > 0.1 && own == Class::Relation => Class::Punctuation,
        (0.0, 0.0) if right.is_some() && between_operands && !small => match own {
            Class::Vary => Class::Unary,
            Class::Relation | Class::Binary if left.is_some() => Class::Normal,
            Class::Punctuation => Class::Normal,
            other => other,
        },
        _ => own,
    };
    (wanted != own).then_some(wanted)
}

/// Whether this is something that an operator can stand before or after.
fn is_operand(part: Option<&Formula>) -> bool {
    if let Some(Formula::Operator(operator)) = part {
        let mut characters = operator.text.chars();
        let first = characters.next().map(Class::of);
        return first == Some(Class::Normal) && characters.next().is_none();
    }
    !matches!(part, None | Some(Formula::Space(_) | Formula::Arrow { .. }))
}
