//! Writes a formula as Typst code: an expression to stand in `math.equation(…)`. Everything that comes from a
//! note is in string literals, so that nothing in it can run. `templates/math.typ` has the few functions used
//! that Typst's own `math` module lacks.
//!
//! Typst spaces symbols by their class and sets big operators, relations and delimiters as it sees fit; here
//! that is put right where the formula says otherwise.

mod class;
mod table;

use std::fmt::Write;

use typst::utils::default_math_class;

use crate::ir::formula::{Formula, MathStyle, Operator, Side, Strike, TextStyle};
use class::{Class, Neighbours};

/// Appends an expression whose value is content (or a symbol or string, which Typst shows as content).
pub fn write(out: &mut String, formula: &Formula) {
    Writer { out, small: false }.expression(formula);
}

/// Appends equations below one another, each a line of the formula, so that a page can end between them.
pub fn write_rows(out: &mut String, table: &crate::ir::formula::Table) {
    Writer { out, small: false }.rows(table);
}

struct Writer<'o> {
    out: &'o mut String,
    /// Whether this is inside a script, where Typst puts no space around operators.
    small: bool,
}

impl Writer<'_> {
    fn push(&mut self, code: &str) {
        self.out.push_str(code);
    }

    fn string(&mut self, text: &str) {
        super::encode::line(self.out, text);
    }

    /// `function(argument)`.
    fn call(&mut self, function: &str, argument: &Formula) {
        self.push(function);
        self.push("(");
        self.expression(argument);
        self.push(")");
    }

    /// `, name: part`, in the size of a script.
    fn script(&mut self, name: &str, part: Option<&Formula>) {
        if let Some(part) = part {
            self.push(", ");
            self.push(name);
            self.push(": ");
            let outside = std::mem::replace(&mut self.small, true);
            self.expression(part);
            self.small = outside;
        }
    }

    /// A symbol, in the class that it is to have when it would have another one.
    fn symbol(&mut self, text: &str, class: Option<Class>) {
        if let Some(class) = class {
            let _ = write!(self.out, "math.class(\"{}\", ", class.name());
        }
        self.push("symbol(");
        self.string(text);
        self.push(")");
        if class.is_some() {
            self.push(")");
        }
    }

    /// The parts of a content block, each as `#expression`.
    fn sequence(&mut self, formula: &Formula) {
        let parts = formula.parts();
        for (index, part) in parts.iter().enumerate() {
            if let Formula::Row(_) = part {
                self.sequence(part);
                continue;
            }
            self.push("#");
            if let Formula::Operator(operator) = part {
                let before = index.checked_sub(1).and_then(|before| parts.get(before));
                self.operator(operator, Neighbours::Beside(before, parts.get(index + 1)));
            } else {
                self.expression(part);
            }
        }
    }

    fn space(&mut self, width: f32) {
        self.push("h(");
        self.push(&em(width));
        self.push(")");
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of formula")]
    fn expression(&mut self, formula: &Formula) {
        match formula {
            Formula::Row(_) => {
                self.push("[");
                self.sequence(formula);
                self.push("]");
            }
            Formula::Identifier { text, upright } => self.identifier(text, *upright),
            Formula::Number(text) => self.string(text),
            Formula::Operator(operator) => self.operator(operator, Neighbours::Unknown),
            Formula::Text { text, style, size } => self.text(text, *style, *size),
            Formula::Space(width) => self.space(*width),
            Formula::Fraction { numerator, denominator, bar } => {
                // Without a bar it is two rows, as tight as a fraction.
                let bare = *bar == Some(0.0);
                self.fraction(
                    if bare { "math.vec(delim: none, " } else { "math.frac(" },
                    numerator,
                    denominator,
                );
            }
            Formula::Root { radicand, index: None } => self.call("math.sqrt", radicand),
            Formula::Root { radicand, index: Some(index) } => {
                self.push("math.root(");
                self.expression(index);
                self.push(", ");
                self.expression(radicand);
                self.push(")");
            }
            Formula::Scripts { base, sub, sup } => {
                self.push("math.attach(");
                self.expression(base);
                self.script("br", sub.as_deref());
                self.script("tr", sup.as_deref());
                self.push(")");
            }
            Formula::Limits { base, under, over } => {
                self.push("math.attach(");
                self.limits_base(base);
                self.script("b", under.as_deref());
                self.script("t", over.as_deref());
                self.push(")");
            }
            Formula::Multiscripts { base, before, after } => {
                for _ in before.iter().chain(after.iter().skip(1)) {
                    self.push("math.attach(");
                }
                self.push("math.attach(");
                self.expression(base);
                if let Some(first) = after.first() {
                    self.script("br", Some(&first.sub).filter(|part| !part.is_empty()));
                    self.script("tr", Some(&first.sup).filter(|part| !part.is_empty()));
                }
                self.push(")");
                let others = after.iter().skip(1).map(|pair| (pair, ["br", "tr"]));
                for (pair, names) in others.chain(before.iter().rev().map(|pair| (pair, ["bl", "tl"]))) {
                    self.script(names[0], Some(&pair.sub).filter(|part| !part.is_empty()));
                    self.script(names[1], Some(&pair.sup).filter(|part| !part.is_empty()));
                    self.push(")");
                }
            }
            Formula::Accent { base, mark, stretchy, side } => self.accent(base, mark, *stretchy, *side),
            Formula::Arrow { arrow, under, over } => {
                self.push("math.attach(math.limits(math.stretch(");
                self.symbol(arrow, None);
                self.push(", size: 100% + 0.8em))");
                self.script("b", under.as_deref());
                self.script("t", over.as_deref());
                self.push(")");
            }
            Formula::Fenced { open, close, body } => self.fenced(open, close, body),
            Formula::Table(table) => self.table(table),
            Formula::Styled { style, body } => self.call(style_function(*style), body),
            Formula::Colored { color, body } => {
                let _ = write!(self.out, "text(fill: {}, ", rgb(*color));
                self.expression(body);
                self.push(")");
            }
            Formula::Shaded { color, body } => {
                let (function, body) = match &**body {
                    Formula::Boxed(body) => ("math-box", body),
                    _ => ("math-shade", body),
                };
                let _ = write!(self.out, "{function}(fill: {}, ", rgb(*color));
                self.expression(body);
                self.push(")");
            }
            Formula::Struck { strike, body } => {
                self.push("math.cancel(");
                self.expression(body);
                self.push(match strike {
                    Strike::Up => ")",
                    Strike::Down => ", inverted: true)",
                    Strike::Cross => ", cross: true)",
                });
            }
            Formula::Tag(body) => {
                self.push("[#h(2em)");
                self.sequence(body);
                self.push("]");
            }
            Formula::Boxed(body) => self.call("math-box", body),
            Formula::Phantom { body, width, height } => match (width, height) {
                (true, true) => self.call("hide", body),
                (true, false) => self.call("math-width", body),
                (false, true) => self.call("math-height", body),
                (false, false) => self.push("[]"),
            },
            Formula::Padded { left, right, body } => {
                let class = Class::of_spacing(*left, *right);
                let _ = write!(self.out, "math.class(\"{}\", ", class.name());
                self.expression(body);
                self.push(")");
            }
        }
    }

    /// `function` with its opening parenthesis; the parts may be as small as scripts.
    fn fraction(&mut self, function: &str, upper: &Formula, lower: &Formula) {
        let outside = std::mem::replace(&mut self.small, true);
        self.push(function);
        self.expression(upper);
        self.push(", ");
        self.expression(lower);
        self.push(")");
        self.small = outside;
    }

    /// A single letter is a symbol, which Typst slants as TeX does; several are a word.
    fn identifier(&mut self, text: &str, upright: bool) {
        let Some(letter) = single(text) else { return self.string(text) };
        let slanted = letter.is_ascii_alphabetic() || ('α'..='ω').contains(&letter);
        let capital_greek = ('Α'..='Ω').contains(&letter);
        let function = match upright {
            true if slanted => "math.upright(",
            false if capital_greek => "math.italic(",
            _ => "",
        };
        self.push(function);
        self.symbol(text, Class::of(letter).is_spaced().then_some(Class::Normal));
        if !function.is_empty() {
            self.push(")");
        }
    }

    fn operator(&mut self, operator: &Operator, neighbours: Neighbours) {
        let Some(character) = single(&operator.text) else {
            self.push("math.op(");
            self.string(&operator.text);
            return self.push(")");
        };
        let class = class::forced(operator, character, neighbours, self.small);
        if let Some(size) = operator.size {
            self.push("math.lr(");
            self.symbol(&operator.text, class);
            let _ = write!(self.out, ", size: {})", em(size));
        } else if operator.stretchy == Some(true) && Class::of(character) != Class::Relation {
            self.push("math.mid(");
            self.symbol(&operator.text, None);
            self.push(")");
        } else {
            self.symbol(&operator.text, class);
        }
    }

    fn text(&mut self, text: &str, style: TextStyle, size: Option<f32>) {
        let (function, look) = match style {
            TextStyle::Plain | TextStyle::Serif => ("", ""),
            TextStyle::Bold => ("", "weight: \"bold\", "),
            TextStyle::Italic | TextStyle::Emphasis => ("", "style: \"italic\", "),
            TextStyle::BoldItalic => ("", "weight: \"bold\", style: \"italic\", "),
            TextStyle::Monospace => ("", "font: math-code-font, size: 0.9em, "),
            TextStyle::SmallCaps => ("smallcaps", ""),
            TextStyle::SansSerif => ("math.sans", ""),
            TextStyle::Strikethrough => ("strike", ""),
            TextStyle::Underline => ("underline", ""),
        };
        if !function.is_empty() {
            self.push(function);
            self.push("(");
        }
        self.push("math-text(");
        self.push(look);
        if let Some(size) = size.filter(|_| style != TextStyle::Monospace) {
            let _ = write!(self.out, "size: {}, ", em(size));
        }
        self.string(text);
        self.push(if function.is_empty() { ")" } else { "))" });
    }

    /// The base of limits, made to take them above and below.
    fn limits_base(&mut self, base: &Formula) {
        let Formula::Operator(operator) = base else { return self.call("math.limits", base) };
        let movable = operator.movable_limits;
        match single(&operator.text) {
            None if movable == Some(true) => {
                self.push("math.op(");
                self.string(&operator.text);
                self.push(", limits: true)");
            }
            Some(character) if movable != Some(false) && Class::of(character) == Class::Large => {
                let integral = ('∫'..='∳').contains(&character);
                match (integral, movable) {
                    (true, Some(true)) => self.push("math.limits(inline: false, "),
                    (true, _) => self.push("math.limits("),
                    (false, _) => {}
                }
                self.symbol(&operator.text, None);
                if integral {
                    self.push(")");
                }
            }
            _ => self.call("math.limits", base),
        }
    }

    fn accent(&mut self, base: &Formula, mark: &str, stretchy: bool, side: Side) {
        let function = match (mark, side) {
            ("‾", Side::Over) if stretchy => Some("math.overline"),
            ("_", Side::Under) => Some("math.underline"),
            ("⏞", Side::Over) => Some("math.overbrace"),
            ("⏟", Side::Under) => Some("math.underbrace"),
            ("⎴", Side::Over) => Some("math.overbracket"),
            ("⎵", Side::Under) => Some("math.underbracket"),
            ("⏜", Side::Over) => Some("math.overparen"),
            ("⏝", Side::Under) => Some("math.underparen"),
            ("⏠", Side::Over) => Some("math.overshell"),
            ("⏡", Side::Under) => Some("math.undershell"),
            _ => None,
        };
        if let Some(function) = function {
            return self.call(function, base);
        }
        // Typst puts a mark below only if it is a combining character for that place.
        let mark = match (mark, side) {
            ("→", Side::Under) => "\u{20EF}",
            ("←", Side::Under) => "\u{20EE}",
            ("↔", Side::Under) => "\u{34D}",
            ("˚", Side::Over) => "\u{30A}",
            (mark, _) => mark,
        };
        self.push("math.accent(");
        self.expression(base);
        self.push(", ");
        self.string(mark);
        self.push(if stretchy { ")" } else { ", size: 0%)" });
    }

    fn fenced(&mut self, open: &str, close: &str, body: &Formula) {
        let (style, inner) =
            if let Formula::Styled { style, body } = body { (Some(*style), &**body) } else { (None, body) };
        if let (Formula::Fraction { numerator: upper, denominator: lower, bar }, "(", ")") =
            (inner, open, close)
            && *bar == Some(0.0)
        {
            if let Some(style) = style {
                self.push(style_function(style));
                self.push("(");
            }
            self.fraction("math.binom(", upper, lower);
            return self.push(if style.is_some() { ")" } else { "" });
        }
        self.push("math.lr([");
        self.delimiter(open, "opening");
        self.sequence(body);
        self.delimiter(close, "closing");
        self.push("])");
    }

    /// A delimiter at one end of `math.lr`. An absent one is an empty space there, so that what stands at that
    /// end does not grow in its place.
    fn delimiter(&mut self, text: &str, class: &str) {
        self.push("#");
        match single(text) {
            None => self.push("h(0pt)"),
            Some(character) if Class::of(character) == Class::Delimiter => self.symbol(text, None),
            Some(_) => {
                let _ = write!(self.out, "math.class(\"{class}\", ");
                self.symbol(text, None);
                self.push(")");
            }
        }
    }
}

