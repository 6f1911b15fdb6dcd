//! Looks at a citation style before the library reads it: a macro that calls itself would end the stack, and macros
//! that call others many times multiply without end.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use crate::limits::{STYLE_DEPTH, STYLE_STEPS};

/// Checks that a style (CSL 1.0, XML) comes to an end.
///
/// # Errors
/// When a macro calls itself, or elements and macros are too deep in each other or too many; the message says what.
pub fn check(xml: &str) -> Result<(), String> {
    if depth_of_tags(xml) > STYLE_DEPTH {
        return Err(too_deep());
    }
    let style = Document::parse(xml).map_err(|error| error.to_string())?;
    let mut macros = HashMap::new();
    for node in style.root_element().children().filter(|node| node.tag_name().name() == "macro") {
        if let Some(name) = node.attribute("name") {
            macros.entry(name).or_insert(Macro { node, cost: None, open: false });
        }
    }
    let mut calls = Calls(macros);
    for node in style.root_element().children() {
        if calls.cost(node, 0)?.steps > STYLE_STEPS {
            return Err(format!("its macros multiply to more than {STYLE_STEPS} steps"));
        }
    }
    Ok(())
}

fn too_deep() -> String {
    format!("its elements and macros are more than {STYLE_DEPTH} deep in each other")
}

/// How deep tags are in each other, told by their brackets alone.
#[expect(clippy::string_slice, reason = "offsets are of brackets that were found in the same text")]
fn depth_of_tags(xml: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for (at, _) in xml.match_indices('<') {
        match xml.as_bytes().get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(byte) if byte.is_ascii_alphabetic() => {
                let end = xml[at..].find('>').map_or(xml.len(), |length| at + length);
                depth += usize::from(!xml[..end].ends_with('/'));
            }
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

struct Macro<'a> {
    node: Node<'a, 'a>,
    cost: Option<Cost>,
    /// Whether it is being looked at: what calls it then, it calls itself.
    open: bool,
}

/// What setting an element takes.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// Elements, each as often as it is come to.
    steps: usize,
    /// How deep they are in each other.
    depth: usize,
}

struct Calls<'a>(HashMap<&'a str, Macro<'a>>);

impl<'a> Calls<'a> {
    /// The cost of an element that is this deep in others.
    fn cost(&mut self, node: Node<'a, 'a>, within: usize) -> Result<Cost, String> {
        if within > STYLE_DEPTH {
            return Err(too_deep());
        }
        let mut cost = Cost::default();
        // Of alternatives one is set.
        let one = node.tag_name().name() == "choose";
        let mut add = |other: Cost| {
            cost.steps =
                if one { cost.steps.max(other.steps) } else { cost.steps.saturating_add(other.steps) };
            cost.depth = cost.depth.max(other.depth);
        };
        if let Some(name) = node.attribute("macro") {
            add(self.of_macro(name, within + 1)?);
        }
        for child in node.children().filter(Node::is_element) {
            add(self.cost(child, within + 1)?);
        }
        cost.steps = cost.steps.saturating_add(1);
        cost.depth += 1;
        if within + cost.depth > STYLE_DEPTH {
            return Err(too_deep());
        }
        Ok(cost)
    }

    fn of_macro(&mut self, name: &'a str, within: usize) -> Result<Cost, String> {
        let Some(called) = self.0.get_mut(name) else { return Ok(Cost::default()) };
        if called.open {
            return Err(format!("its macro `{name}` calls itself"));
        }
        if let Some(cost) = called.cost {
            return Ok(cost);
        }
        called.open = true;
        let node = called.node;
        let cost = self.cost(node, within)?;
        if let Some(called) = self.0.get_mut(name) {
            (called.open, called.cost) = (false, Some(cost));
        }
        Ok(cost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(macros: &str) -> String {
        format!("<style>{macros}<citation><layout><text macro='m0'/></layout></citation></style>")
    }

    #[test]
    fn macros_that_end_are_fine() {
        let two = "<macro name='m1'><text value='x'/></macro>";
        assert_eq!(
            check(&style(&format!("<macro name='m0'><text macro='m1'/><text macro='m1'/></macro>{two}"))),
            Ok(())
        );
    }

    #[test]
    fn macros_that_call_themselves_are_refused() {
        for macros in [
            "<macro name='m0'><text macro='m0'/></macro>",
            "<macro name='m0'><group><text macro='m1'/></group></macro><macro name='m1'><text macro='m0'/></macro>",
            "<macro name='m0'><names variable='author'><substitute><text macro='m0'/></substitute></names></macro>",
        ] {
            assert!(check(&style(macros)).unwrap_err().ends_with("calls itself"));
        }
    }

    #[test]
    fn macros_that_multiply_are_refused() {
        let calls = |i: usize| {
            format!("<macro name='m{i}'>{}</macro>", format!("<text macro='m{}'/>", i + 1).repeat(10))
        };
        assert!(check(&style(&(0..12).map(calls).collect::<String>())).unwrap_err().contains("multiply"));
        let chain = |i: usize| format!("<macro name='m{i}'><text macro='m{}'/></macro>", i + 1);
        assert!(check(&style(&(0..100_000).map(chain).collect::<String>())).unwrap_err().contains("deep"));
        assert!(check(&style(&"<group>".repeat(100_000))).unwrap_err().contains("deep"));
    }

    #[test]
    fn every_style_of_the_library_is_within_the_bounds() {
        for style in hayagriva::archive::ArchivedStyle::all() {
            let xml = style.get().to_xml().unwrap();
            assert_eq!(check(&xml), Ok(()), "{style:?}");
        }
    }
}
