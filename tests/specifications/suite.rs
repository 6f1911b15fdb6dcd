//! A specification with examples, and those of them that the program reads otherwise.

use note_convert::read::dialect::Base;

use crate::html::{alike, html};

/// The examples of a specification and how they are read.
pub struct Suite {
    /// Its text, with examples as `spec.txt` of the CommonMark Spec has them.
    pub spec: &'static str,
    /// How many examples it has.
    pub examples: usize,
    /// The dialect that they are read as.
    pub dialect: Base,
    /// The examples that are read otherwise, by their numbers from 1 on, and why.
    pub known: &'static [(&'static [usize], &'static str)],
}

impl Suite {
    /// Reads all examples. Fails if one is read otherwise that is not known to be, or one as it should be that is.
    pub fn check(&self) {
        let examples = examples(self.spec);
        assert_eq!(examples.len(), self.examples);
        let read = |markdown: &str| alike(&html(markdown, self.dialect));
        let differs = |number: usize| {
            let (markdown, expected) = &examples[number - 1];
            let read = read(markdown);
            (read != alike(expected)).then(|| {
                (number, format!("example {number}:\n{markdown}is\n{read}\nnot\n{}\n", alike(expected)))
            })
        };
        let known: Vec<usize> = self.known.iter().flat_map(|(numbers, _)| numbers.iter().copied()).collect();
        let (as_known, new): (Vec<_>, Vec<_>) =
            (1..=examples.len()).filter_map(differs).partition(|(number, _)| known.contains(number));
        let numbers = |found: &[(usize, String)]| found.iter().map(|(number, _)| *number).collect::<Vec<_>>();
        let texts: Vec<&str> = new.iter().map(|(_, text)| text.as_str()).collect();
        assert!(new.is_empty(), "{:?}\n{}", numbers(&new), texts.join("\n"));
        let as_known = numbers(&as_known);
        let mended: Vec<usize> = known.into_iter().filter(|number| !as_known.contains(number)).collect();
        assert!(mended.is_empty(), "these are read as they should be: {mended:?}");
        for (numbers, reason) in self.known {
            assert!(!numbers.is_empty() && reason.len() > 10, "{numbers:?}");
        }
    }
}

/// The examples of a specification: Markdown, and the HTML that it is.
fn examples(spec: &str) -> Vec<(String, String)> {
    let fence = "`".repeat(32);
    let spec = spec.replace('→', "\t");
    let example = |part: &str| {
        let (_kind, inside) = part.split_once('\n')?;
        let inside = inside.split(&format!("{fence}\n")).next()?;
        let (markdown, html) =
            inside.split_once("\n.\n").or(inside.strip_prefix(".\n").map(|html| ("", html)))?;
        Some((format!("{markdown}\n"), html.to_owned()))
    };
    spec.split(&format!("{fence} example")).skip(1).filter_map(example).collect()
}
