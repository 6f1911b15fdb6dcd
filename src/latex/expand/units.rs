//! Numbers and units of the package siunitx: `\num{1.2e3}`, `\unit{\kilo\gram}`, `\qty{9.81}{\m\per\s\squared}`.

#![expect(
    clippy::string_slice,
    reason = "the first character is of ASCII where it was matched; lengths are of runs of such characters"
)]

use super::super::error::FormulaError;
use super::super::traced::{Scanner, Token, Traced};
use super::call::{Call, made_of};

/// Units by name; what is not upright text is LaTeX.
const UNITS: &[(&str, &str)] = &[
    ("metre", "m"),
    ("meter", "m"),
    ("gram", "g"),
    ("second", "s"),
    ("ampere", "A"),
    ("kelvin", "K"),
    ("mole", "mol"),
    ("candela", "cd"),
    ("hertz", "Hz"),
    ("newton", "N"),
    ("pascal", "Pa"),
    ("joule", "J"),
    ("watt", "W"),
    ("coulomb", "C"),
    ("volt", "V"),
    ("farad", "F"),
    ("ohm", r"\Omega "),
    ("siemens", "S"),
    ("weber", "Wb"),
    ("tesla", "T"),
    ("henry", "H"),
    ("lumen", "lm"),
    ("lux", "lx"),
    ("becquerel", "Bq"),
    ("gray", "Gy"),
    ("sievert", "Sv"),
    ("radian", "rad"),
    ("steradian", "sr"),
    ("degreeCelsius", r"{}^{\circ}C"),
    ("celsius", r"{}^{\circ}C"),
    ("degree", r"{}^{\circ}"),
    ("arcminute", "{}'"),
    ("arcsecond", "{}''"),
    ("percent", r"\%"),
    ("liter", "L"),
    ("litre", "L"),
    ("minute", "min"),
    ("hour", "h"),
    ("day", "d"),
    ("tonne", "t"),
    ("hectare", "ha"),
    ("bar", "bar"),
    ("bit", "bit"),
    ("byte", "B"),
    ("decibel", "dB"),
    ("electronvolt", "eV"),
    ("dalton", "Da"),
    ("angstrom", "Å"),
    ("atomicmassunit", "u"),
    ("kg", "kg"),
    ("km", "km"),
    ("cm", "cm"),
    ("mm", "mm"),
    ("um", "µm"),
    ("nm", "nm"),
    ("m", "m"),
    ("s", "s"),
    ("ms", "ms"),
    ("us", "µs"),
    ("ns", "ns"),
    ("g", "g"),
    ("mg", "mg"),
    ("K", "K"),
    ("A", "A"),
    ("mA", "mA"),
    ("V", "V"),
    ("mV", "mV"),
    ("kV", "kV"),
    ("W", "W"),
    ("kW", "kW"),
    ("MW", "MW"),
    ("kWh", "kWh"),
    ("J", "J"),
    ("kJ", "kJ"),
    ("N", "N"),
    ("Pa", "Pa"),
    ("kPa", "kPa"),
    ("Hz", "Hz"),
    ("kHz", "kHz"),
    ("MHz", "MHz"),
    ("GHz", "GHz"),
    ("mol", "mol"),
    ("eV", "eV"),
    ("l", "l"),
    ("L", "L"),
    ("h", "h"),
    ("F", "F"),
    ("C", "C"),
    ("T", "T"),
];

/// Prefixes by name.
const PREFIXES: &[(&str, &str)] = &[
    ("pico", "p"),
    ("nano", "n"),
    ("micro", "µ"),
    ("milli", "m"),
    ("centi", "c"),
    ("deci", "d"),
    ("deca", "da"),
    ("hecto", "h"),
    ("kilo", "k"),
    ("mega", "M"),
    ("giga", "G"),
    ("tera", "T"),
    ("peta", "P"),
    ("exa", "E"),
    ("femto", "f"),
    ("kibi", "Ki"),
    ("mebi", "Mi"),
    ("gibi", "Gi"),
];

