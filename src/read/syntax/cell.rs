//! How a code cell of Quarto and R Markdown is written.

/// Whether an info string in braces is the header of a cell: its engine and what stands after it.
pub fn header(info: &str) -> Option<(&str, &str)> {
    let inside = info.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
    let length =
        inside.find(|c: char| !(c.is_ascii_alphanumeric() || "-_+".contains(c))).unwrap_or(inside.len());
    let (engine, rest) = inside.split_at(length);
    let starts = engine.starts_with(|c: char| c.is_ascii_alphabetic());
    let known = ENGINES.contains(&engine.to_lowercase().as_str());
    let options = rest.starts_with([',', ' ']) && !rest.trim_start().starts_with('=');
    (starts && (known || options)).then_some((engine, rest.trim_start_matches([',', ' '])))
}

/// Programs that run cells, by the names that Quarto and knitr have for them.
const ENGINES: [&str; 47] = [
    "r",
    "python",
    "python3",
    "ipython",
    "ipython3",
    "py",
    "julia",
    "ojs",
    "observable",
    "bash",
    "sh",
    "zsh",
    "fish",
    "sql",
    "mermaid",
    "dot",
    "js",
    "javascript",
    "node",
    "perl",
    "ruby",
    "rust",
    "stan",
    "rcpp",
    "cpp",
    "c",
    "css",
    "html",
    "scala",
    "go",
    "haskell",
    "octave",
    "matlab",
    "fortran",
    "awk",
    "sed",
    "cat",
    "asis",
    "verbatim",
    "lua",
    "tikz",
    "webr",
    "webr-r",
    "pyodide",
    "shinylive-python",
    "shinylive-r",
    "powershell",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_cells_are_told_from_directives_and_attributes() {
        assert_eq!(header("{python}"), Some(("python", "")));
        assert_eq!(header("{r plot, echo=FALSE}"), Some(("r", "plot, echo=FALSE")));
        assert_eq!(header("{custom, a=1}"), Some(("custom", "a=1")));
        for info in ["{.python}", "{=html}", "{toctree}", "python", "{code-block} python"] {
            assert_eq!(header(info), None, "{info}");
        }
    }
}
