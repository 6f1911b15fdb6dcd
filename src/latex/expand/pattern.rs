//! What a macro stands for, and how its arguments are told apart.

use super::super::traced::{Scanner, Token, Traced};

/// A command with a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Macro {
    /// What has to stand before the first argument and after each of them (`\def\pair(#1,#2)`): one text more
    /// than there are arguments, an empty one where nothing has to.
    pub(super) pattern: Vec<String>,
    /// What the first argument is when it is not given.
    pub(super) default: Option<String>,
    pub(super) body: String,
}

impl Macro {
    pub(super) fn new(arguments: usize, body: impl Into<String>) -> Self {
        Self { pattern: vec![String::new(); arguments.min(9) + 1], default: None, body: body.into() }
    }

    pub(super) fn arguments(&self) -> usize {
        self.pattern.len() - 1
    }
}

/// Goes past everything up to and with `delimiter`, outside of groups, and returns what stands before it.
pub(super) fn delimited(scanner: &mut Scanner, input: &Traced, delimiter: &str) -> Option<Traced> {
    let start = scanner.at();
    let mut depth = 0;
    loop {
        let at = scanner.at();
        if depth == 0 && scanner.eat(delimiter) {
            return Some(input.part(start..at));
        }
        match scanner.next()? {
            Token::Char('{') => depth += 1,
            Token::Char('}') => depth -= 1,
            Token::Char(_) | Token::Command(_) | Token::Comment => {}
        }
    }
}