/// What to read in the place of such a command.
pub(super) fn read(call: &mut Call) -> Result<Traced, FormulaError> {
    let at = call.origin();
    call.scanner.optional();
    // The package physics has a `\qty` too: `\qty(…)`, `\qty{…}` with one argument.
    if call.name == "qty" {
        let physics = match call.scanner.rest().chars().next() {
            Some('(') => Some(("(", ")")),
            Some('|') => Some(("|", "|")),
            _ => None,
        };
        if let Some((open, close)) = physics {
            call.scanner.eat(open);
            let body = super::pattern::delimited(call.scanner, call.input, close);
            let body = body.ok_or_else(|| call.error("is not closed"))?;
            return Ok(call.wrapped(&format!(r"\left{open}"), &body, &format!(r"\right{close} ")));
        }
    }
    let first = call.argument()?;
    Ok(made_of(
        &match call.name {
            "num" => number(first.as_str()),
            "ang" => angle(first.as_str()),
            "unit" | "si" => unit(call, &first)?,
            _ => {
                let unit = call.argument()?;
                let unit = self::unit(call, &unit)?;
                let space = if unit.starts_with(r"\mathrm{{}^{\circ}}") { "" } else { r"\," };
                format!("{}{space}{unit}", number(first.as_str()))
            }
        },
        at,
    ))
}

/// `1.2e3`, `1,5 +- 0,1`.
fn number(text: &str) -> String {
    let text = text.trim();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) if !text.contains('\\') => (mantissa, Some(exponent)),
        _ => (text, None),
    };
    let mantissa = mantissa.replace("+-", r"\pm ").replace(',', "{,}");
    match exponent.map(str::trim) {
        None => mantissa,
        Some(exponent) if mantissa.trim().is_empty() => format!("10^{{{exponent}}}"),
        Some(exponent) => format!(r"{mantissa}\times 10^{{{exponent}}}"),
    }
}

/// `12;30;5` in degrees, minutes and seconds.
fn angle(text: &str) -> String {
    let signs = [r"^{\circ}", "'", "''"];
    let parts = text.split(';').zip(signs).filter(|(part, _)| !part.trim().is_empty());
    parts.map(|(part, sign)| number(part) + sign).collect()
}

