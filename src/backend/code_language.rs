//! The names of languages: what notes call them, as the syntaxes of two-face do, for all targets alike.

/// The language of what a terminal shows, which the syntaxes of two-face lack.
pub const CONSOLE: &str = "console";

/// Names that notes use for languages, where they are not those of the syntaxes or their files' endings.
pub const ALIASES: [(&str, &str); 23] = [
    ("cjs", "js"),
    ("docker", "dockerfile"),
    ("elisp", "lisp"),
    ("f#", "fs"),
    ("golang", "go"),
    ("ipython", "py"),
    ("javascriptreact", "js"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("jsx", "js"),
    ("mjs", "js"),
    ("node", "js"),
    ("objc", "objective-c"),
    ("objectivec", "objective-c"),
    ("postgresql", "sql"),
    ("pycon", "py"),
    ("python3", "py"),
    ("sh-session", CONSOLE),
    ("shell", "sh"),
    ("shell-session", CONSOLE),
    ("shellscript", "sh"),
    ("terminal", "sh"),
];

/// The name by which the syntaxes know the language that a note calls `name`; the same when they need no other.
pub fn known(name: &str) -> &str {
    let alias = ALIASES.binary_search_by_key(&name, |(alias, _)| alias);
    alias.ok().and_then(|at| ALIASES.get(at)).map_or(name, |(_, own)| own)
}
