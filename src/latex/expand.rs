//! Expands macros (the note's, those that a formula defines, those of [`super::macros`]) and writes what
//! math-core reads otherwise in the way it reads it. What is left is LaTeX that math-core knows, or an error
//! that it finds; nothing here knows what a formula means.

mod boxed;
mod calculus;
mod call;
mod chemistry;
mod color;
mod definition;
mod diagram;
mod dvips;
mod environment;
mod operator;
mod pattern;
mod proof;
mod text;
mod units;

use super::error::FormulaError;
use super::macros::{self, Known, STARRED, TEXT_SWITCHES};
use super::traced::{Scanner, Token, Traced};
use crate::limits::{EXPANDED, EXPANDED_REST, EXPANSIONS};
use call::{Call, joined, made_of};
use operator::{operator_name, operator_with_limits, script};
use pattern::Macro;
use text::{split_formulas, text_character, verbatim};

pub(super) use definition::DEFINING;
pub use definition::Macros;

/// What comes of expanding a formula.
pub(super) struct Expanded {
    /// The LaTeX without macros.
    pub(super) text: Traced,
    /// What the formula defined.
    pub(super) definitions: Macros,
}

/// Expands `tex` with the macros of the note.
pub(super) fn expand(tex: &Traced, display: bool, macros: &Macros) -> Result<Expanded, FormulaError> {
    let mut expander = Expander { given: macros, own: Macros::default(), display, expansions: 0, behind: 0 };
    let mut text = Traced::default();
    expander.run(tex.clone(), &mut text, Mode::Formula)?;
    Ok(Expanded { text, definitions: expander.own })
}

