//! A formula as text, for people who look at what was read.

use super::*;

impl Formula {
    /// The tree on one line, for tests and for people: `(kind attributes (part) (part))`.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        self.dump_into(&mut out);
        out
    }

    fn dump_into(&self, out: &mut String) {
        out.push('(');
        out.push_str(&self.label());
        for child in self.children() {
            out.push(' ');
            child.dump_into(out);
        }
        out.push(')');
    }

    /// What this part is, without the parts inside.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of formula")]
    #[expect(clippy::indexing_slicing, reason = "there are three names")]
    fn label(&self) -> String {
        let which = |first: bool, second: bool, names: [&str; 3]| {
            names[if first && second { 2 } else { usize::from(second) }].to_owned()
        };
        match self {
            Formula::Row(_) => "row".to_owned(),
            Formula::Identifier { text, upright } => {
                format!("id {text}{}", if *upright { " upright" } else { "" })
            }
            Formula::Number(text) => format!("num {text}"),
            Formula::Operator(operator) => operator.label(),
            Formula::Text { text, style, size } => {
                let style = if *style == TextStyle::Plain { String::new() } else { format!(" {style:?}") };
                format!("text {text:?}{style}{}", labelled("size", *size))
            }
            Formula::Space(width) => format!("space {width}"),
            Formula::Fraction { bar, .. } => format!("frac{}", labelled("bar", *bar)),
            Formula::Root { .. } => "root".to_owned(),
            Formula::Scripts { sub, sup, .. } => {
                which(sub.is_some(), sup.is_some(), ["sub", "sup", "subsup"])
            }
            Formula::Multiscripts { before, .. } => format!("multiscripts before={}", before.len()),
            Formula::Limits { under, over, .. } => {
                which(under.is_some(), over.is_some(), ["under", "over", "underover"])
            }
            Formula::Accent { mark, stretchy, side, .. } => {
                format!("accent {side:?} {mark}{}", if *stretchy { " stretchy" } else { "" })
            }
            Formula::Arrow { arrow, under: None, over: None } => format!("arrow {arrow}"),
            Formula::Arrow { arrow, under, over } => {
                let labels = which(under.is_some(), over.is_some(), ["under", "over", "underover"]);
                format!("arrow {arrow} {labels}")
            }
            Formula::Fenced { open, close, .. } => format!("fenced {open:?} {close:?}"),
            Formula::Table(table) => {
                let letter = |line: &Option<Line>| match line {
                    None => '.',
                    Some(Line::Solid) => '|',
                    Some(Line::Dashed) => ':',
                    Some(Line::Double) => '‖',
                };
                let columns: String = (table.columns.iter())
                    .map(|alignment| match alignment {
                        ColumnAlignment::Left => 'l',
                        ColumnAlignment::Center => 'c',
                        ColumnAlignment::Right => 'r',
                    })
                    .collect();
                let vertical: String = table.vertical.iter().map(letter).collect();
                let horizontal: String = table.horizontal.iter().map(letter).collect();
                let Table { layout, style, .. } = table;
                format!("table {layout:?} {style:?} {columns} {vertical} {horizontal}")
            }
            Formula::Styled { style, .. } => format!("styled {style:?}"),
            Formula::Colored { color: [red, green, blue], .. } => {
                format!("colored #{red:02x}{green:02x}{blue:02x}")
            }
            Formula::Shaded { color: [red, green, blue], .. } => {
                format!("shaded #{red:02x}{green:02x}{blue:02x}")
            }
            Formula::Struck { strike, .. } => format!("struck {strike:?}"),
            Formula::Boxed(_) => "boxed".to_owned(),
            Formula::Tag(_) => "tag".to_owned(),
            Formula::Phantom { width, height, .. } => {
                format!("phantom {}", which(*width, *height, ["width", "height", "both"]))
            }
            Formula::Padded { left, right, .. } => format!("padded {left} {right}"),
        }
    }
}

impl Operator {
    fn label(&self) -> String {
        let form = self.form.map(|form| format!(" {form:?}"));
        let attributes = [
            form.unwrap_or_default(),
            labelled("stretchy", self.stretchy),
            labelled("size", self.size),
            labelled("movable", self.movable_limits),
            if self.large { " large".to_owned() } else { String::new() },
            labelled("left", self.left),
            labelled("right", self.right),
        ];
        format!("op {}{}", self.text, attributes.concat())
    }
}

fn labelled(name: &str, value: Option<impl std::fmt::Display>) -> String {
    value.map(|value| format!(" {name}={value}")).unwrap_or_default()
}
