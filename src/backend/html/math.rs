//! Writes a formula as MathML: the elements and attributes of MathML Core (W3C) that the Nu HTML checker and
//! EPUBCheck accept too; what Core leaves to CSS (alignment, frames, strokes) is in `style` attributes. What a
//! formula means is decided before, in [`crate::ir::formula`].

use super::encode::escape;
use crate::ir::formula::{
    ColumnAlignment, Form, Formula, Line, MathStyle, Operator, ScriptPair, Side, Strike, Table, TableLayout,
    TextStyle,
};

/// Appends the formula as a `math` element, well-formed as XML and as HTML. `tex` is the LaTeX that the note
/// has; it becomes the `alttext`. `display` says whether the formula stands on a line of its own. `name` are its words where
/// it gives something its name, or nothing.
pub fn write(out: &mut String, formula: &Formula, display: bool, tex: &str, name: &str) {
    let mut writer = Writer { out };
    let display = if display { "block" } else { "" };
    let attributes = [
        ("xmlns", "http://www.w3.org/1998/Math/MathML"),
        ("display", display),
        ("alttext", tex),
        ("aria-label", name),
    ];
    writer.element("math", &attributes, |writer| writer.contents(formula));
}

struct Writer<'o> {
    out: &'o mut String,
}

/// The space of TeX's relations, which arrows are, and the space at both ends of their labels, in em.
const RELATION_SPACE: &str = "0.2778em";
const ARROW_PADDING: &str = "0.4286em";