fn rgb([red, green, blue]: [u8; 3]) -> String {
    format!("rgb(\"#{red:02x}{green:02x}{blue:02x}\")")
}

fn style_function(style: MathStyle) -> &'static str {
    match style {
        MathStyle::Display => "math.display",
        MathStyle::Text => "math.inline",
        MathStyle::Script => "math.script",
        MathStyle::ScriptScript => "math.sscript",
    }
}

/// The first character of a text that is one character as people see it: one that combining characters and
/// variation selectors may follow.
fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let combines = |c: char| {
        matches!(c, '\u{300}'..='\u{36F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}')
            || default_math_class(c).is_none() && unicode_normalization::char::is_combining_mark(c)
    };
    characters.all(combines).then_some(first)
}

/// A length in em.
fn em(length: f32) -> String {
    let number = format!("{length:.4}");
    let number = number.trim_end_matches('0').trim_end_matches('.');
    format!("{}em", if number == "-0" { "0" } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latex;

    #[test]
    fn parts_become_typst_code() {
        let cases = [
            ("x + 12", r##"[#symbol("x")#symbol("+")#"12"]"##),
            (r"\mathrm{d}x", r##"[#math.upright(symbol("d"))#symbol("x")]"##),
            (r"\Gamma\varGamma", r##"[#symbol("Γ")#math.italic(symbol("Γ"))]"##),
            (r"x_1^2", r#"math.attach(symbol("x"), br: "1", tr: "2")"#),
            (r"\sum_i", r#"math.attach(symbol("∑"), b: symbol("i"))"#),
            (r"\sum\nolimits_i", r#"math.attach(symbol("∑"), br: symbol("i"))"#),
            (r"\sum\limits_i", r#"math.attach(math.limits(symbol("∑")), b: symbol("i"))"#),
            (r"\lim_n", r#"math.attach(math.op("lim", limits: true), b: symbol("n"))"#),
            (r"\overset{a}{=}", r#"math.attach(math.limits(symbol("=")), t: symbol("a"))"#),
            (r"\frac{a}{b}", r#"math.frac(symbol("a"), symbol("b"))"#),
            (r"\binom{n}{k}", r#"math.binom(symbol("n"), symbol("k"))"#),
            (r"\left( x \right.", r##"math.lr([#symbol("(")#symbol("x")#h(0pt)])"##),
            (
                r"\left\uparrow x \right)",
                r##"math.lr([#math.class("opening", symbol("↑"))#symbol("x")#symbol(")")])"##,
            ),
            (r"\big|", r#"math.lr(symbol("|"), size: 1.2em)"#),
            (r"\vec{x}", r#"math.accent(symbol("x"), "→", size: 0%)"#),
            (
                r"\underbrace{x}_n",
                r#"math.attach(math.limits(math.underbrace(symbol("x"))), b: symbol("n"))"#,
            ),
            (r"\textbf{a \& b}", "math-text(weight: \"bold\", \"a\u{a0}&\u{a0}b\")"),
            (r"\color{red} x", r##"text(fill: rgb("#ff0000"), symbol("x"))"##),
        ];
        for (tex, expected) in cases {
            let mut out = String::new();
            write(&mut out, &latex::read(tex, true, &latex::Macros::default()).unwrap());
            assert_eq!(out, expected, "{tex}");
        }
    }

    #[test]
    fn a_class_is_forced_only_where_typst_would_space_otherwise() {
        let cases = [
            ("a = -b", r##"[#symbol("a")#symbol("=")#symbol("−")#symbol("b")]"##),
            ("a{=}b", r##"[#symbol("a")#math.class("normal", symbol("="))#symbol("b")]"##),
            ("1{,}5", r##"[#"1"#math.class("normal", symbol(","))#"5"]"##),
            (r"a\mathbin{R}b", r##"[#symbol("a")#math.class("binary", symbol("R"))#symbol("b")]"##),
            (r"f\colon A", r##"[#symbol("f")#math.class("punctuation", symbol(":"))#symbol("A")]"##),
            (r"\{\to, =\}", r##"[#symbol("{")#symbol("→")#symbol(",")#symbol("=")#symbol("}")]"##),
            (r"x_{i=0}", r##"math.attach(symbol("x"), br: [#symbol("i")#symbol("=")#"0"])"##),
        ];
        for (tex, expected) in cases {
            let mut out = String::new();
            write(&mut out, &latex::read(tex, true, &latex::Macros::default()).unwrap());
            assert_eq!(out, expected, "{tex}");
        }
    }
}
