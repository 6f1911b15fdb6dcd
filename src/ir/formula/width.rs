//! About how wide a formula is, so that only those that may be wider than a line need be measured.

use super::Formula;

/// Marks of punctuation and fences, which have little space around them.
const NARROW: &str = "()[]{}|‖,.;!′'⌊⌋⌈⌉⟨⟩/\u{2061}\u{2062}\u{2063}\u{2064}";

impl Formula {
    /// About how wide it is when it is displayed, in em of the text around it, and rather more.
    pub fn width(&self) -> f32 {
        let all = |parts: &[&Formula]| parts.iter().map(|part| part.width()).sum::<f32>();
        let widest = |parts: &[&Formula]| parts.iter().map(|part| part.width()).fold(0.0, f32::max);
        match self {
            Formula::Identifier { text, .. } | Formula::Text { text, .. } => 0.62 * characters(text),
            Formula::Number(text) => 0.52 * characters(text),
            Formula::Operator(operator) => {
                let one = |c: char| if NARROW.contains(c) { 0.45 } else { 1.35 };
                operator.text.chars().map(one).sum()
            }
            Formula::Space(width) => width.max(0.0),
            Formula::Fraction { .. } => 0.3 + widest(&self.children()),
            Formula::Limits { .. } => widest(&self.children()),
            Formula::Root { .. } => 1.0 + all(&self.children()),
            Formula::Scripts { base, sub, sup } => {
                let script = |part: &Option<Box<Formula>>| part.as_ref().map_or(0.0, |part| part.width());
                base.width() + 0.72 * script(sub).max(script(sup))
            }
            Formula::Table(table) => {
                let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
                let column = |at| table.rows.iter().filter_map(move |row| row.get(at));
                let wide = |at| column(at).map(Formula::width).fold(0.0, f32::max) + 1.0;
                (0..columns).map(wide).sum()
            }
            _ => 0.9 + all(&self.children()),
        }
    }
}

fn characters(text: &str) -> f32 {
    text.chars().map(|c| if c.is_ascii() { 1.0 } else { 1.7 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_beside_or_above_each_other() {
        let letter = || Box::new(Formula::Identifier { text: "x".to_owned(), upright: false });
        let row = |count: usize| Formula::Row((0..count).map(|_| *letter()).collect());
        let fraction = Formula::Fraction { numerator: letter(), denominator: letter(), bar: None };
        assert!(row(20).width() > 12.0 && fraction.width() < 1.0);
        assert!(Formula::Space(30.0).width() >= 30.0 && Formula::Space(-2.0).width() < 0.1);
    }
}