impl Writer<'_> {
    fn element(&mut self, name: &str, attributes: &[(&str, &str)], contents: impl FnOnce(&mut Self)) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes.iter().filter(|attribute| !attribute.1.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(self.out, value);
            self.out.push('"');
        }
        self.out.push('>');
        contents(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn token(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |writer| escape(writer.out, text));
    }

    /// An element whose children are exactly these parts.
    fn parts(&mut self, name: &str, attributes: &[(&str, &str)], parts: &[&Formula]) {
        self.element(name, attributes, |writer| parts.iter().for_each(|part| writer.formula(part)));
    }

    /// What stands inside an element that takes any number of children.
    fn contents(&mut self, formula: &Formula) {
        formula.parts().iter().for_each(|part| self.formula(part));
    }

    fn styled(&mut self, style: &str, body: &Formula) {
        self.element("mrow", &[("style", style)], |writer| writer.contents(body));
    }

    fn space(&mut self, width: &str, style: &str) {
        self.token("mspace", &[("width", width), ("style", style)], "");
    }

    /// One element for the formula.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of formula")]
    fn formula(&mut self, formula: &Formula) {
        match formula {
            Formula::Row(_) => self.element("mrow", &[], |writer| writer.contents(formula)),
            Formula::Identifier { text, upright } => {
                let single = text.chars().nth(1).is_none();
                let variant = if *upright && single { "normal" } else { "" };
                self.token("mi", &[("mathvariant", variant)], text);
            }
            Formula::Number(text) => self.token("mn", &[], text),
            Formula::Operator(operator) => self.operator(operator),
            Formula::Text { text, style, size } => self.text(text, *style, *size),
            Formula::Space(width) if *width < 0.0 => self.space("", &format!("margin-left:{}", em(*width))),
            Formula::Space(width) => self.space(&em(*width), ""),
            Formula::Fraction { numerator, denominator, bar } => {
                let bar = bar.map(em).unwrap_or_default();
                self.parts("mfrac", &[("linethickness", &bar)], &[numerator, denominator]);
            }
            Formula::Root { radicand, index: None } => {
                self.element("msqrt", &[], |writer| writer.contents(radicand));
            }
            Formula::Root { radicand, index: Some(index) } => self.parts("mroot", &[], &[radicand, index]),
            Formula::Scripts { base, sub, sup } => self.scripts(["msub", "msup", "msubsup"], base, sub, sup),
            Formula::Limits { base, under, over } => {
                self.scripts(["munder", "mover", "munderover"], base, under, over);
            }
            Formula::Multiscripts { base, before, after } => self.element("mmultiscripts", &[], |writer| {
                writer.formula(base);
                writer.pairs(after);
                if !before.is_empty() {
                    writer.out.push_str("<mprescripts/>");
                    writer.pairs(before);
                }
            }),
            Formula::Accent { base, mark, stretchy, side } => self.accent(base, mark, *stretchy, *side),
            Formula::Arrow { arrow, under, over } => self.arrow(arrow, under.as_deref(), over.as_deref()),
            Formula::Fenced { open, close, body } => self.element("mrow", &[], |writer| {
                if !open.is_empty() {
                    writer.delimiter(open, "prefix", "([{⟨⌈⌊|‖");
                }
                writer.contents(body);
                if !close.is_empty() {
                    writer.delimiter(close, "postfix", ")]}⟩⌉⌋|‖");
                }
            }),
            Formula::Table(table) => self.table(table),
            Formula::Styled { style, body } => {
                let (display, level) = style_attributes(*style);
                let attributes = [("displaystyle", display), ("scriptlevel", level)];
                self.element("mstyle", &attributes, |writer| writer.contents(body));
            }
            Formula::Colored { color: [red, green, blue], body } => {
                self.styled(&format!("color:#{red:02x}{green:02x}{blue:02x}"), body);
            }
            Formula::Shaded { color, body } => {
                let framed = matches!(**body, Formula::Boxed(_));
                let padding = if framed { "" } else { ";padding:0.15em 0.2em" };
                self.styled(&format!("{}{padding}", shade(*color)), body);
            }
            Formula::Struck { strike, body } => {
                let line = |direction: &str| {
                    // As thick as a line of a fraction, whatever the size of the part.
                    let [start, end] = ["50% - .03em", "50% + .03em"];
                    format!(
                        "linear-gradient(to {direction},transparent calc({start}),currentcolor calc({start}),currentcolor calc({end}),transparent calc({end}))"
                    )
                };
                let background = match strike {
                    Strike::Up => line("bottom right"),
                    Strike::Down => line("top right"),
                    Strike::Cross => format!("{},{}", line("bottom right"), line("top right")),
                };
                self.styled(&format!("background:{background}"), body);
            }
            Formula::Tag(body) => {
                self.space("2em", "");
                self.contents(body);
            }
            Formula::Boxed(body) => self.styled("border:0.05em solid;padding:0.2em", body),
            Formula::Phantom { body, width, height } => {
                let zero = |kept: bool| if kept { "" } else { "0" };
                let attributes =
                    [("width", zero(*width)), ("height", zero(*height)), ("depth", zero(*height))];
                let phantom = |writer: &mut Self| {
                    writer.element("mphantom", &[], |writer| writer.contents(body));
                };
                if *width && *height {
                    phantom(self);
                } else {
                    self.element("mpadded", &attributes, phantom);
                }
            }
            Formula::Padded { left, right, body } => self.element("mrow", &[], |writer| {
                writer.space(&em(*left), "");
                writer.contents(body);
                writer.space(&em(*right), "");
            }),
        }
    }

    fn operator(&mut self, operator: &Operator) {
        let Operator { text, form, stretchy, size, movable_limits, large, left, right } = operator;
        let form = form.map_or("", |form| match form {
            Form::Prefix => "prefix",
            Form::Infix => "infix",
            Form::Postfix => "postfix",
        });
        let boolean = |value: Option<bool>| value.map_or("", |value| if value { "true" } else { "false" });
        let length = |value: Option<f32>| value.map(em).unwrap_or_default();
        let sized = size.is_some() || *large;
        let stretchy = if size.is_some() { Some(true) } else { *stretchy };
        let attributes = [
            ("form", form),
            ("stretchy", boolean(stretchy)),
            ("symmetric", if sized { "true" } else { "" }),
            ("largeop", if *large { "true" } else { "" }),
            ("movablelimits", boolean(*movable_limits)),
            ("lspace", &length(*left)),
            ("rspace", &length(*right)),
            ("minsize", &length(*size)),
            ("maxsize", &length(*size)),
        ];
        self.token("mo", &attributes, text);
    }

    /// A delimiter that grows; `usual` are those that need no more to be said in that place.
    fn delimiter(&mut self, text: &str, form: &str, usual: &str) {
        if usual.contains(text) {
            self.token("mo", &[], text);
        } else {
            self.token("mo", &[("form", form), ("stretchy", "true"), ("lspace", "0"), ("rspace", "0")], text);
        }
    }

    fn text(&mut self, text: &str, style: TextStyle, size: Option<f32>) {
        let look = match style {
            TextStyle::Plain => "",
            TextStyle::Bold => "font-weight:bold",
            TextStyle::Italic | TextStyle::Emphasis => "font-style:italic",
            TextStyle::BoldItalic => "font-weight:bold;font-style:italic",
            TextStyle::Monospace => "font-family:monospace",
            TextStyle::SmallCaps => "font-variant-caps:small-caps",
            TextStyle::SansSerif => "font-family:sans-serif",
            TextStyle::Serif => "font-family:serif",
            TextStyle::Strikethrough => "text-decoration:line-through",
            TextStyle::Underline => "text-decoration:underline",
        };
        let size = size.map(|size| format!("font-size:{}", em(size))).unwrap_or_default();
        let both = if look.is_empty() || size.is_empty() { "" } else { ";" };
        self.token("mtext", &[("style", &format!("{look}{both}{size}"))], text);
    }

    fn scripts(
        &mut self,
        names: [&str; 3],
        base: &Formula,
        first: &Option<Box<Formula>>,
        second: &Option<Box<Formula>>,
    ) {
        match (first, second) {
            (Some(first), Some(second)) => self.parts(names[2], &[], &[base, first, second]),
            (Some(first), None) => self.parts(names[0], &[], &[base, first]),
            (None, Some(second)) => self.parts(names[1], &[], &[base, second]),
            (None, None) => self.formula(base),
        }
    }

    fn pairs(&mut self, pairs: &[ScriptPair]) {
        for ScriptPair { sub, sup } in pairs {
            self.formula(sub);
            self.formula(sup);
        }
    }

    fn accent(&mut self, base: &Formula, mark: &str, stretchy: bool, side: Side) {
        let (name, attribute) = match side {
            Side::Over => ("mover", "accent"),
            Side::Under => ("munder", "accentunder"),
        };
        self.element(name, &[(attribute, "true")], |writer| {
            writer.formula(base);
            // Dots stay dots, whatever they stand on.
            let stretchy = stretchy && !matches!(mark, "\u{20DB}" | "\u{20DC}");
            let mark = accent_mark(mark, stretchy);
            let attributes = [("stretchy", if stretchy { "true" } else { "false" })];
            if !stretchy && mark.chars().all(is_combining) {
                writer.element("mpadded", &COMBINING, |writer| writer.token("mo", &attributes, mark));
            } else {
                writer.token("mo", &attributes, mark);
            }
        });
    }

    fn arrow(&mut self, arrow: &str, under: Option<&Formula>, over: Option<&Formula>) {
        let name = match (under, over) {
            (Some(_), Some(_)) => "munderover",
            (Some(_), None) => "munder",
            (None, _) => "mover",
        };
        let space = [("stretchy", "true"), ("lspace", RELATION_SPACE), ("rspace", RELATION_SPACE)];
        self.element(name, &[], |writer| {
            writer.token("mo", &space, arrow);
            let empty = Formula::Row(Vec::new());
            let labels = if under.is_none() && over.is_none() { [Some(&empty), None] } else { [under, over] };
            for label in labels.into_iter().flatten() {
                writer.element("mrow", &[], |writer| {
                    writer.space(ARROW_PADDING, "");
                    writer.contents(label);
                    writer.space(ARROW_PADDING, "");
                });
            }
        });
    }

    fn table(&mut self, table: &Table) {
        let (display, level) = style_attributes(table.style);
        // EPUBCheck refuses `scriptlevel` on `mtable`.
        self.element("mstyle", &[("scriptlevel", level)], |writer| {
            writer.element("mtable", &[("displaystyle", display)], |writer| {
                for (row, cells) in table.rows.iter().enumerate() {
                    writer.element("mtr", &[], |writer| {
                        for (column, cell) in cells.iter().enumerate() {
                            let mut style = cell_style(table, row, column);
                            let content = match cell {
                                Formula::Shaded { color, body } => {
                                    style.push_str(if style.is_empty() { "" } else { ";" });
                                    style.push_str(&shade(*color));
                                    body
                                }
                                cell => cell,
                            };
                            writer.element("mtd", &[("style", &style)], |writer| writer.contents(content));
                        }
                    });
                }
            });
        });
    }
}

