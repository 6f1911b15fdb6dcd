//! A formula as plain text, where nothing else can stand: titles, bookmarks, alternative texts.

use super::Formula;

const RAISED: (&str, &str) = ("0123456789+-−=()nix", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱˣ");
const LOWERED: (&str, &str) = ("0123456789+-−=()aeijknx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₙₓ");

impl Formula {
    /// The formula as plain text: `x²`, `a/(b+c)`, `√2`.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        self.plain_into(&mut out);
        out
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of formula")]
    fn plain_into(&self, out: &mut String) {
        match self {
            Formula::Identifier { text, .. } | Formula::Number(text) | Formula::Text { text, .. } => {
                out.push_str(&text.replace('\u{A0}', " "));
            }
            Formula::Operator(operator) => {
                // A relation or a name of a function stands apart.
                let several = operator.text.chars().count() > 1;
                let relation = "=≠<>≤≥∈∉⊂⊆→⇒⇔↦≈≡∼".contains(operator.text.as_str());
                let space = if several || relation { " " } else { "" };
                out.push_str(if out.is_empty() || out.ends_with([' ', '(']) { "" } else { space });
                out.push_str(&operator.text);
                out.push_str(space);
            }
            Formula::Space(width) => out.push_str(if *width > 0.2 { " " } else { "" }),
            Formula::Scripts { base, sub, sup } | Formula::Limits { base, under: sub, over: sup } => {
                base.plain_into(out);
                script(sub.as_deref(), LOWERED, '_', out);
                script(sup.as_deref(), RAISED, '^', out);
            }
            Formula::Fraction { numerator, denominator, .. } => {
                out.push_str(&grouped(numerator));
                out.push('/');
                out.push_str(&grouped(denominator));
            }
            Formula::Root { radicand, index } => {
                script(index.as_deref(), RAISED, '^', out);
                out.push('√');
                out.push_str(&grouped(radicand));
            }
            Formula::Accent { base, mark, .. } => {
                base.plain_into(out);
                let combining = [
                    ("^", "\u{302}"),
                    ("~", "\u{303}"),
                    ("¯", "\u{304}"),
                    ("‾", "\u{305}"),
                    ("→", "\u{20D7}"),
                ];
                out.push_str(combining.iter().find(|entry| entry.0 == mark).map_or("", |entry| entry.1));
            }
            Formula::Arrow { arrow, .. } => {
                out.push(' ');
                out.push_str(arrow);
                out.push(' ');
            }
            Formula::Fenced { open, close, body } => {
                out.push_str(open);
                body.plain_into(out);
                out.push_str(close);
            }
            Formula::Table(table) => {
                for (number, row) in table.rows.iter().enumerate() {
                    out.push_str(if number > 0 { "; " } else { "" });
                    row.iter().enumerate().for_each(|(column, cell)| {
                        out.push_str(if column > 0 { " " } else { "" });
                        cell.plain_into(out);
                    });
                }
            }
            Formula::Phantom { .. } => {}
            Formula::Tag(body) => {
                out.push(' ');
                body.plain_into(out);
            }
            Formula::Row(_)
            | Formula::Multiscripts { .. }
            | Formula::Styled { .. }
            | Formula::Colored { .. }
            | Formula::Shaded { .. }
            | Formula::Struck { .. }
            | Formula::Boxed(_)
            | Formula::Padded { .. } => self.children().into_iter().for_each(|part| part.plain_into(out)),
        }
    }
}

/// A part that is one thing beside an operator: in parentheses, unless it is short.
fn grouped(part: &Formula) -> String {
    let text = part.plain();
    let single = text.chars().count() == 1 || text.chars().all(|c| c.is_ascii_digit());
    if single { text } else { format!("({text})") }
}

/// A script, in characters that are small by themselves if all of it can be.
fn script(part: Option<&Formula>, (plain, small): (&str, &str), sign: char, out: &mut String) {
    let Some(part) = part else { return };
    let text = part.plain();
    if !text.is_empty() && text.chars().all(|c| "′″‴⁗".contains(c)) {
        return out.push_str(&text);
    }
    let found = |c: char| plain.chars().zip(small.chars()).find(|pair| pair.0 == c).map(|pair| pair.1);
    match text.chars().map(found).collect::<Option<String>>() {
        Some(small) => out.push_str(&small),
        None => {
            out.push(sign);
            out.push_str(&grouped(part));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::latex::{self, Macros};

    #[test]
    fn formulas_are_readable_as_plain_text() {
        for (tex, expected) in [
            ("x^2 + y_1", "x²+y₁"),
            (r"\zeta(s) = \sum_{n} \frac{1}{n^s}", "ζ(s) = ∑ₙ1/(n^s)"),
            (r"\sqrt{2} \in \mathbb{R}", "√2 ∈ ℝ"),
            (r"\mathcal{O}(n \log n)", "𝒪︀(n log n)"),
            (r"\hat{x}'", "x\u{302}′"),
        ] {
            assert_eq!(latex::read(tex, false, &Macros::default()).unwrap().plain(), expected, "{tex}");
        }
    }
}
