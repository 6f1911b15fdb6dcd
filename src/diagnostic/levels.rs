//! Which kinds of message a run leaves out and which it takes as failures: `--allow` and `--deny`.

use std::collections::BTreeSet;
use std::str::FromStr;

use super::{Code, Diagnostic, Severity};
use crate::nearest::nearest;

/// What a run makes of kinds of message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    /// Kinds that are not told, unless they are errors: then there is no output.
    pub allow: BTreeSet<Code>,
    /// Kinds that are told as errors. The outputs are made all the same.
    pub deny: BTreeSet<Code>,
}

impl Levels {
    /// The messages that are told, as errors where they count as such.
    pub fn apply(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostics.retain(|one| one.severity == Severity::Error || !self.allow.contains(&one.code));
        for one in diagnostics.iter_mut().filter(|one| self.deny.contains(&one.code)) {
            one.severity = Severity::Error;
        }
        diagnostics
    }
}

impl FromStr for Code {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let name = name.trim().to_lowercase();
        Code::named(&name).ok_or_else(|| match nearest(&name, Code::ALL.iter().map(|code| code.as_str())) {
            Some(nearest) => format!("no message has that code: did you mean `{nearest}`?"),
            None => "no message has that code: those that there are stand in docs/diagnostics.md, and in square brackets \
                     in messages"
                .to_owned(),
        })
    }
}

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        name.parse().map_err(|error| format!("`{name}`: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_is_not_told_and_what_is_denied_is_an_error() {
        let levels = Levels {
            allow: BTreeSet::from([Code::BrokenLink, Code::FrontMatter]),
            deny: BTreeSet::from([Code::Footnote]),
        };
        let told = levels.apply(vec![
            Diagnostic::warning(Code::BrokenLink, "a"),
            Diagnostic::error(Code::FrontMatter, "b"),
            Diagnostic::warning(Code::Footnote, "c"),
            Diagnostic::info(Code::RawContent, "d"),
        ]);
        let told: Vec<_> = told.iter().map(|one| (one.message.as_str(), one.severity)).collect();
        assert_eq!(told, [("b", Severity::Error), ("c", Severity::Error), ("d", Severity::Info)]);
    }

    #[test]
    fn a_wrong_code_gets_the_nearest_one() {
        assert_eq!("Broken-Link".parse(), Ok(Code::BrokenLink));
        assert!("broken-lnk".parse::<Code>().unwrap_err().contains("`broken-link`"));
    }
}