/// The box of a mark that is made to combine. Browsers put the middle of a mark's width over its base, but these have none
/// and stand before it, above a small letter: here they are moved into a box that is as wide and high as they are in fonts
/// for formulas.
const COMBINING: [(&str, &str); 4] =
    [("width", "0.528em"), ("lspace", "0.528em"), ("height", "0.28em"), ("voffset", "-0.431em")];

/// Whether a mark is one of those for symbols that stand over what is before them (Unicode, U+20D0 to U+20FF).
fn is_combining(c: char) -> bool {
    matches!(c, '\u{20D0}'..='\u{20FF}')
}

/// The character that browsers stretch, or set small, with the fonts that there are.
fn accent_mark(mark: &str, stretchy: bool) -> &str {
    match (mark, stretchy) {
        ("‾" | "_", _) => "\u{332}",
        ("^", true) => "\u{302}",
        ("^", false) => "ˆ",
        ("~", false) => "˜",
        ("→", false) => "\u{20D7}",
        (mark, _) => mark,
    }
}

fn style_attributes(style: MathStyle) -> (&'static str, &'static str) {
    match style {
        MathStyle::Display => ("true", "0"),
        MathStyle::Text => ("false", "0"),
        MathStyle::Script => ("false", "1"),
        MathStyle::ScriptScript => ("false", "2"),
    }
}

