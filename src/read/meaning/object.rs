//! Roles for what a program has: code, options, files, objects of a language.

use crate::ir::*;
use crate::read::core::construct::Call;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::meaning::reference::{line, shown};
use crate::read::syntax::names::Body;
use crate::read::syntax::names::Written;
use crate::read::syntax::role::parts;

pub static LITERAL: Construct = Construct {
    names: &[(
        Written::ROLE,
        &[
            "code",
            "literal",
            "command",
            "file",
            "program",
            "envvar",
            "option",
            "samp",
            "keyword",
            "regexp",
            "mimetype",
            "newsgroup",
            "makevar",
            "manpage",
            "mailheader",
            "token",
            "eval",
        ],
    )],
    body: Body::Verbatim,
    doc: "Words set as code.",
    example: "{command}`ls`",
    read: |call, _, _| {
        // Spaces in it count.
        let text = call.verbatim.as_ref().map_or_else(|| shown(call), |verbatim| verbatim.text);
        Ok(code(call, if matches!(call.name, "code" | "literal") { text } else { shown(call) }))
    },
};

pub static OBJECT: Construct = Construct {
    names: &[(
        Written::ROLE,
        &[
            "func", "meth", "class", "mod", "attr", "obj", "data", "exc", "const", "type", "method", "py:*",
            "c:*", "cpp:*", "js:*", "rst:*", "std:*", "rust:*",
        ],
    )],
    body: Body::Verbatim,
    doc: "The name of an object of a program.",
    example: "{py:func}`~os.path.join`",
    read: |call, _, _| {
        let (words, target) = parts(line(call));
        let local = call.name.split_once(':').map_or(call.name, |(_, local)| local);
        Ok(code(call, &object(local, words, target)))
    },
};

fn code(call: &Call, text: &str) -> Content {
    let kind = InlineKind::Code { language: None, text: text.to_owned() };
    Content::Inlines(vec![Inline::new(call.span, kind)])
}

/// The name of an object of a program: `~a.b` shows its last part, `!a.b` only says that it is no link.
fn object(role: &str, words: Option<&str>, target: &str) -> String {
    if let Some(words) = words {
        return words.to_owned();
    }
    let target = target.strip_prefix('!').unwrap_or(target);
    let name = match target.strip_prefix('~') {
        Some(path) => path.rsplit('.').next().unwrap_or(path),
        None => target.strip_prefix('.').unwrap_or(target),
    };
    let calls = matches!(role, "func" | "meth" | "function" | "method") && !name.ends_with(')');
    format!("{name}{}", if calls { "()" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_show_what_their_role_asks_for() {
        assert_eq!(object("func", None, "~a.b"), "b()");
        assert_eq!(object("class", None, "a.B"), "a.B");
        assert_eq!(object("meth", Some("x"), "a"), "x");
        assert_eq!(object("mod", None, "!a"), "a");
    }
}
