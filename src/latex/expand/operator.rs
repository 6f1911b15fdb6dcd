//! Operators and their limits, and the signs of indices.

use super::super::error::FormulaError;
use super::super::traced::{Scanner, Traced};
use super::call::{Call, made_of};

/// Writes the sign of an index or an exponent, in the order that TeX needs: a prime is an exponent by itself (`x^'`), and
/// `\limits` belongs to the operator (`\sum_\limits{i}`).
pub(super) fn script(sign: char, scanner: &mut Scanner, at: usize, out: &mut Traced) {
    let mut ahead = scanner.clone();
    ahead.skip_spaces();
    if sign == '^' && ahead.rest().starts_with('\'') {
        *scanner = ahead;
        return;
    }
    for limits in [r"\limits", r"\nolimits"] {
        let letters = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
        if ahead.rest().strip_prefix(limits).is_some_and(|rest| !letters(rest)) {
            ahead.eat(limits);
            *scanner = ahead;
            out.push(limits, at);
            break;
        }
    }
    out.push(sign.encode_utf8(&mut [0; 4]), at);
}

/// `\operatorname{…}`, of which math-core reads letters only, with the `\limits` or `\nolimits` after it.
pub(super) fn operator_name(call: &mut Call, out: &mut Traced) -> Result<Traced, FormulaError> {
    let mut star = call.scanner.eat("*");
    let name = call.argument()?;
    let ahead = call.scanner.clone();
    call.scanner.skip_spaces();
    if call.scanner.eat(r"\limits") {
        star = true;
    } else if !call.scanner.eat(r"\nolimits") {
        *call.scanner = ahead;
    }
    let mut words = name.as_str().to_owned();
    for space in [r"\,", r"\ ", r"\;", r"\:", r"\!", "~"] {
        words = words.replace(space, " ");
    }
    if words.chars().all(|found| found.is_alphanumeric() || " .".contains(found)) {
        out.push(if star { r"\operatorname*" } else { r"\operatorname" }, call.origin());
        return Ok(call.wrapped("{", &name, "}"));
    }
    let special = name.as_str().contains(['_', '^', '\\', '{']);
    let inner = call.wrapped(if special { r"\mathrm{" } else { r"\text{" }, &name, "}");
    Ok(if star { call.wrapped(r"\mathop{", &inner, "}") } else { inner })
}

/// `\mathop{…}\limits_{…}^{…}`, which math-core refuses, with the limits inside. `None`, with nothing read, when
/// no `\limits` follows.
pub(super) fn operator_with_limits(call: &mut Call, display: bool) -> Result<Option<Traced>, FormulaError> {
    let at = call.origin();
    let before = call.scanner.clone();
    let mut operator = call.argument()?;
    call.scanner.skip_spaces();
    // A displayed formula has them above and below anyhow.
    let limits = call.scanner.eat(r"\limits") || display && call.scanner.rest().starts_with(['_', '^']);
    if !limits {
        *call.scanner = before;
        return Ok(None);
    }
    loop {
        call.scanner.skip_spaces();
        let command = match call.scanner.rest().chars().next() {
            Some('_') => r"\underset{",
            Some('^') => r"\overset{",
            _ => break,
        };
        call.scanner.next();
        let mut limited = made_of(command, at);
        limited.push_traced(&call.argument()?);
        limited.push("}{", at);
        limited.push_traced(&operator);
        limited.push("}", at);
        operator = limited;
    }
    let mut out = made_of(r"\mathop{", at);
    out.push_traced(&operator);
    out.push("}", at);
    Ok(Some(out))
}
