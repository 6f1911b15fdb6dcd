//! What a part of a formula is for those who hear it: whether its end can be heard, what it is without what only
//! changes its look.

use crate::ir::formula::{Formula, Operator};

/// Space that parts two formulas in a row, in em: TeX's `\quad`.
pub(super) const APART: f32 = 0.95;

/// The part itself, without what changes nothing that is read: sizes, colours, spaces around, groups of one.
pub(super) fn bare(part: &Formula) -> &Formula {
    match part {
        Formula::Row(parts) => match parts.as_slice() {
            [only] => bare(only),
            _ => part,
        },
        Formula::Styled { body, style: _ }
        | Formula::Colored { body, color: _ }
        | Formula::Shaded { body, color: _ }
        | Formula::Padded { body, left: _, right: _ } => bare(body),
        _ => part,
    }
}

/// The operator that a part is.
pub(super) fn operator(part: &Formula) -> Option<&Operator> {
    if let Formula::Operator(operator) = bare(part) { Some(operator) } else { None }
}

/// Whether a part is a single letter, number, sign or word.
pub(super) fn is_atom(part: &Formula) -> bool {
    match bare(part) {
        Formula::Identifier { .. } | Formula::Number(_) | Formula::Operator(_) => true,
        Formula::Text { text, .. } => !text.trim().contains([' ', '\u{A0}']),
        _ => false,
    }
}

/// Whether a part is an atom, perhaps with a sign before it.
pub(super) fn is_signed_atom(part: &Formula) -> bool {
    match bare(part) {
        Formula::Row(parts) => matches!(parts.as_slice(), [sign, rest] if is_sign(sign) && is_atom(rest)),
        _ => is_atom(part),
    }
}

/// Whether it can be heard where a part ends though nothing says so: `x`, `−1`, `2x`, `dx`, `x²`, `x̂`.
pub(super) fn is_simple(part: &Formula) -> bool {
    match bare(part) {
        Formula::Row(parts) => match parts.as_slice() {
            [first, second] => {
                let leads =
                    is_sign(first) || matches!(bare(first), Formula::Number(_)) || is_differential(first);
                leads && is_atom(second) && operator(second).is_none()
            }
            _ => false,
        },
        Formula::Scripts { base, sub: None, sup: Some(sup) } => {
            let plain = matches!(bare(sup), Formula::Number(number) if number == "2" || number == "3");
            is_atom(base) && (plain || is_prime(sup))
        }
        Formula::Accent { base, .. } => is_atom(base),
        _ => is_atom(part),
    }
}

/// Whether a part can take a script without saying where the part begins.
pub(super) fn is_closed(part: &Formula) -> bool {
    match bare(part) {
        Formula::Row(_) | Formula::Scripts { .. } | Formula::Limits { .. } | Formula::Multiscripts { .. } => {
            false
        }
        Formula::Fraction { numerator, denominator, .. } => !(is_simple(numerator) && is_simple(denominator)),
        Formula::Root { radicand, .. } => !is_simple(radicand),
        _ => true,
    }
}

/// Whether a part is nothing but primes.
pub(super) fn is_prime(part: &Formula) -> bool {
    let is_one = |part: &Formula| {
        operator(part).is_some_and(|operator| operator.text.chars().all(|c| "′″‴⁗‵'".contains(c)))
    };
    match bare(part) {
        Formula::Row(parts) => !parts.is_empty() && parts.iter().all(is_one),
        part => is_one(part),
    }
}

/// Whether nothing of a part is read.
pub(super) fn is_silent(part: &Formula) -> bool {
    match bare(part) {
        Formula::Row(parts) => parts.iter().all(is_silent),
        Formula::Space(_) | Formula::Phantom { .. } => true,
        Formula::Text { text, .. } => text.trim().is_empty(),
        _ => false,
    }
}

fn is_sign(part: &Formula) -> bool {
    operator(part).is_some_and(|operator| ["+", "−", "-", "±", "∓", "¬"].contains(&operator.text.as_str()))
}

fn is_differential(part: &Formula) -> bool {
    matches!(bare(part), Formula::Identifier { text, .. } if ["d", "∂", "δ", "Δ"].contains(&text.as_str()))
}
