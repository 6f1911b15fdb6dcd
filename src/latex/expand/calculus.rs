//! Derivatives and differentials of the package physics: `\dv[2]{f}{x}`, `\pdv{f}{x}{y}`, `\dd{x}`.

use super::super::error::FormulaError;
use super::super::traced::Traced;
use super::call::{Call, joined, made_of};

/// What to read in the place of such a command.
pub(super) fn read(call: &mut Call) -> Result<Traced, FormulaError> {
    let at = call.origin();
    let inline = call.scanner.eat("*");
    let order = call.scanner.optional();
    let partial = matches!(call.name, "pdv" | "partialderivative");
    let sign = made_of(if partial { r"\partial " } else { r"\mathrm{d}" }, at);
    let power = |order: &Option<Traced>| match order {
        Some(order) => call.wrapped("^{", order, "}"),
        None => Traced::default(),
    };
    if matches!(call.name, "dd" | "differential") {
        let start = joined(sign, &power(&order));
        return Ok(match group(call) {
            Some(body) => joined(made_of(r"\,", at), &joined(start, &call.wrapped("{", &body, "}"))),
            None => start,
        });
    }
    let first = call.argument()?;
    let variables: Vec<Traced> = std::iter::from_fn(|| group(call)).take(1 + usize::from(partial)).collect();
    let power = match &order {
        Some(order) => call.wrapped("^{", order, "}"),
        None => Traced::default(),
    };
    // With one argument it is an operator: `\dv{x}` is d/dx.
    let (function, variables) =
        if variables.is_empty() { (None, vec![first]) } else { (Some(first), variables) };
    let mixed = if variables.len() > 1 { made_of("^{2}", at) } else { power.clone() };
    let mut upper = joined(sign.clone(), &mixed);
    if let Some(function) = function {
        upper = joined(upper, &call.wrapped("{", &function, "}"));
    }
    let mut lower = Traced::default();
    for variable in &variables {
        lower = joined(lower, &joined(sign.clone(), &call.wrapped("{", variable, "}")));
        lower = joined(lower, &if variables.len() > 1 { Traced::default() } else { power.clone() });
    }
    if inline {
        return Ok(joined(call.wrapped("{", &upper, "}/"), &call.wrapped("{", &lower, "}")));
    }
    Ok(joined(call.wrapped(r"\frac{", &upper, "}"), &call.wrapped("{", &lower, "}")))
}

/// The next argument, if it is a group.
fn group(call: &mut Call) -> Option<Traced> {
    let ahead = call.scanner.rest().trim_start();
    if ahead.starts_with('{') { call.scanner.argument() } else { None }
}
