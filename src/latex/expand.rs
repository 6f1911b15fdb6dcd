//! Expands macros (the note's, those that a formula defines, those of [`super::macros`]) and writes what
//! math-core reads otherwise in the way it reads it. What is left is LaTeX that math-core knows, or an error
//! that it finds; nothing here knows what a formula means.

mod call;
mod environment;
mod text;

use super::FormulaError;
use super::macros::{COLORED, DROPPED, MACROS, SIZES, STARRED, TEXT, TEXT_SWITCHES};
use super::traced::{Scanner, Token, Traced};
use call::{Call, Macro, joined, made_of};
use text::{split_formulas, text_character, verbatim};

/// How often macros may be expanded in one formula: far more than any formula needs, few enough to stop a
/// macro that contains itself.
const MAX_EXPANSIONS: usize = 2_000;
/// How long, in bytes, what is left to read may become.
const MAX_LENGTH: usize = 200_000;

/// What comes of expanding a formula.
pub(super) struct Expanded {
    /// The LaTeX without macros.
    pub(super) text: Traced,
    /// What the formula defined: names and definitions.
    pub(super) definitions: Vec<(String, String)>,
}

/// Expands `tex` with `macros` (names with or without a backslash, definitions with `#1` to `#9`).
pub(super) fn expand(tex: &Traced, macros: &[(String, String)]) -> Result<Expanded, FormulaError> {
    let mut expander = Expander { macros: Vec::new(), expansions: 0 };
    for (name, definition) in macros {
        expander.define(name.trim_start_matches('\\'), None, None, made_of(definition, 0));
    }
    let given = expander.macros.len();
    let mut text = Traced::default();
    expander.run(tex.clone(), &mut text, Mode::Formula)?;
    let own = expander.macros.drain(given..);
    let definitions = own.map(|own| (own.name, own.body.as_str().to_owned())).collect();
    Ok(Expanded { text, definitions })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Formula,
    Text,
}

struct Expander {
    macros: Vec<Macro>,
    expansions: usize,
}

