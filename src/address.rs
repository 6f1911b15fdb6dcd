//! Addresses, and which of them may be followed: the one list of schemes for links of all outputs, whether they come
//! from a note, its front matter or the settings. A link leads to the web, to a person, to a name or to a neighbouring
//! file, never to a script, into the reader's own files or to a program that takes orders.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What cannot stand in the address of a file as it is; a name with a `:` would look like a scheme, and browsers read `\\` as
/// `/`.
const ENCODED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'#').add(b'?').add(b'%').add(b':').add(b'\\');

/// The schemes (RFC 3986, 3.1) that a link may have: those of the web, of people and places, and of names that many
/// programs resolve. All but `doi` are among those that the HTML Standard lets pages handle ("safelisted scheme"); left
/// out are those whose addresses a program takes for orders (`ssh`), money, and what hardly any note has.
const SCHEMES: [&str; 20] = [
    "doi", "ftp", "ftps", "geo", "http", "https", "irc", "ircs", "magnet", "mailto", "matrix", "news",
    "nntp", "sftp", "sip", "sms", "tel", "urn", "webcal", "xmpp",
];

/// The scheme of an absolute address, as browsers see it; `None` for a relative one.
pub fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let valid = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    (valid && scheme.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(scheme)
}

/// Whether a link may lead to an address: it is relative, or its scheme is one of the list.
pub fn may_be_followed(address: &str) -> bool {
    let address = cleaned(address);
    scheme(&address).is_none_or(|scheme| SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// The path from the root of a site, for one that begins with a name that builders of sites give to their folders:
/// `@site/static/a.png` (Docusaurus), `@/a.png`, `~/a.md` (Nuxt).
pub fn from_root(path: &str) -> Option<String> {
    let aliases = ["@site/static/", "@site/", "@/", "~/", "pathname:///"];
    aliases.iter().find_map(|alias| path.strip_prefix(alias)).map(|rest| format!("/{rest}"))
}

/// The address of a file at a relative path: one whose name has a `:` must not look like a scheme (RFC 3986, 4.2).
pub fn beside(path: &str) -> String {
    if scheme(path).is_some() { format!("./{path}") } else { path.to_owned() }
}

/// The address of a file at a relative path, of whatever characters its names are.
pub fn of_file(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

/// An address as browsers read it: they drop white space and control characters around it, and tabs and line ends in it
/// (URL Standard, 4.4).
pub fn cleaned(address: &str) -> String {
    let around = |c: char| c.is_whitespace() || c <= ' ';
    address.trim_matches(around).chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_people_names_and_neighbouring_files_are_linked() {
        for address in [
            "https://example.org/a?b=c#d",
            "HTTP://example.org",
            "mailto:a@example.org",
            "tel:+33123456789",
            "ftps://example.org/a",
            "doi:10.1000/182",
            "geo:48.2,16.4",
            "xmpp:a@example.org",
            "matrix:u/a:example.org",
            "magnet:?xt=urn:btih:a",
            "urn:isbn:1",
            "other.html#part",
            "?q=a:b",
            "a b:c",
        ] {
            assert!(may_be_followed(address), "{address}");
        }
    }

    #[test]
    fn scripts_data_files_and_programs_are_not() {
        for address in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "blob:x",
            "ssh://-oProxyCommand=x",
            "vscode://file/x",
            "view-source:https://example.org",
            "ms-word:ofe|u|x",
            "c:\\x",
        ] {
            assert!(!may_be_followed(address), "{address:?}");
        }
    }
}
