//! Proofs as fractions: the trees of bussproofs (`\AxiomC{A} \UnaryInfC{B}`) and `\inferrule{A \\ B}{C}`.

use super::super::error::FormulaError;
use super::super::traced::{Scanner, Token, Traced};
use super::call::{Call, made_of};

/// The formula for the content of a `prooftree`.
pub(super) fn tree(call: &Call, body: &Traced) -> Result<Traced, FormulaError> {
    let at = call.origin();
    let mut proved: Vec<Traced> = Vec::new();
    let (mut left, mut right) = (Traced::default(), Traced::default());
    let mut scanner = Scanner::new(body);
    while let Some(token) = scanner.next() {
        let name = match token {
            Token::Char(found) if found.is_whitespace() => continue,
            Token::Comment => continue,
            Token::Command(name) => name,
            Token::Char(_) => return Err(call.error("has something that is no proof")),
        };
        let mut premises = match name {
            "AxiomC" | "Axiom" => 0,
            "UnaryInfC" | "UnaryInf" => 1,
            "BinaryInfC" | "BinaryInf" => 2,
            "TrinaryInfC" | "TrinaryInf" => 3,
            "LeftLabel" | "RightLabel" => {
                let label = scanner.argument().unwrap_or_default();
                *(if name == "LeftLabel" { &mut left } else { &mut right }) =
                    call.wrapped(r"\text{", &label, "}");
                continue;
            }
            "DisplayProof" | "noLine" | "singleLine" | "doubleLine" | "alwaysNoLine" => continue,
            _ => return Err(call.error(&format!(r"has `\{name}`, which is not known"))),
        };
        let text = scanner.argument().ok_or_else(|| call.error("has a step without a formula"))?;
        let conclusion = call.wrapped(r"\text{", &text, "}");
        if premises == 0 {
            proved.push(conclusion);
            continue;
        }
        premises = premises.min(proved.len());
        let mut upper = Traced::default();
        for (number, premise) in proved.drain(proved.len() - premises..).enumerate() {
            upper.push(if number > 0 { r"\qquad " } else { "" }, at);
            upper.push_traced(&premise);
        }
        let mut step = std::mem::take(&mut left);
        step.push(r"\dfrac{", at);
        step.push_traced(&upper);
        step.push("}{", at);
        step.push_traced(&conclusion);
        step.push("}", at);
        step.push_traced(&std::mem::take(&mut right));
        proved.push(step);
    }
    let mut out = Traced::default();
    for (number, part) in proved.iter().enumerate() {
        out.push(if number > 0 { r"\qquad " } else { "" }, at);
        out.push_traced(part);
    }
    Ok(out)
}

/// `\inferrule[label]{premises}{conclusion}`, whose premises `\\` parts.
pub(super) fn rule(call: &mut Call) -> Result<Traced, FormulaError> {
    call.scanner.eat("*");
    let label = call.scanner.optional();
    let (premises, conclusion) = (call.argument()?, call.argument()?);
    let at = call.origin();
    let mut out = made_of(r"\dfrac{", at);
    let mut scanner = Scanner::new(&premises);
    loop {
        let start = scanner.at();
        match scanner.next() {
            None => break,
            Some(Token::Command("\\")) => out.push(r"\qquad ", at),
            Some(Token::Char(_) | Token::Command(_) | Token::Comment) => {
                out.push_part(&premises, start..scanner.at());
            }
        }
    }
    out.push("}{", at);
    out.push_traced(&conclusion);
    out.push("}", at);
    if let Some(label) = label {
        out.push_traced(&call.wrapped(r"\ \text{", &label, "}"));
    }
    Ok(out)
}
