//! Reads a formula aloud: its words in the language of the text, for those who cannot see it. How it is read follows
//! ClearSpeak and MathSpeak, as screen readers speak MathML: short where a listener hears what belongs together (`x over
//! 2`), with a beginning and an end where not (`the fraction with numerator … end fraction`).
//!
//! The words are data: `templates/speech/` has a file for each language.

mod letter;
mod row;
mod shape;
mod table;
mod words;

use crate::ir::Formula;
use crate::ir::formula::{ScriptPair, Side, Table};
use crate::limits::SPOKEN;
use crate::locale::{self, Word};

use shape::{APART, bare, is_atom, is_closed, is_prime, is_signed_atom, is_silent, is_simple, operator};
use words::{Phrase, Words, choose};

/// What `formula` says, in words of `language` (BCP 47) or, for a language without words for formulas, in English.
/// Never empty; longer than [`SPOKEN`] bytes, it ends with an ellipsis.
pub fn speak(formula: &Formula, language: &str) -> String {
    let mut speaker =
        Speaker { words: Words::of(language), out: String::new(), is_full: false, in_limit: false };
    speaker.formula(formula);
    let mut said = speaker.out;
    said.truncate(said.trim_end_matches([',', ';', ':', ' ']).len());
    match said.is_empty() {
        true => locale::word(language, Word::Formula).to_owned(),
        false if speaker.is_full => said + " …",
        false => said,
    }
}

struct Speaker {
    words: &'static Words,
    out: String,
    /// Whether the bound is reached, so that nothing more is said.
    is_full: bool,
    /// Under a limit or a relation, where an arrow says what is approached.
    in_limit: bool,
}