/// The look of one cell. Its lines stand with it, because not all browsers draw those of rows and tables.
fn cell_style(table: &Table, row: usize, column: usize) -> String {
    let mut style: Vec<String> = Vec::new();
    match table.columns.get(column) {
        // Firefox and Safari align by the first, Chromium by the second.
        Some(ColumnAlignment::Left) => style.push("text-align:left;justify-items:start".to_owned()),
        Some(ColumnAlignment::Right) => style.push("text-align:right;justify-items:end".to_owned()),
        Some(ColumnAlignment::Center) | None => {}
    }
    match table.layout {
        TableLayout::Grid => {}
        TableLayout::Pairs if column % 2 == 1 => style.push("padding-left:0".to_owned()),
        TableLayout::Pairs if column + 1 < table.columns.len() => style.push("padding-right:0".to_owned()),
        TableLayout::Pairs => {}
        TableLayout::Stack => style.push("padding-top:0;padding-bottom:0".to_owned()),
    }
    let ruled = table.vertical.iter().any(Option::is_some);
    if !ruled && column == 0 {
        style.push("padding-left:0".to_owned());
    }
    if !ruled && column + 1 == table.columns.len() {
        style.push("padding-right:0".to_owned());
    }
    let mut border = |side: &str, line: Option<&Option<Line>>| {
        let look = match line {
            None | Some(None) => return,
            Some(Some(Line::Solid)) => "0.05em solid",
            Some(Some(Line::Dashed)) => "0.05em dashed",
            Some(Some(Line::Double)) => "0.2em double",
        };
        style.push(format!("border-{side}:{look}"));
    };
    border("top", table.horizontal.get(row));
    if row + 1 == table.rows.len() {
        border("bottom", table.horizontal.get(row + 1));
    }
    if column == 0 {
        border("left", table.vertical.first());
    }
    border("right", table.vertical.get(column + 1));
    style.join(";")
}

