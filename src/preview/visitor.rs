//! Who may ask: browsers of this machine, for pages of this server. Another site that is open in the same browser may not,
//! neither under its own name (`Origin`, Fetch Standard §3.1) nor with a name of its own that leads to this machine (`Host`).

/// The fields of a request's header that say who asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Visitor<'a> {
    /// `Host` (RFC 9110 §7.2).
    pub host: Option<&'a str>,
    /// `Origin`.
    pub origin: Option<&'a str>,
    /// `Sec-Fetch-Site` (Fetch Metadata Request Headers §2.4).
    pub site: Option<&'a str>,
}

impl Visitor<'_> {
    /// Whether the visitor may ask the server at a port; `is_page` for the page that people open themselves, also by a link
    /// from elsewhere.
    pub fn may_ask(self, port: u16, is_page: bool) -> bool {
        let names = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}"));
        let is_own = |host: &str| names.iter().any(|name| name.eq_ignore_ascii_case(host));
        let host = self.host.is_some_and(is_own);
        let origin = self.origin.is_none_or(|origin| origin.strip_prefix("http://").is_some_and(is_own));
        let site = self.site.is_none_or(|site| is_page || matches!(site, "same-origin" | "none"));
        host && origin && site
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_ask(host: &str, origin: Option<&str>, site: Option<&str>) -> bool {
        Visitor { host: Some(host), origin, site }.may_ask(8000, false)
    }

    #[test]
    fn this_machine_may_ask() {
        assert!(may_ask("127.0.0.1:8000", None, None));
        assert!(may_ask("localhost:8000", Some("http://localhost:8000"), Some("same-origin")));
        assert!(may_ask("[::1]:8000", None, Some("none")));
    }

    #[test]
    fn other_sites_may_not() {
        assert!(!may_ask("evil.example:8000", None, None), "a name that leads here");
        assert!(!may_ask("127.0.0.1.evil.example:8000", None, None));
        assert!(!may_ask("localhost:8001", None, None), "another port");
        assert!(!may_ask("localhost:8000", Some("https://evil.example"), None));
        assert!(!may_ask("localhost:8000", Some("null"), None));
        assert!(!may_ask("localhost:8000", None, Some("cross-site")));
        assert!(!Visitor::default().may_ask(8000, true), "no host at all");
    }

    #[test]
    fn the_page_itself_may_be_opened_from_a_link() {
        let visitor = Visitor { host: Some("localhost:8000"), site: Some("cross-site"), origin: None };
        assert!(visitor.may_ask(8000, true) && !visitor.may_ask(8000, false));
    }
}