/// A unit, of commands or of letters (`m.s^{-2}`).
fn unit(call: &Call, text: &Traced) -> Result<String, FormulaError> {
    let mut out = String::new();
    let mut scanner = Scanner::new(text);
    let (mut prefix, mut power, mut per) = (String::new(), String::new(), false);
    while let Some(token) = scanner.next() {
        let entry = |table: &[(&str, &'static str)], name: &str| {
            table.iter().find(|entry| entry.0 == name).map(|entry| entry.1)
        };
        match token {
            Token::Command("per") => per = true,
            Token::Command("square") => power = "2".to_owned(),
            Token::Command("cubic") => power = "3".to_owned(),
            Token::Command("squared") => raise(&mut out, "2"),
            Token::Command("cubed") => raise(&mut out, "3"),
            Token::Command("tothe" | "raiseto") => {
                let number = scanner.argument().unwrap_or_default();
                raise(&mut out, number.as_str());
            }
            Token::Command(name) => {
                if let Some(known) = entry(PREFIXES, name) {
                    prefix.push_str(known);
                } else if let Some(known) = entry(UNITS, name) {
                    out.push_str(if out.is_empty() { "" } else { r"\," });
                    out.push_str(&format!(r"\mathrm{{{prefix}{known}}}"));
                    prefix.clear();
                    let sign = if std::mem::take(&mut per) { "-" } else { "" };
                    let power = std::mem::take(&mut power);
                    if !sign.is_empty() || !power.is_empty() {
                        let power = if power.is_empty() { "1" } else { &power };
                        out.push_str(&format!("^{{{sign}{power}}}"));
                    }
                } else if matches!(
                    name,
                    "," | " " | "cdot" | "times" | "%" | "mathrm" | "text" | "mu" | "Omega"
                ) {
                    out.push_str(&format!(r"\{name} "));
                } else {
                    return Err(call.error(&format!(r"has the unit `\{name}`, which is not known")));
                }
            }
            Token::Char('.') => out.push_str(r"\cdot "),
            Token::Char('~') => out.push_str(r"\,"),
            Token::Char(found) if found.is_alphabetic() => out.push_str(&format!(r"\mathrm{{{found}}}")),
            Token::Char(found) => out.push(found),
            Token::Comment => {}
        }
    }
    Ok(out.replace('°', r"{}^{\circ}"))
}

/// Raises the last unit, which may have an exponent of -1.
fn raise(out: &mut String, power: &str) {
    match out.strip_suffix("^{-1}") {
        Some(base) => *out = format!("{base}^{{-{power}}}"),
        None => out.push_str(&format!("^{{{power}}}")),
    }
}

/// A quantity as mhchem's `\pu` has it: `3 kg//m3`, `1.2e3 J K^-1`, `7 mg/l`. Letters are units, digits after them
/// exponents; `//` is a fraction.
pub(super) fn physical(text: &str) -> String {
    if let Some((above, below)) = text.split_once("//") {
        let (number, unit) = match above.trim().split_once(' ') {
            Some((number, unit)) if !number.contains(char::is_alphabetic) || is_number(number) => {
                (number, unit)
            }
            _ => ("", above),
        };
        let space = if number.is_empty() { "" } else { r"\," };
        let fraction = format!(r"\frac{{{}}}{{{}}}", words(unit), words(below));
        return format!(
            "{}{space}{fraction}",
            if number.is_empty() { String::new() } else { self::number(number) }
        );
    }
    words(text)
}

/// Numbers and units with spaces between them.
fn words(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        out.push_str(if out.is_empty() { "" } else { r"\," });
        match is_number(word) {
            true => out.push_str(&number(word)),
            false => out.push_str(&letters(word)),
        }
    }
    out
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || "+-.,".contains(c))
        && word.chars().all(|c| c.is_ascii_digit() || "+-.,eE".contains(c))
}

/// Units side by side: letters upright, digits and `^-1` raised.
fn letters(word: &str) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let own = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        let length = match first {
            '\\' => {
                let length = 1 + rest[1..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len() - 1);
                out.push_str(&rest[..length]);
                out.push(' ');
                length
            }
            '*' | '.' => {
                out.push_str(r"\cdot ");
                1
            }
            '^' => {
                let power = rest[1..].trim_start_matches('{');
                let digits =
                    power.find(|c: char| !(c.is_ascii_digit() || "+-".contains(c))).unwrap_or(power.len());
                out.push_str(&format!("^{{{}}}", &power[..digits]));
                let braces = rest.len() - 1 - power.len();
                1 + braces + digits + usize::from(braces > 0 && power[digits..].starts_with('}'))
            }
            '-' | '+' | '0'..='9' => {
                let digits = 1 + rest[1..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - 1);
                let raised = out.ends_with('}') && !out.ends_with("^{}");
                match raised {
                    true => out.push_str(&format!("^{{{}}}", &rest[..digits])),
                    false => out.push_str(&rest[..digits]),
                }
                digits
            }
            '°' => {
                out.push_str(r"{}^{\circ}");
                first.len_utf8()
            }
            first if first.is_alphabetic() => {
                let length = own(char::is_alphabetic);
                out.push_str(&format!(r"\mathrm{{{}}}", &rest[..length]));
                length
            }
            '%' => {
                out.push_str(r"\%");
                1
            }
            '/' => {
                out.push('/');
                1
            }
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out
}