/// The length of the definitions that a text begins with.
pub(super) fn definitions_length(tex: &Traced) -> usize {
    let mut scanner = Scanner::new(tex);
    let mut length = 0;
    loop {
        let start = scanner.at();
        match scanner.next() {
            Some(Token::Comment) => continue,
            Some(Token::Char(found)) if found.is_whitespace() => continue,
            Some(Token::Command(name)) if DEFINING.contains(&name) => {
                let mut call = Call { name, start, input: tex, scanner: &mut scanner };
                if definition::read(&mut call, &mut Macros::default()).is_err() {
                    return length;
                }
                length = scanner.at();
            }
            _ => return length,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Formula,
    Text,
}

struct Expander<'m> {
    /// The macros of the note.
    given: &'m Macros,
    /// Those that the formula defines.
    own: Macros,
    /// Whether the formula is displayed.
    display: bool,
    expansions: usize,
    /// How many bytes stood behind what was expanded, each time.
    behind: usize,
}

impl Expander<'_> {
    /// Expands `input` into `out`.
    fn run(&mut self, mut input: Traced, out: &mut Traced, mode: Mode) -> Result<(), FormulaError> {
        'input: loop {
            let mut scanner = Scanner::new(&input);
            loop {
                let start = scanner.at();
                let Some(token) = scanner.next() else { return Ok(()) };
                let name = match token {
                    Token::Comment => continue,
                    Token::Command(name) => name,
                    Token::Char(found)
                        if mode == Mode::Text
                            && text::ligature(found, &mut scanner, input.origin(start), out) =>
                    {
                        continue;
                    }
                    Token::Char(found) if found.is_whitespace() && mode == Mode::Text => {
                        scanner.skip_spaces();
                        text_character(' ', input.origin(start), out);
                        continue;
                    }
                    Token::Char(found @ ('^' | '_')) if mode == Mode::Formula => {
                        script(found, &mut scanner, input.origin(start), out);
                        continue;
                    }
                    Token::Char(found) => {
                        match mode {
                            Mode::Text => text_character(found, input.origin(start), out),
                            Mode::Formula => out.push_part(&input, start..scanner.at()),
                        }
                        continue;
                    }
                };
                let mut call = Call { name, start, input: &input, scanner: &mut scanner };
                let again = match mode {
                    Mode::Text => self.in_text(&mut call, out)?,
                    Mode::Formula => self.in_formula(&mut call, out)?,
                };
                if let Some(expansion) = again {
                    let behind = scanner.rest().len();
                    self.expansions += 1;
                    self.behind += behind;
                    if self.given.expand_to(expansion.as_str().len(), behind) {
                        let message = "the macros of this note expand to too much".to_owned();
                        return Err(FormulaError { message, range: input.origins(start..start + 1) });
                    }
                    let rest = input.part(scanner.at()..input.as_str().len());
                    input = joined(expansion, &rest);
                    if self.expansions > EXPANSIONS
                        || self.behind > EXPANDED_REST
                        || input.as_str().len() > EXPANDED
                    {
                        let range = input.origins(0..1);
                        return Err(FormulaError { message: "macros expand without end".to_owned(), range });
                    }
                    continue 'input;
                }
            }
        }
    }

    /// A command in a formula: writes it, or returns what to read in its place.
    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    fn in_formula(&mut self, call: &mut Call, out: &mut Traced) -> Result<Option<Traced>, FormulaError> {
        let known = macros::known(call.name);
        if let Some(body) = self.expansion(call, known)? {
            return Ok(Some(body));
        }
        let at = call.origin();
        match known {
            Some(Known::Text(command)) => {
                self.text(call.argument()?, out, command, at)?;
                return Ok(None);
            }
            Some(Known::Size) => {
                call.scanner.skip_spaces();
                return Ok(None);
            }
            Some(Known::Macro(..) | Known::Dropped(_)) | None => {}
        }
        if let Some(boxed) = boxed::read(call)? {
            return Ok(Some(boxed));
        }
        let again = match call.name {
            "begin" => match environment::whole(call)? {
                Some(again) => again,
                None => {
                    environment::begin(call, out)?;
                    return Ok(None);
                }
            },
            "operatorname" => operator_name(call, out)?,
            "multicolumn" => {
                let (count, _) = (call.argument()?, call.argument()?);
                let body = call.argument()?;
                let count = count.as_str().trim().parse().unwrap_or(1_usize).clamp(1, 100);
                call.wrapped("{", &body, &format!("}}{}", "&".repeat(count - 1)))
            }
            "dv" | "derivative" | "pdv" | "partialderivative" | "dd" | "differential" => {
                calculus::read(call)?
            }
            "num" | "ang" | "unit" | "si" | "SI" | "qty" => units::read(call)?,
            "ce" => {
                let body = call.argument()?;
                chemistry::read(call, &body)?
            }
            "pu" => {
                let body = call.argument()?;
                made_of(&format!("{{{}}}", units::physical(body.as_str())), at)
            }
            "inferrule" => proof::rule(call)?,
            "sout" => {
                out.push(r"\text{\sout{", at);
                self.run(call.argument()?, out, Mode::Text)?;
                out.push("}}", at);
                return Ok(None);
            }
            "unicode" => {
                let code = call.argument()?;
                let code = code.as_str().trim();
                let number = code.strip_prefix(['x', 'U']).map(|digits| u32::from_str_radix(digits, 16));
                let found = number.unwrap_or_else(|| code.parse()).ok().and_then(char::from_u32);
                let found = found.filter(|found| !found.is_control() && !macros::RESERVED.contains(found));
                let found = found.ok_or_else(|| call.error("names no character"))?;
                made_of(&format!(r"\text{{{found}}}"), at)
            }
            "above" => {
                call.dimension();
                made_of(r"\over ", at)
            }
            "raise" | "lower" | "moveleft" | "moveright" => {
                call.dimension();
                Traced::default()
            }
            "mathop" => match operator_with_limits(call, self.display)? {
                Some(again) => again,
                None => {
                    copy(call, out);
                    return Ok(None);
                }
            },
            _ => {
                self.written(call, out)?;
                return Ok(None);
            }
        };
        Ok(Some(again))
    }

    /// A command that is written, as it is or nearly so.
    fn written(&mut self, call: &mut Call, out: &mut Traced) -> Result<(), FormulaError> {
        let at = call.origin();
        match call.name {
            "end" => environment::end(call, out)?,
            "verb" => verbatim(call, out)?,
            "color" => color::write(call, out)?,
            "cellcolor" => out.push(&color::shade(call, macros::SHADED)?, at),
            "rowcolor" => out.push(&color::shade(call, macros::SHADED_ROW)?, at),
            "\\" => {
                call.scanner.eat("*");
                environment::skip_row_space(call.scanner);
                out.push(r"\\ ", at);
            }
            "hline" => {
                out.push(r"\hline ", at);
                environment::skip_lines(call.scanner);
            }
            "dots" => {
                let mut ahead = call.scanner.clone();
                ahead.skip_spaces();
                let raised = match ahead.next() {
                    Some(Token::Char(found)) => "+-=<>*".contains(found),
                    Some(Token::Command(name)) => macros::is_operator(name),
                    Some(Token::Comment) | None => false,
                };
                out.push(if raised { r"\cdots" } else { r"\dots" }, at);
                out.push(" ", at);
            }
            "cfrac" => {
                call.scanner.optional();
                out.push(r"\cfrac", at);
            }
            "hspace" => {
                call.scanner.eat("*");
                out.push(r"\hspace", at);
            }
            // A backslash at the end of a formula is the space that stood after it.
            "" => out.push(r"\ ", at),
            name if name == "left" || name == "right" || name == "middle" || is_big(name) => {
                call.scanner.skip_spaces();
                if is_big(name) && call.scanner.eat(".") {
                    return Ok(());
                }
                copy(call, out);
                if call.scanner.eat("<") {
                    out.push(r"\langle ", at);
                } else if call.scanner.eat(">") {
                    out.push(r"\rangle ", at);
                }
            }
            _ => copy(call, out),
        }
        Ok(())
    }

    /// A command in a text: writes it, or returns what to read in its place.
    fn in_text(&mut self, call: &mut Call, out: &mut Traced) -> Result<Option<Traced>, FormulaError> {
        let known = macros::known(call.name);
        if let Some(body) = self.expansion(call, known)? {
            return Ok(Some(body));
        }
        let at = call.origin();
        if let Some(Known::Text(known)) = known {
            self.text(call.argument()?, out, known, at)?;
        } else if call.name == "underline" {
            self.text(call.argument()?, out, "underbar", at)?;
        } else if let Some((_, known)) = TEXT_SWITCHES.iter().find(|entry| entry.0 == call.name) {
            call.scanner.skip_spaces();
            let rest = call.rest();
            self.text(rest, out, known, at)?;
        } else if call.name == "\\" {
            out.push(" ", at);
        } else if call.name == "verb" {
            verbatim(call, out)?;
        } else {
            copy(call, out);
            if call.name.starts_with(|first: char| first.is_ascii_alphabetic()) {
                call.scanner.skip_spaces();
                out.push(" ", at);
            }
        }
        Ok(None)
    }

    /// Definitions, macros and references: what to read in place of the command, if it is one of them.
    fn expansion(&mut self, call: &mut Call, known: Option<Known>) -> Result<Option<Traced>, FormulaError> {
        if let Some(known) = self.macro_named(call) {
            return call.expand(&known).map(Some);
        }
        if DEFINING.contains(&call.name) {
            // What `\let` gives another name to may be a macro of the note.
            if call.name == "let" {
                self.own_copy(call);
            }
            definition::read(call, &mut self.own)?;
            return Ok(Some(Traced::default()));
        }
        Ok(Some(match (call.name, known) {
            ("label", _) => {
                let label = call.argument()?;
                match self.given.number(label.as_str()).filter(|number| number.shown) {
                    Some(number) => made_of(&format!(r"\tag{{{}}}", number.text), call.origin()),
                    None => Traced::default(),
                }
            }
            ("ref" | "eqref", _) => {
                let label = call.argument()?;
                let (open, close) = if call.name == "ref" { ("", "") } else { ("(", ")") };
                let number = self.given.number(label.as_str());
                let shown = number.map_or(label.as_str(), |number| number.text.as_str());
                made_of(&format!(r"\text{{{open}{shown}{close}}}"), call.origin())
            }
            (_, Some(Known::Macro(arguments, body))) => {
                if arguments > 0 {
                    call.scanner.eat("*");
                }
                while arguments > 0 && call.scanner.optional().is_some() {}
                call.expand(&Macro::new(arguments, body))?
            }
            (_, Some(Known::Dropped(arguments))) => {
                if arguments > 0 {
                    call.scanner.eat("*");
                    call.scanner.optional();
                }
                (0..arguments).try_for_each(|_| call.argument().map(drop))?;
                Traced::default()
            }
            _ => return Ok(None),
        }))
    }

    /// The macro that a command is, in its form with an asterisk if it is used in that (or with a size, which
    /// such a form replaces).
    fn macro_named(&self, call: &mut Call) -> Option<Macro> {
        if self.own.is_empty() && self.given.is_empty() {
            return None;
        }
        let get = |name: &str| self.own.get(name).or_else(|| self.given.get(name));
        let known = get(call.name)?;
        if call.scanner.rest().starts_with(['*', '['])
            && let Some(starred) = get(&format!("{}*", call.name))
        {
            if !call.scanner.eat("*") {
                call.scanner.optional();
            }
            return Some(starred.clone());
        }
        Some(known.clone())
    }

    fn own_copy(&mut self, call: &Call) {
        let mut ahead = call.scanner.clone();
        ahead.argument();
        ahead.skip_spaces();
        ahead.eat("=");
        let Some(other) = ahead.argument() else { return };
        let other = other.as_str().trim_start_matches('\\');
        if let Some(known) = self.given.get(other) {
            self.own.insert(other, known.clone());
        }
    }

    /// Writes the text of a command; formulas inside it (`$…$`) are set as formulas.
    fn text(
        &mut self,
        content: Traced,
        out: &mut Traced,
        command: &str,
        at: usize,
    ) -> Result<(), FormulaError> {
        let pieces = split_formulas(&content);
        let several = pieces.len() > 1;
        if several {
            out.push("{", at);
        }
        for (formula, piece) in pieces {
            if formula {
                out.push("{", at);
                self.run(piece, out, Mode::Formula)?;
            } else {
                out.push(&format!("\\{command}{{"), at);
                self.run(piece, out, Mode::Text)?;
            }
            out.push("}", at);
        }
        if several {
            out.push("}", at);
        }
        Ok(())
    }
}

fn is_big(name: &str) -> bool {
    let size = ["bigg", "Bigg", "big", "Big"].iter().find_map(|size| name.strip_prefix(size));
    matches!(size, Some("" | "l" | "r" | "m"))
}

/// Writes a command as it is. A `*` after it is not a part of its name, unlike what math-core thinks.
fn copy(call: &mut Call, out: &mut Traced) {
    out.push_part(call.input, call.start..call.scanner.at());
    let letters = call.name.starts_with(|first: char| first.is_ascii_alphabetic());
    if letters && call.scanner.rest().starts_with('*') && !STARRED.contains(&call.name) {
        out.push(" ", call.origin());
    }
}
