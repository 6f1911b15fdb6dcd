//! Messages as one SARIF document (OASIS SARIF 2.1.0), for CI services and editors. It is written as the run goes on: what
//! opens it, a result for each message, what closes it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::safe::escaped;
use super::{Code, Diagnostic, Severity};
use crate::json::sorted;
use crate::program::NAME;
use crate::source::Source;

/// What a path has as it is in an address (RFC 3986, 3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What stands before the first result, ending in a line feed.
pub fn opening() -> String {
    let rule = |code: Code| {
        let explanation = code.explanation();
        json!({
            "id": code.as_str(),
            "fullDescription": { "text": explanation.cause },
            "help": { "text": explanation.remedy },
        })
    };
    let rules: Vec<Value> = Code::ALL.into_iter().map(rule).collect();
    let driver = json!({ "name": NAME, "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules });
    let tool = sorted(json!({ "driver": driver }));
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
         \"columnKind\":\"unicodeCodePoints\",\"tool\":{},\"results\":[\n",
        escaped(&tool.to_string())
    )
}

/// What stands after the last result.
pub fn closing() -> &'static str {
    "]}]}\n"
}

/// The result for a message about `source`, on one line that ends in a line feed; a comma must stand between two.
pub fn result(diagnostic: &Diagnostic, source: &Source) -> String {
    let level = match diagnostic.severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let text: Vec<&str> =
        std::iter::once(&diagnostic.message).chain(&diagnostic.hints).map(String::as_str).collect();
    let path = source.name().replace('\\', "/");
    let address = utf8_percent_encode(&path, PATH).to_string();
    let address = if path.starts_with('/') { format!("file://{address}") } else { address };
    let mut place = json!({ "artifactLocation": { "uri": address } });
    if let (Some(span), Value::Object(place)) = (diagnostic.span, &mut place) {
        let (start, end) = (source.location(span.start as usize), source.location(span.end as usize));
        let region = json!({
            "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        });
        place.insert("region".to_owned(), region);
    }
    let result = json!({
        "ruleId": diagnostic.code.as_str(),
        "level": level,
        "message": { "text": text.join("\n") },
        "locations": [{ "physicalLocation": place }],
    });
    escaped(&sorted(result).to_string()) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_document_says_where_each_message_is() {
        let source = Source::new("a b/é.md", "x\nsee [y](#z)\n");
        let warning =
            Diagnostic::warning(Code::BrokenLink, "a link").at(Span::new(6..13)).hint("mend \u{1b}[0m");
        let text = opening() + &result(&warning, &source) + closing();
        assert!(!text.contains('\u{1b}'));
        let document: Value = serde_json::from_str(&text).unwrap();
        let run = &document["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), Code::ALL.len());
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["level"]), (&json!("broken-link"), &json!("warning")));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%A9.md");
        assert_eq!(
            place["region"],
            json!({ "startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 12 })
        );
    }
}