/// A colour behind a part, which is as dark there as on paper whatever the page's own colours are.
fn shade([red, green, blue]: [u8; 3]) -> String {
    format!("background:#{red:02x}{green:02x}{blue:02x};color:#000")
}

/// A length in em, as short as it can be without being seen to differ.
fn em(length: f32) -> String {
    let number = format!("{length:.4}");
    let number = number.trim_end_matches('0').trim_end_matches('.');
    if matches!(number, "0" | "-0") { "0".to_owned() } else { format!("{number}em") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latex;

    fn mathml(tex: &str) -> String {
        let mut out = String::new();
        write(&mut out, &latex::read(tex, true, &latex::Macros::default()).unwrap(), true, tex, "");
        let start = out.find('>').unwrap() + 1;
        out[start..out.len() - "</math>".len()].to_owned()
    }

    #[test]
    fn a_formula_is_a_math_element_with_its_latex() {
        let formula = latex::read("a < b", false, &latex::Macros::default()).unwrap();
        let mut out = String::new();
        write(&mut out, &formula, false, "a < \"b\"\n& c", "");
        let expected = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" \
            alttext=\"a &lt; &quot;b&quot;\n&amp; c\"><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>";
        assert_eq!(out, expected);
    }

    #[test]
    fn parts_become_the_elements_of_mathml() {
        let cases = [
            (r"\Gamma_1^2", r#"<msubsup><mi mathvariant="normal">Γ</mi><mn>1</mn><mn>2</mn></msubsup>"#),
            (r"\sqrt[3]{ab}", "<mroot><mrow><mi>a</mi><mi>b</mi></mrow><mn>3</mn></mroot>"),
            (
                r"\dfrac12",
                r#"<mstyle displaystyle="true" scriptlevel="0"><mfrac><mn>1</mn><mn>2</mn></mfrac></mstyle>"#,
            ),
            (r"\left(x\right.", "<mrow><mo>(</mo><mi>x</mi></mrow>"),
            (
                r"\left]x\right)",
                r#"<mrow><mo form="prefix" stretchy="true" lspace="0" rspace="0">]</mo><mi>x</mi><mo>)</mo></mrow>"#,
            ),
            (r"\overline{x}", "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"true\">\u{332}</mo></mover>"),
            (r"\text{si }x", "<mtext>si\u{a0}</mtext><mi>x</mi>"),
            (r"\boxed{x}", r#"<mrow style="border:0.05em solid;padding:0.2em"><mi>x</mi></mrow>"#),
            (r"a\!b", r#"<mi>a</mi><mspace style="margin-left:-0.1667em"></mspace><mi>b</mi>"#),
            (r"\vphantom{x}", r#"<mpadded width="0"><mphantom><mi>x</mi></mphantom></mpadded>"#),
        ];
        for (tex, expected) in cases {
            assert_eq!(mathml(tex), expected, "{tex}");
        }
    }

    #[test]
    fn cells_have_their_alignment_and_their_lines() {
        let cells = |tex: &str| -> Vec<String> {
            let mathml = mathml(tex);
            let styles = mathml.split("<mtd").skip(1).map(|cell| cell.split('>').next().unwrap_or_default());
            styles.map(|style| style.trim().trim_start_matches("style=").replace('"', "")).collect()
        };
        assert_eq!(
            cells(r"\begin{aligned} a &= b \end{aligned}"),
            [
                "text-align:right;justify-items:end;padding-right:0;padding-left:0",
                "text-align:left;justify-items:start;padding-left:0;padding-right:0"
            ],
        );
        assert_eq!(
            cells(r"\begin{array}{c|l} \hline a & b \\ c & d \\ \hline \end{array}"),
            [
                "border-top:0.05em solid;border-right:0.05em solid",
                "text-align:left;justify-items:start;border-top:0.05em solid",
                "border-bottom:0.05em solid;border-right:0.05em solid",
                "text-align:left;justify-items:start;border-bottom:0.05em solid",
            ],
        );
    }
}
