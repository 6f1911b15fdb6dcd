//! Lines of code that a book hides from its readers: those of Rust that begin with `# `, as mdBook and rustdoc have
//! them, and those of other languages for which the fence names a mark (`python,hidelines=~`).

/// The code without the lines that are hidden; `info` is the fence's info string, `language` what it names.
pub fn without_hidden(code: String, info: &str, language: Option<&str>) -> String {
    let mark =
        info.split_once("hidelines=").map(|(_, rest)| rest.split([',', ' ', '}']).next().unwrap_or_default());
    match mark.filter(|mark| !mark.is_empty()) {
        Some(mark) if code.contains(mark) => {
            kept(&code, |line| (!line.trim_start().starts_with(mark)).then(|| line.to_owned()))
        }
        None if language == Some("rust") && code.contains('#') => kept(&code, of_rust),
        _ => code,
    }
}

fn kept(code: &str, line: impl Fn(&str) -> Option<String>) -> String {
    code.split('\n').filter_map(line).collect::<Vec<_>>().join("\n")
}

/// A line of Rust, if it is shown; `##` stands for a `#` at the beginning of one.
#[expect(clippy::string_slice, reason = "the line ends with what its indentation was taken from")]
fn of_rust(line: &str) -> Option<String> {
    let own = line.trim_start();
    let indent = &line[..line.len() - own.len()];
    match own.strip_prefix('#') {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => None,
        Some(rest) if rest.starts_with('#') => Some(format!("{indent}{rest}")),
        _ => Some(line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_rust_are_hidden() {
        let code = "# use a;\n#\n#[b]\nfn c() {\n    # d();\n    ##e\n}".to_owned();
        assert_eq!(without_hidden(code, "rust,ignore", Some("rust")), "#[b]\nfn c() {\n    #e\n}");
        assert_eq!(without_hidden("# a".to_owned(), "sh", Some("sh")), "# a");
    }

    #[test]
    fn a_fence_names_another_mark() {
        assert_eq!(without_hidden("~a\nb\n  ~c".to_owned(), "python,hidelines=~", Some("python")), "b");
    }
}