impl Expander {
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
                    Token::Char(found) if found.is_whitespace() && mode == Mode::Text => {
                        scanner.skip_spaces();
                        text_character(' ', input.origin(start), out);
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
                    self.expansions += 1;
                    let rest = input.part(scanner.at()..input.as_str().len());
                    input = joined(expansion, &rest);
                    if self.expansions > MAX_EXPANSIONS || input.as_str().len() > MAX_LENGTH {
                        let range = input.origins(0..1);
                        return Err(FormulaError { message: "macros expand without end".to_owned(), range });
                    }
                    continue 'input;
                }
            }
        }
    }

    /// A command in a formula: writes it, or returns what to read in its place.
    fn in_formula(&mut self, call: &mut Call, out: &mut Traced) -> Result<Option<Traced>, FormulaError> {
        let at = call.origin();
        if let Some(body) = self.expansion(call)? {
            return Ok(Some(body));
        }
        let name = call.name;
        if let Some((_, command)) = TEXT.iter().find(|entry| entry.0 == name) {
            self.text(call.argument()?, out, command, at)?;
        } else if let Some((_, arguments)) = DROPPED.iter().find(|entry| entry.0 == name) {
            if *arguments > 0 {
                call.scanner.optional();
            }
            (0..*arguments).try_for_each(|_| call.argument().map(drop))?;
        } else if SIZES.contains(&name) {
            call.scanner.skip_spaces();
        } else {
            match name {
                "begin" => environment::begin(call, out)?,
                "end" => environment::end(call, out)?,
                "verb" => verbatim(call, out)?,
                "color" => color(call, out)?,
                "textcolor" => {
                    let model = call.scanner.optional();
                    let (color, body) = (call.argument()?, call.argument()?);
                    let model = model.map_or(String::new(), |model| format!("[{}]", model.as_str()));
                    let mut again = made_of(&format!("{{\\color{model}{{{}}}", color.as_str()), at);
                    again.push_traced(&body);
                    again.push("}", at);
                    return Ok(Some(again));
                }
                "tag" => {
                    let bare = call.scanner.eat("*");
                    let (open, close) = if bare { ("", "") } else { ("(", ")") };
                    let mut again = made_of(&format!(r"\qquad\text{{{open}"), at);
                    again.push_traced(&call.argument()?);
                    again.push(&format!("{close}}}"), at);
                    return Ok(Some(again));
                }
                "\\" => {
                    call.scanner.eat("*");
                    environment::skip_row_space(call.scanner);
                    out.push(r"\\ ", at);
                }
                "mathop" => {
                    let Some(again) = operator_with_limits(call)? else {
                        copy(call, out);
                        return Ok(None);
                    };
                    return Ok(Some(again));
                }
                "hline" => {
                    out.push(r"\hline ", at);
                    environment::skip_lines(call.scanner);
                }
                _ => copy(call, out),
            }
        }
        Ok(None)
    }

    /// A command in a text: writes it, or returns what to read in its place.
    fn in_text(&mut self, call: &mut Call, out: &mut Traced) -> Result<Option<Traced>, FormulaError> {
        if let Some(body) = self.expansion(call)? {
            return Ok(Some(body));
        }
        let at = call.origin();
        if let Some((_, known)) = TEXT.iter().find(|entry| entry.0 == call.name) {
            self.text(call.argument()?, out, known, at)?;
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

    /// Definitions and macros: what to read in place of the command, if it is one of them.
    fn expansion(&mut self, call: &mut Call) -> Result<Option<Traced>, FormulaError> {
        let at = call.origin();
        if let Some(known) = self.macros.iter().rev().find(|known| known.name == call.name).cloned() {
            return call.expand(&known).map(Some);
        }
        match call.name {
            "newcommand" | "renewcommand" | "providecommand" | "newcommand*" => {
                call.scanner.eat("*");
                let name = call.argument()?;
                let count = call.scanner.optional();
                let default = call.scanner.optional();
                let body = call.argument()?;
                let count = count.and_then(|count| count.as_str().trim().parse().ok()).unwrap_or(0);
                let name = name.as_str().trim().trim_start_matches('\\');
                self.define(name, Some(count), default, body);
            }
            "def" | "gdef" | "edef" => {
                let name = call.argument()?;
                let mut count = 0;
                while call.scanner.eat(&format!("#{}", count + 1)) {
                    count += 1;
                }
                let body = call.argument()?;
                self.define(name.as_str().trim_start_matches('\\'), Some(count), None, body);
            }
            "let" => {
                let name = call.argument()?;
                call.scanner.skip_spaces();
                call.scanner.eat("=");
                let body = call.argument()?;
                self.define(name.as_str().trim_start_matches('\\'), Some(0), None, body);
            }
            "DeclareMathOperator" => {
                let star = if call.scanner.eat("*") { "*" } else { "" };
                let name = call.argument()?;
                let mut body = made_of(&format!(r"\operatorname{star}{{"), at);
                body.push_traced(&call.argument()?);
                body.push("}", at);
                self.define(name.as_str().trim().trim_start_matches('\\'), Some(0), None, body);
            }
            name => {
                let Some((_, arguments, body)) = MACROS.iter().find(|entry| entry.0 == name) else {
                    return Ok(None);
                };
                while *arguments > 0 && call.scanner.optional().is_some() {}
                let known = Macro {
                    name: name.to_owned(),
                    arguments: *arguments,
                    default: None,
                    body: made_of(body, at),
                };
                return call.expand(&known).map(Some);
            }
        }
        Ok(Some(Traced::default()))
    }

    fn define(&mut self, name: &str, arguments: Option<usize>, default: Option<Traced>, body: Traced) {
        let used = || (1..=9).rev().find(|n| body.as_str().contains(&format!("#{n}"))).unwrap_or(0);
        let arguments = arguments.unwrap_or_else(used);
        self.macros.push(Macro { name: name.to_owned(), arguments, default, body });
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

/// `\color`: a name that math-core knows stays; numbers become a marker that [`super::tree`] reads.
fn color(call: &mut Call, out: &mut Traced) -> Result<(), FormulaError> {
    let at = call.origin();
    let model = call.scanner.optional();
    let value = call.argument()?;
    let value = value.as_str().trim();
    let hexadecimal = match model.as_ref().map(|model| model.as_str().trim()) {
        None => value.strip_prefix('#').map(|digits| match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits.to_owned(),
        }),
        Some("HTML") => Some(value.to_owned()),
        Some(model @ ("rgb" | "RGB" | "gray")) => {
            let scale = if model == "RGB" { 1.0 } else { 255.0 };
            let parts: Option<Vec<f32>> = value.split(',').map(|part| part.trim().parse().ok()).collect();
            let byte = |part: f32| format!("{:02x}", (part * scale).round().clamp(0.0, 255.0) as u8);
            match parts.as_deref() {
                Some([red, green, blue]) => Some([*red, *green, *blue].map(byte).concat()),
                Some([gray]) => Some(byte(*gray).repeat(3)),
                _ => return Err(call.error("has a colour that cannot be read")),
            }
        }
        Some(_) => return Err(call.error("has a colour model that is not known")),
    };
    match hexadecimal {
        None => out.push(&format!(r"\color{{{value}}}"), at),
        Some(digits) if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            out.push(&format!(r"\text{{{COLORED}{digits}}}"), at);
        }
        Some(_) => return Err(call.error("has a colour that cannot be read")),
    }
    Ok(())
}

/// `\mathop{…}\limits_{…}^{…}`, which math-core refuses, with the limits inside. `None`, with nothing read, when
/// no `\limits` follows.
fn operator_with_limits(call: &mut Call) -> Result<Option<Traced>, FormulaError> {
    let at = call.origin();
    let before = call.scanner.clone();
    let mut operator = call.argument()?;
    call.scanner.skip_spaces();
    if !call.scanner.eat(r"\limits") {
        *call.scanner = before;
        return Ok(None);
    }
    loop {
        call.scanner.skip_spaces();
        let command = match call.scanner.rest().chars().next() {
            Some('_') => r"\underset{",
            Some('^') => r"\overset{",
            _ => break,
        };
        call.scanner.next();
        let mut limited = made_of(command, at);
        limited.push_traced(&call.argument()?);
        limited.push("}{", at);
        limited.push_traced(&operator);
        limited.push("}", at);
        operator = limited;
    }
    let mut out = made_of(r"\mathop{", at);
    out.push_traced(&operator);
    out.push("}", at);
    Ok(Some(out))
}

/// Writes a command as it is. A `*` after it is not a part of its name, unlike what math-core thinks.
fn copy(call: &mut Call, out: &mut Traced) {
    out.push_part(call.input, call.start..call.scanner.at());
    let letters = call.name.starts_with(|first: char| first.is_ascii_alphabetic());
    if letters && call.scanner.rest().starts_with('*') && !STARRED.contains(&call.name) {
        out.push(" ", call.origin());
    }
}
