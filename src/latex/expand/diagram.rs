//! Commutative diagrams of amscd, as arrays: `A @>f>> B \\ @VgVV @VVhV \\ C @>>k> D`.

use super::super::error::FormulaError;
use super::super::traced::{Scanner, Token, Traced};
use super::call::{Call, made_of};
use super::pattern::delimited;

/// The array that stands for the diagram.
pub(super) fn read(call: &Call, body: &Traced) -> Result<Traced, FormulaError> {
    let mut rows: Vec<Vec<Traced>> = vec![vec![Traced::default()]];
    let mut scanner = Scanner::new(body);
    let mut depth = 0;
    loop {
        let at = scanner.at();
        let Some(token) = scanner.next() else { break };
        match token {
            Token::Command("\\") if depth == 0 => {
                rows.push(vec![Traced::default()]);
                continue;
            }
            Token::Char('@') if depth == 0 => {
                let Some((vertical, arrow)) = arrow(call, &mut scanner, body) else {
                    return Err(call.error("has an arrow that is not known"));
                };
                if let Some(row) = rows.last_mut() {
                    // Vertical arrows stand below the objects, the others between them.
                    match (vertical, row.as_mut_slice()) {
                        (true, [only]) if only.as_str().trim().is_empty() => *only = arrow,
                        (true, _) => row.extend([Traced::default(), arrow]),
                        (false, _) => row.extend([arrow, Traced::default()]),
                    }
                }
                continue;
            }
            Token::Char('{') => depth += 1,
            Token::Char('}') => depth -= 1,
            Token::Char(_) | Token::Command(_) | Token::Comment => {}
        }
        if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
            cell.push_part(body, at..scanner.at());
        }
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1);
    let at = call.origin();
    let mut out = made_of(&format!(r"\begin{{array}}{{{}}}", "c".repeat(columns)), at);
    for (number, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            out.push(
                if column > 0 {
                    "&"
                } else if number > 0 {
                    r"\\ "
                } else {
                    ""
                },
                at,
            );
            out.push_traced(cell);
        }
    }
    out.push(r"\end{array}", at);
    Ok(out)
}

/// The arrow whose `@` has just been read, and whether it is vertical: `>a>b>` has labels above and below it,
/// `VaVbV` to its left and right. `@.` is none.
fn arrow(call: &Call, scanner: &mut Scanner, body: &Traced) -> Option<(bool, Traced)> {
    let at = call.origin();
    let kind = scanner.rest().chars().next()?;
    scanner.next();
    let arrow = match kind {
        '=' => return Some((false, made_of(r"\xlongequal{\quad}", at))),
        '.' => return Some((false, Traced::default())),
        '|' => return Some((true, made_of(r"\Big\Vert ", at))),
        '>' => r"\xrightarrow",
        '<' => r"\xleftarrow",
        'V' => r"\Big\downarrow ",
        'A' => r"\Big\uparrow ",
        _ => return None,
    };
    let end = kind.to_string();
    let (first, second) = (delimited(scanner, body, &end)?, delimited(scanner, body, &end)?);
    let mut out = Traced::default();
    if matches!(kind, 'V' | 'A') {
        let small = |out: &mut Traced, label: &Traced| {
            if !label.as_str().trim().is_empty() {
                out.push(r"{\scriptstyle ", at);
                out.push_traced(label);
                out.push("}", at);
            }
        };
        small(&mut out, &first);
        out.push(arrow, at);
        small(&mut out, &second);
        return Some((true, out));
    }
    out.push(arrow, at);
    if !second.as_str().trim().is_empty() {
        out.push("[", at);
        out.push_traced(&second);
        out.push("]", at);
    }
    out.push("{", at);
    out.push_traced(&first);
    out.push("}", at);
    Some((false, out))
}
