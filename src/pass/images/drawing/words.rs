//! The words of HTML in a drawing (`foreignObject`), which paper and books cannot show, as text of the drawing: diagrams
//! have their labels so.

use roxmltree::{Node, NodeType};

use super::escape::escape;

/// How wide a letter is on average, in parts of its height.
const LETTER: f32 = 0.55;

/// How far lines are apart, in parts of the letters' height.
const LEADING: f32 = 1.25;

/// Writes the words in the box that the HTML has, in the middle; whether there are any.
pub fn write(out: &mut String, foreign: Node) -> bool {
    let mut lines = vec![String::new()];
    collect(foreign, &mut lines);
    let number = |name| foreign.attribute(name).and_then(length);
    let (x, y) = (number("x").unwrap_or(0.0), number("y").unwrap_or(0.0));
    let (width, height) = (number("width").unwrap_or(0.0), number("height").unwrap_or(0.0));
    let size = font_size(foreign).unwrap_or(16.0).clamp(4.0, 200.0);
    // A box without a width is as wide as its words.
    let room = if width > size { (width / (size * LETTER)) as usize } else { usize::MAX };
    let lines: Vec<String> = lines.iter().flat_map(|line| broken(line, room)).collect();
    if lines.is_empty() {
        return false;
    }
    let middle = x + width / 2.0;
    let first = y + (height - size * LEADING * lines.len() as f32) / 2.0 + size;
    let transform = foreign.attribute("transform").unwrap_or_default();
    out.push_str("<text");
    if !transform.is_empty() {
        out.push_str(" transform=\"");
        escape(out, transform);
        out.push('"');
    }
    out.push_str(&format!(" text-anchor=\"middle\" font-size=\"{size}\">"));
    for (at, line) in lines.iter().enumerate() {
        out.push_str(&format!("<tspan x=\"{middle}\" y=\"{}\">", first + size * LEADING * at as f32));
        escape(out, line);
        out.push_str("</tspan>");
    }
    out.push_str("</text>");
    true
}

/// The lines of HTML, as its blocks and breaks part them.
fn collect(node: Node, lines: &mut Vec<String>) {
    const BLOCKS: [&str; 9] = ["div", "p", "li", "tr", "h1", "h2", "h3", "h4", "section"];
    // The elements in elements were counted when the drawing was read.
    for child in node.children() {
        match child.node_type() {
            NodeType::Text => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(child.text().unwrap_or_default());
                }
            }
            NodeType::Element => {
                let name = child.tag_name().name();
                if matches!(name, "script" | "style" | "template" | "annotation") {
                    continue;
                }
                let is_block = BLOCKS.contains(&name);
                if is_block || name == "br" {
                    lines.push(String::new());
                }
                collect(child, lines);
                if is_block {
                    lines.push(String::new());
                }
            }
            NodeType::Comment | NodeType::PI | NodeType::Root => {}
        }
    }
}

/// A line broken between words so that it has no more letters than there is room for.
fn broken(line: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= room => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The size that the HTML's first styled element asks for.
fn font_size(foreign: Node) -> Option<f32> {
    let styles = foreign.descendants().filter_map(|node| node.attribute("style"));
    let mut sizes = styles.filter_map(|style| {
        let declared = style.split(';').filter_map(|one| one.split_once(':'));
        declared.filter(|(name, _)| name.trim() == "font-size").find_map(|(_, value)| length(value))
    });
    sizes.rfind(|size| *size > 0.0)
}

fn length(text: &str) -> Option<f32> {
    let number = text.trim().trim_end_matches("px").trim().parse::<f32>().ok()?;
    number.is_finite().then(|| number.clamp(-1e6, 1e6))
}
