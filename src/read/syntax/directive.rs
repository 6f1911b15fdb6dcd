//! How a directive is written.

/// The name and the argument of the directive that an info string is.
pub fn header(info: &str) -> Option<(&str, &str)> {
    let (name, argument) = info.trim().strip_prefix('{')?.split_once('}')?;
    let valid = |c: char| c.is_ascii_alphanumeric() || "-_:.+".contains(c);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(valid);
    is_name.then_some((name, argument.trim()))
}

/// The options at the start of a directive's content, lines `:name: value` or YAML between lines of hyphens, and the
/// rest.
pub fn options(text: &str) -> (Vec<(String, String)>, &str) {
    let mut options = Vec::new();
    let mut rest = text;
    if let Some(yaml) = text.strip_prefix("---\n")
        && let Some((inside, after)) =
            yaml.split_once("---\n").or(yaml.strip_suffix("---").map(|yaml| (yaml, "")))
    {
        let pairs = inside.lines().filter_map(|line| line.split_once(':'));
        options.extend(
            pairs.map(|(key, value)| {
                (key.trim().to_owned(), value.trim().trim_matches(['"', '\'']).to_owned())
            }),
        );
        return (options, after);
    }
    while let Some((key, value)) = rest.strip_prefix(':').and_then(|line| line.split_once(':')) {
        let (value, after) = value.split_once('\n').unwrap_or((value, ""));
        if key.is_empty() || key.contains(char::is_whitespace) {
            break;
        }
        options.push((key.to_owned(), value.trim().to_owned()));
        rest = after;
    }
    (options, rest.strip_prefix('\n').unwrap_or(rest))
}

/// Whether raw content of this format is HTML.
pub fn is_html(format: &str) -> bool {
    matches!(format.to_lowercase().as_str(), "html" | "html4" | "html5" | "xhtml" | "epub" | "epub3")
}