/// What stands in the place of a phrase.
#[derive(Debug, Clone, Copy)]
enum Part<'f> {
    Of(&'f Formula),
    Word(&'f str),
    Sign(&'f str),
    Identifier(&'f str),
    Letter(char),
    Rows(Rows<'f>),
    Cells(&'f [Formula], Rows<'f>),
}

/// What the rows of a table are.
#[derive(Debug, Clone, Copy)]
struct Rows<'f> {
    table: &'f Table,
    /// What a row is called.
    name: Phrase,
    /// Whether each cell is one of a grid, which is told where it is empty.
    is_grid: bool,
}

impl Speaker {
    /// Says a word or several; what begins with a comma or the like joins what stands before.
    fn word(&mut self, words: &str) {
        let mut words = words.trim();
        let joins = [',', ';', ':'];
        // The longer pause counts.
        if self.out.ends_with(',') && words.starts_with([';', ':']) {
            self.out.pop();
        }
        if self.out.is_empty() || self.out.ends_with(joins) {
            words = words.trim_start_matches(joins).trim_start();
        }
        if words.is_empty() || self.is_full {
            return;
        }
        if self.out.len() + words.len() >= SPOKEN {
            self.is_full = true;
            return;
        }
        if !self.out.is_empty() && !words.starts_with(joins) {
            self.out.push(' ');
        }
        self.out.push_str(words);
    }

    fn pause(&mut self) {
        self.word(",");
    }

    /// Says a phrase with its parts in their places.
    fn phrase(&mut self, phrase: &str, parts: &[Part]) {
        let mut pieces = phrase.split('{');
        self.word(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (number, rest) = piece.split_once('}').unwrap_or_default();
            if let Some(part) = number.parse().ok().and_then(|number: usize| parts.get(number)) {
                self.part(*part);
            }
            self.word(rest);
        }
    }

    fn part(&mut self, part: Part) {
        match part {
            Part::Of(formula) => self.formula(formula),
            Part::Word(word) => self.word(word),
            Part::Sign(sign) => self.sign(sign),
            Part::Identifier(letters) => self.identifier(letters),
            Part::Letter(letter) => self.plain_letter(letter),
            Part::Rows(rows) => self.rows(rows),
            Part::Cells(cells, rows) => self.cells(cells, rows),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of formula")]
    fn formula(&mut self, formula: &Formula) {
        let phrases = &self.words.phrases;
        match formula {
            Formula::Row(parts) => self.row(parts, false),
            Formula::Identifier { text, upright: _ } => self.identifier(text),
            Formula::Number(number) => self.word(number),
            Formula::Operator(operator) => match operator.text.as_str() {
                "→" | "⟶" if self.in_limit => self.word(phrases.approaches),
                sign => self.sign(sign),
            },
            Formula::Text { text, style: _, size: _ } => self.word(&text.replace('\u{A0}', " ")),
            Formula::Space(width) if *width >= APART => self.pause(),
            Formula::Space(_) | Formula::Phantom { .. } => {}
            Formula::Fraction { numerator, denominator, bar } => {
                let pair = if *bar == Some(0.0) { phrases.stacked } else { phrases.fraction };
                let is_short = is_simple(numerator) && is_simple(denominator);
                self.phrase(choose(pair, is_short), &[Part::Of(numerator), Part::Of(denominator)]);
            }
            Formula::Root { radicand, index } => self.root(radicand, index.as_deref()),
            Formula::Scripts { base, sub, sup } if self.takes_bounds(base) => {
                self.bounded(base, sub.as_deref(), sup.as_deref());
            }
            Formula::Scripts { base, sub, sup } => {
                let (sub, sup) = (sub.as_deref(), sup.as_deref());
                // Alone, as in `10$^{3}$`, they belong to what stands before the formula.
                let has_base = !is_silent(base);
                if has_base {
                    self.base(base);
                }
                self.scripts(has_base.then_some(&**base), sub, sup);
            }
            Formula::Limits { base, under, over } if self.takes_bounds(base) || is_name(base) => {
                self.bounded(base, under.as_deref(), over.as_deref());
            }
            Formula::Limits { base, under: None, over: Some(over) } if self.is_mark(over) => {
                self.accent(base, operator(over).map_or("", |operator| &operator.text), Side::Over);
            }
            Formula::Limits { base, under, over } => {
                self.base(base);
                self.beside(under.as_deref(), over.as_deref());
            }
            Formula::Arrow { arrow, under, over } => {
                self.sign(arrow);
                self.beside(under.as_deref(), over.as_deref());
            }
            Formula::Multiscripts { base, before, after } => {
                for ScriptPair { sub, sup } in before {
                    self.scripts_before(Some(sub), Some(sup));
                }
                self.base(base);
                for ScriptPair { sub, sup } in after {
                    self.scripts(Some(base), Some(sub), Some(sup));
                }
            }
            Formula::Accent { base, mark, side, stretchy: _ } => self.accent(base, mark, *side),
            Formula::Fenced { open, close, body } => self.fenced(open, close, body),
            Formula::Table(table) => self.table(table),
            Formula::Styled { body, style: _ }
            | Formula::Colored { body, color: _ }
            | Formula::Shaded { body, color: _ }
            | Formula::Padded { body, left: _, right: _ } => self.formula(body),
            Formula::Struck { body, strike: _ } => self.phrase(phrases.struck, &[Part::Of(body)]),
            Formula::Boxed(body) => self.phrase(phrases.boxed, &[Part::Of(body)]),
            Formula::Tag(body) => {
                self.pause();
                self.phrase(phrases.number, &[Part::Of(body)]);
            }
        }
    }

    /// A part that others belong to; where it begins and ends is said when that cannot be heard.
    fn base(&mut self, base: &Formula) {
        match is_closed(base) {
            true => self.formula(base),
            false => self.phrase(self.words.phrases.group, &[Part::Of(base)]),
        }
    }

    fn root(&mut self, radicand: &Formula, index: Option<&Formula>) {
        let phrases = &self.words.phrases;
        let is_short = is_simple(radicand);
        match index.map(|index| (index, bare(index))) {
            None => self.phrase(choose(phrases.square_root, is_short), &[Part::Of(radicand)]),
            Some((_, Formula::Number(number))) if number == "3" => {
                self.phrase(choose(phrases.cube_root, is_short), &[Part::Of(radicand)]);
            }
            Some((index, _)) => {
                self.phrase(choose(phrases.root, is_short), &[Part::Of(radicand), Part::Of(index)]);
            }
        }
    }

    /// Subscript and superscript of what has just been said.
    fn scripts(&mut self, base: Option<&Formula>, sub: Option<&Formula>, sup: Option<&Formula>) {
        let phrases = &self.words.phrases;
        let (sub, sup) = (sub.filter(|part| !is_silent(part)), sup.filter(|part| !is_silent(part)));
        let is_primed = sup.is_some_and(is_prime);
        if let Some(sup) = sup.filter(|_| is_primed) {
            self.formula(sup);
        }
        if let Some(sub) = sub {
            self.phrase(choose(phrases.subscript, is_atom(sub)), &[Part::Of(sub)]);
        }
        if let Some(sup) = sup.filter(|_| !is_primed) {
            self.superscript(base, sup);
        }
    }

    fn superscript(&mut self, base: Option<&Formula>, sup: &Formula) {
        let phrases = &self.words.phrases;
        let is_number = base.is_none_or(|base| matches!(bare(base), Formula::Number(_)));
        let sign = operator(sup).map(|operator| operator.text.as_str());
        match (bare(sup), sign) {
            (Formula::Number(number), _) if number == "2" => self.word(phrases.squared),
            (Formula::Number(number), _) if number == "3" => self.word(phrases.cubed),
            (_, Some("∘")) => self.sign(if is_number { "°" } else { "○" }),
            (_, Some("⊤" | "⊺")) => self.word(phrases.transpose),
            (Formula::Identifier { text, .. }, _) if text == "⊤" => self.word(phrases.transpose),
            (_, Some(_)) | (Formula::Text { .. }, _) => {
                self.phrase(choose(phrases.superscript, is_atom(sup)), &[Part::Of(sup)]);
            }
            (Formula::Row(parts), _) => {
                let [opens, closes] = [parts.first(), parts.last()].map(|part| part.and_then(operator));
                // Primes and something more: `f'^2`.
                let primes = parts.iter().take_while(|part| is_prime(part)).count();
                if let (primes @ [_, ..], rest) = parts.split_at(primes) {
                    primes.iter().for_each(|prime| self.formula(prime));
                    return self.superscript(base, &Formula::row(rest.to_vec()));
                }
                // A charge: `2-`.
                let is_charge =
                    closes.is_some_and(|operator| ["+", "−", "-"].contains(&operator.text.as_str()));
                let is_in_parentheses = opens.is_some_and(|operator| operator.text == "(")
                    && closes.is_some_and(|operator| operator.text == ")");
                match is_in_parentheses || is_charge {
                    true => self.phrase(choose(phrases.superscript, false), &[Part::Of(sup)]),
                    false => self.phrase(choose(phrases.power, is_signed_atom(sup)), &[Part::Of(sup)]),
                }
            }
            _ => self.phrase(choose(phrases.power, is_atom(sup)), &[Part::Of(sup)]),
        }
    }

    /// Scripts before what they belong to, as those of isotopes are.
    fn scripts_before(&mut self, sub: Option<&Formula>, sup: Option<&Formula>) {
        let phrases = &self.words.phrases;
        for (script, phrase) in [(sup, phrases.left_superscript), (sub, phrases.left_subscript)] {
            match script.filter(|script| !is_silent(script)) {
                Some(script) if operator(script).is_some_and(|operator| operator.text == "∘") => {
                    self.sign("°")
                }
                Some(script) => self.phrase(phrase, &[Part::Of(script)]),
                None => {}
            }
        }
    }

    /// What stands below and above something.
    fn beside(&mut self, under: Option<&Formula>, over: Option<&Formula>) {
        let phrases = &self.words.phrases;
        let outer = std::mem::replace(&mut self.in_limit, true);
        for (label, phrase) in [(under, phrases.below), (over, phrases.above)] {
            if let Some(label) = label.filter(|label| !is_silent(label)) {
                self.phrase(phrase, &[Part::Of(label)]);
            }
            self.in_limit = outer;
        }
    }

    /// Whether what stands below and above a part says over what it reaches.
    fn takes_bounds(&self, part: &Formula) -> bool {
        operator(part).is_some_and(|operator| {
            self.words.large(&operator.text).is_some()
                || is_limit(&operator.text)
                || operator.text == "log"
                || ["max", "min", "sup", "inf", "arg max", "arg min"]
                    .contains(&plain(&operator.text).as_str())
        })
    }

    /// Whether a part above another is an accent.
    fn is_mark(&self, part: &Formula) -> bool {
        operator(part).is_some_and(|operator| self.words.mark(&operator.text).is_some())
    }

    /// A sum, an integral, a limit or the like with its bounds.
    fn bounded(&mut self, base: &Formula, from: Option<&Formula>, to: Option<&Formula>) {
        let phrases = &self.words.phrases;
        let name = operator(base).map_or("", |operator| &operator.text);
        let (from, to) = (from.filter(|part| !is_silent(part)), to.filter(|part| !is_silent(part)));
        self.sign(&plain(name));
        if is_limit(name) {
            let outer = std::mem::replace(&mut self.in_limit, true);
            if let Some(from) = from {
                self.phrase(phrases.when, &[Part::Of(from)]);
            }
            self.in_limit = outer;
            return self.scripts(Some(base), None, to);
        }
        match (from, to) {
            (Some(from), to) if name == "log" => {
                self.phrase(phrases.base, &[Part::Of(from)]);
                self.scripts(Some(base), None, to);
            }
            // What is raised at the name of a function is a power of it.
            (from, Some(to)) if self.words.large(name).is_none() => self.scripts(Some(base), from, Some(to)),
            (Some(from), Some(to)) => self.phrase(phrases.from_to, &[Part::Of(from), Part::Of(to)]),
            (Some(from), None) => self.phrase(phrases.over, &[Part::Of(from)]),
            (None, Some(to)) => self.phrase(phrases.up_to, &[Part::Of(to)]),
            (None, None) => {}
        }
    }

    fn accent(&mut self, base: &Formula, mark: &str, side: Side) {
        // A line below is written as another sign than one above, an arrow is not.
        let arrow_below = side == Side::Under && "→←↔".contains(mark);
        let mark = if side == Side::Under && "¯‾".contains(mark) { "_" } else { mark };
        match self.words.mark(mark).filter(|_| !arrow_below) {
            Some(pair) => {
                // The dot of a letter makes room for the accent.
                let letter = match bare(base) {
                    Formula::Identifier { text, .. } if ["ı", "𝚤"].contains(&text.as_str()) => Some('i'),
                    Formula::Identifier { text, .. } if ["ȷ", "𝚥"].contains(&text.as_str()) => Some('j'),
                    _ => None,
                };
                self.phrase(choose(pair, is_atom(base)), &[letter.map_or(Part::Of(base), Part::Letter)]);
            }
            None => {
                let phrases = &self.words.phrases;
                self.base(base);
                let phrase = if side == Side::Under { phrases.below } else { phrases.above };
                self.phrase(phrase, &[Part::Sign(mark)]);
            }
        }
    }

    fn fenced(&mut self, open: &str, close: &str, body: &Formula) {
        let phrases = &self.words.phrases;
        let inside = bare(body);
        match inside {
            Formula::Table(table) if self.fenced_table(open, close, table) => return,
            Formula::Fraction { numerator, denominator, bar: Some(0.0) } if (open, close) == ("(", ")") => {
                let is_short = is_simple(numerator) && is_simple(denominator);
                let parts = [Part::Of(numerator), Part::Of(denominator)];
                return self.phrase(choose(phrases.binomial, is_short), &parts);
            }
            _ => {}
        }
        let is_pair = open == close || matches!((open, close), ("⌊", "⌋") | ("⌈", "⌉"));
        match self.fence(open).filter(|_| is_pair) {
            Some(pair) => self.phrase(choose(pair, is_atom(body)), &[Part::Of(body)]),
            None => {
                self.sign(open);
                self.row(inside.parts(), open == "{");
                self.sign(close);
            }
        }
    }
}

/// Whether a part is the name of a function.
fn is_name(part: &Formula) -> bool {
    operator(part)
        .is_some_and(|operator| operator.text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some())
}

/// Whether a function is a limit, under which an arrow stands.
fn is_limit(name: &str) -> bool {
    ["lim", "lim sup", "lim inf", "inj lim", "proj lim"].contains(&plain(name).as_str())
}

/// The name of a function with plain spaces.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
