//! Draws diagrams of Mermaid, with merman: as Mermaid itself lays them out, in SVG without HTML. Nothing is read, run or
//! asked of the system on the way; what a diagram may cost is bounded by counting steps, not by a clock.

use std::panic::{AssertUnwindSafe, catch_unwind};

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, RenderResourcePolicy, SvgEnvironment, SvgPipeline,
    SvgRenderOptions, TextMeasurementPolicy, TextMeasurementProfile, TextMeasurementProfileIdentity,
};
use merman::{
    Engine, MermaidConfig, OperationControl, ParseOptions, RenderOutput, RenderRequest, Renderer, SvgRequest,
};
use serde_json::json;

use super::Style;
use super::style::mixed;
use crate::limits::DIAGRAM_ITEMS;

/// The drawing of a diagram.
///
/// # Errors
/// When it is no diagram that can be drawn; why, for people.
pub fn svg(text: &str, style: &Style) -> Result<String, String> {
    let drawn = catch_unwind(AssertUnwindSafe(|| draw(text, style)));
    drawn.unwrap_or_else(|_| Err("what draws diagrams of Mermaid fails at it".to_owned()))
}

fn draw(text: &str, style: &Style) -> Result<String, String> {
    let environment = SvgEnvironment::deterministic()
        .with_text_measurement_policy(measured(style).ok_or("its words cannot be measured")?)
        .with_resource_policy(bounds().ok_or("it cannot be bounded")?);
    let request = SvgRequest {
        environment,
        options: SvgRenderOptions { diagram_id: Some("diagram".to_owned()), ..SvgRenderOptions::default() },
        pipeline: Some(SvgPipeline::resvg_safe()),
        ..SvgRequest::default()
    };
    let renderer = Renderer::new()
        .with_engine(Engine::new().with_site_config(configuration(style)))
        .with_parse_options(ParseOptions::strict());
    let output = renderer.render(RenderRequest::svg(text, OperationControl::new(), request));
    match output.map_err(|error| sentence(&error.to_string()))? {
        // Where another font stands in for the document's, its wider words are shown whole.
        RenderOutput::Svg(Some(svg)) => Ok(svg.svg().replace("overflow:hidden", "overflow:visible")),
        _ => Err("it does not say what kind of diagram it is".to_owned()),
    }
}

/// What a diagram may cost.
fn bounds() -> Option<RenderResourcePolicy> {
    RenderResourcePolicy::interactive().with_override("max_model_items", DIAGRAM_ITEMS).ok()
}

/// Measures words in the font of the document.
fn measured(style: &Style) -> Option<TextMeasurementPolicy> {
    let (measure, families) = (style.measure, style.families.to_vec());
    let measurer = DeterministicTextMeasurer::default().with_width_callback(move |text, asked| {
        let weight = asked.font_weight.as_deref().unwrap_or_default();
        let is_bold = weight.starts_with("bold") || weight.parse().is_ok_and(|weight: u16| weight > 500);
        asked.font_size * measure(text, &families, is_bold)
    });
    let id = MeasurementProfileId::new("document").ok()?;
    let identity = TextMeasurementProfileIdentity::new(id, "1").ok()?;
    Some(TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, measurer)))
}

/// What Mermaid calls its configuration: the look of the document, as far as the diagram does not say otherwise.
fn configuration(style: &Style) -> MermaidConfig {
    let colour = |part| style.tint(part).to_string();
    let text = style.text.to_string();
    let page = style.page.to_string();
    let mut variables = json!({
        "fontFamily": style.font_family(),
        "fontSize": format!("{}px", style.size),
        "background": page,
        "primaryColor": colour(0.12),
        "primaryBorderColor": style.accent.to_string(),
        "primaryTextColor": text,
        "secondaryColor": colour(0.24),
        "secondaryTextColor": text,
        "tertiaryColor": colour(0.05),
        "tertiaryBorderColor": colour(0.5),
        "tertiaryTextColor": text,
        "lineColor": style.line.to_string(),
        "textColor": text,
        "titleColor": text,
        "edgeLabelBackground": page,
        "noteBkgColor": mixed(style.text, style.page, 0.06).to_string(),
        "noteBorderColor": style.line.to_string(),
        "noteTextColor": text,
        "taskBkgColor": colour(0.14),
        "taskBorderColor": style.accent.to_string(),
        "activeTaskBkgColor": colour(0.34),
        "activeTaskBorderColor": style.accent.to_string(),
        "useGradient": false,
        "dropShadow": "none",
        "xyChart": {
            "backgroundColor": page,
            "plotColorPalette": PARTS.map(|part| colour(part + 0.4)).join(","),
        },
    });
    if let Some(variables) = variables.as_object_mut() {
        for (number, part) in PARTS.into_iter().cycle().take(SERIES).enumerate() {
            variables.insert(format!("pie{}", number + 1), colour(part).into());
            variables.insert(format!("cScale{number}"), colour(part).into());
            variables.insert(format!("cScaleLabel{number}"), text.clone().into());
        }
    }
    MermaidConfig::from_value(json!({
        "theme": "base",
        "look": "classic",
        "securityLevel": "strict",
        "fontFamily": style.font_family(),
        "fontSize": style.size,
        "themeVariables": variables,
    }))
}

/// How many series Mermaid has colours for (`THEME_COLOR_LIMIT`).
const SERIES: usize = 12;

/// How much of the accent the colours of series that stand side by side have: so that they differ, and text is readable on
/// each.
const PARTS: [f64; 6] = [0.10, 0.34, 0.22, 0.41, 0.16, 0.28];

/// A message of the library as the end of a sentence.
fn sentence(message: &str) -> String {
    /// Characters: what may stand in a place of a diagram is a long list.
    const LONG: usize = 160;
    if message.starts_with("resource limit") {
        return "it has too many parts".to_owned();
    }
    if message.contains("lacks capability `math`") {
        return "formulas in diagrams are not drawn".to_owned();
    }
    let words = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = words.trim_end_matches('.').chars();
    let Some(first) = characters.next() else { return "it cannot be read".to_owned() };
    let mut sentence: String = first.to_lowercase().chain(characters.by_ref().take(LONG)).collect();
    if characters.next().is_some() {
        sentence.push('…');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Theme;
    use crate::look::theme::BUILT_IN;

    #[test]
    fn text_stands_out_from_every_series_in_every_theme() {
        for (name, _) in BUILT_IN {
            let design = &Theme::built_in(name).unwrap().design;
            for part in PARTS {
                let behind = mixed(design.light.accent, design.light.page, part);
                let contrast = design.light.text.contrast(behind);
                assert!(contrast >= design.contrast, "{name}: {part}: {contrast}");
            }
        }
    }
}
