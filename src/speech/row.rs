//! How parts that stand side by side are read: which bars belong together, what a function or a sum is taken of.

use super::Speaker;
use super::shape::{APART, bare, is_atom, is_silent, operator};
use super::words::{Pair, choose};
use crate::ir::formula::Formula;

/// Names that people give to functions.
const FUNCTIONS: &str = "fghFGHφϕψΦΨΓζξℙ𝔼";

/// What a part of a row is for its neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Role {
    /// Nothing but itself.
    Plain,
    /// A delimiter that opens what another closes.
    Opens(usize),
    /// One that closes it.
    Closes(usize),
    /// The bar in `{x | x > 0}`.
    SuchThat,
    /// It is already read.
    Read,
}

impl Speaker {
    /// Parts one after the other; `in_braces` says that braces surround them.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of part")]
    pub(super) fn row(&mut self, parts: &[Formula], in_braces: bool) {
        let mut items = Vec::with_capacity(parts.len());
        flatten(parts, &mut items);
        let mut roles = roles(&items, in_braces);
        for index in 0..items.len() {
            let (Some(&item), Some(&role)) = (items.get(index), roles.get(index)) else { return };
            let next = items.get(index + 1).copied();
            match role {
                Role::Read => {}
                Role::SuchThat => self.word(self.words.phrases.such_that),
                Role::Opens(end) if self.fence_of(item, &roles, &items, index).is_some() => {
                    if let Some(pair) = self.fence_of(item, &roles, &items, index) {
                        self.before(choose(pair, is_short(&roles, &items, (index, end))));
                    }
                }
                Role::Closes(start) if self.fence_of(item, &roles, &items, start).is_some() => {
                    if let Some(pair) = self.fence_of(item, &roles, &items, start) {
                        self.after(choose(pair, is_short(&roles, &items, (start, index))));
                    }
                    if let Formula::Scripts { sub, sup, .. } = item {
                        self.scripts(None, sub.as_deref(), sup.as_deref());
                    }
                }
                _ if self.is_decimal(&items, index) => {
                    if let (Formula::Number(whole), Some(Formula::Number(part))) =
                        (item, items.get(index + 2))
                    {
                        self.word(&format!("{whole},{part}"));
                        set(&mut roles, index + 1, Role::Read);
                        set(&mut roles, index + 2, Role::Read);
                    }
                }
                _ if sign_of(item) == "arg" && ["max", "min"].contains(&next.map_or("", sign_of)) => {
                    self.word("arg")
                }
                _ if self.is_taken_of_something(item) => {
                    self.formula(item);
                    let opens = roles.get(index + 1).copied();
                    let has_operand = match is_letter(item) {
                        true => next.map(sign_of) == Some("("),
                        false => next.is_some_and(is_operand),
                    };
                    if has_operand || matches!(opens, Some(Role::Opens(_))) && !is_letter(item) {
                        self.word(self.words.phrases.of);
                    }
                    // `f(x)` is "f of x".
                    if let (Some(Role::Opens(end)), Some("(")) = (opens, next.map(sign_of))
                        && end == index + 3
                        && items.get(index + 2).is_some_and(|inside| is_atom(inside))
                        && items.get(end).is_some_and(|close| operator(close).is_some())
                    {
                        set(&mut roles, index + 1, Role::Read);
                        set(&mut roles, end, Role::Read);
                    }
                }
                _ if sign_of(item) == "!"
                    && index.checked_sub(1).and_then(|at| items.get(at)).map(|item| sign_of(item))
                        == Some("∃") =>
                {
                    self.word(self.words.phrases.exactly_one);
                }
                _ if is_before(item) && next.is_some() => {
                    if let Formula::Scripts { sub, sup, .. } = item {
                        self.scripts_before(sub.as_deref(), sup.as_deref());
                    }
                }
                // Between numbers, "dot" would be heard as a decimal sign.
                _ if "⋅·".contains(sign_of(item)) && operator(item).is_some() => {
                    let before = index.checked_sub(1).and_then(|before| items.get(before));
                    match before.is_some_and(|part| is_number(part)) || next.is_some_and(is_number) {
                        true => self.word(self.words.phrases.times),
                        false => self.formula(item),
                    }
                }
                _ => self.formula(item),
            }
        }
    }

    /// What a pair of delimiters says of what it encloses.
    pub(super) fn fence(&self, sign: &str) -> Option<Pair> {
        let phrases = &self.words.phrases;
        Some(match sign {
            "|" | "∣" => phrases.absolute,
            "‖" | "∥" => phrases.norm,
            "⌊" | "⌋" => phrases.floor,
            "⌈" | "⌉" => phrases.ceiling,
            _ => return None,
        })
    }

    /// The same for a delimiter in a row whose pair opens at `start`.
    fn fence_of(&self, item: &Formula, roles: &[Role], items: &[&Formula], start: usize) -> Option<Pair> {
        self.fence(if is_doubled(roles, items, start) { "‖" } else { sign_of(item) })
    }

    /// Says what a phrase has before its part.
    fn before(&mut self, phrase: &str) {
        self.word(phrase.split("{0}").next().unwrap_or_default());
    }

    /// Says what a phrase has after its part.
    fn after(&mut self, phrase: &str) {
        self.word(phrase.split("{0}").nth(1).unwrap_or_default());
    }

    /// Whether a number stands here whose decimal sign is a comma of its own, as in `1{,}5`.
    fn is_decimal(&self, items: &[&Formula], index: usize) -> bool {
        matches!(
            (items.get(index), items.get(index + 1), items.get(index + 2)),
            (Some(Formula::Number(_)), Some(Formula::Operator(comma)), Some(Formula::Number(_)))
                if comma.text == "," && comma.right == Some(0.0)
        )
    }

    /// Whether a part is a function or an operator with bounds.
    fn is_taken_of_something(&self, part: &Formula) -> bool {
        match bare(part) {
            Formula::Scripts { base, .. } | Formula::Limits { base, .. } => self.is_taken_of_something(base),
            Formula::Operator(operator) => {
                self.words.large(&operator.text).is_some()
                    || operator.text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
            }
            Formula::Identifier { text, .. } => {
                let is_letter = text.chars().nth(1).is_none() && FUNCTIONS.contains(text.as_str());
                let is_name = text.chars().nth(1).is_some() && self.words.function(text).is_some();
                is_name && text != "mod" || is_letter
            }
            _ => false,
        }
    }
}

/// Whether a bar that opens is one of two.
fn is_doubled(roles: &[Role], items: &[&Formula], start: usize) -> bool {
    let is_bar = |place: usize| items.get(place).is_some_and(|item| sign_of(item) == "|");
    is_bar(start) && is_bar(start + 1) && roles.get(start + 1) == Some(&Role::Read)
}

/// Whether delimiters enclose an atom.
fn is_short(roles: &[Role], items: &[&Formula], (start, end): (usize, usize)) -> bool {
    let wide = if is_doubled(roles, items, start) { 2 } else { 1 };
    end == start + 2 * wide && items.get(start + wide).is_some_and(|inside| is_atom(inside))
}

/// The sign that a part is, or has scripts at.
fn sign_of(part: &Formula) -> &str {
    match part {
        Formula::Scripts { base, .. } | Formula::Limits { base, .. } => {
            operator(base).map_or("", |operator| &operator.text)
        }
        _ => operator(part).map_or("", |operator| &operator.text),
    }
}

/// The parts that are read, without the groups that only hold some together.
fn flatten<'f>(parts: &'f [Formula], items: &mut Vec<&'f Formula>) {
    for part in parts {
        match part {
            Formula::Row(parts) => flatten(parts, items),
            Formula::Styled { body, .. } | Formula::Colored { body, .. } | Formula::Padded { body, .. } => {
                flatten(std::slice::from_ref(body), items);
            }
            Formula::Space(width) if *width >= APART => items.push(part),
            _ if is_silent(part) => {}
            _ => items.push(part),
        }
    }
}

/// Whether scripts stand before what they belong to.
fn is_before(part: &Formula) -> bool {
    matches!(part, Formula::Scripts { base, .. } if is_silent(base))
}

/// Whether a part is a number, perhaps with scripts.
fn is_number(part: &Formula) -> bool {
    match part {
        Formula::Scripts { base, .. } => is_number(base),
        _ => matches!(bare(part), Formula::Number(_)),
    }
}

/// Whether a part is a single letter, perhaps with scripts.
fn is_letter(part: &Formula) -> bool {
    match bare(part) {
        Formula::Scripts { base, .. } => is_letter(base),
        Formula::Identifier { text, .. } => text.chars().nth(1).is_none(),
        _ => false,
    }
}

/// What each part is for its neighbours. A bar opens where an operand may stand and closes where one has ended; one that
/// finds no other stays by itself.
fn roles(items: &[&Formula], in_braces: bool) -> Vec<Role> {
    let mut roles = vec![Role::Plain; items.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut after_operand = false;
    for (index, item) in items.iter().enumerate() {
        let sign = sign_of(item);
        let has_scripts = operator(item).is_none();
        match sign {
            "(" | "[" | "{" | "⟨" | "⌊" | "⌈" | "⟦" => {
                open.push((index, sign));
                after_operand = has_scripts;
            }
            ")" | "]" | "}" | "⟩" | "⌋" | "⌉" | "⟧" => {
                let is_bracket = |&(_, sign): &(usize, &str)| !["|", "∣", "‖"].contains(&sign);
                if let Some(place) = open.iter().rposition(is_bracket) {
                    let opening = open.get(place).copied();
                    open.truncate(place);
                    if let Some((start, _)) = opening.filter(|&(_, opening)| closes(opening, sign)) {
                        pair(&mut roles, start, index);
                    }
                }
                after_operand = true;
            }
            "|" | "∣" | "‖"
                if !has_scripts && (!after_operand || follows_bar(&roles, items, index, &open)) =>
            {
                open.push((index, sign));
            }
            "|" | "∣" | "‖" => {
                match open.last() {
                    Some(&(start, opening)) if opening == sign => {
                        open.pop();
                        pair(&mut roles, start, index);
                    }
                    Some((_, "{")) if sign != "‖" => set(&mut roles, index, Role::SuchThat),
                    None if in_braces && sign != "‖" => set(&mut roles, index, Role::SuchThat),
                    _ => {}
                }
                // One that stays by itself parts two operands.
                after_operand = matches!(roles.get(index), Some(Role::Closes(_)));
            }
            _ => after_operand = ends_operand(item),
        }
    }
    join_doubled(&mut roles, items);
    roles
}

/// Two bars on each side, `||x||`, are the signs of a norm: the inner ones are read with the outer ones.
fn join_doubled(roles: &mut [Role], items: &[&Formula]) {
    for start in 0..roles.len() {
        let (Some(&Role::Opens(end)), Some(&Role::Opens(inner))) = (roles.get(start), roles.get(start + 1))
        else {
            continue;
        };
        if inner + 1 == end && items.iter().skip(start).take(2).all(|item| sign_of(item) == "|") {
            set(roles, start + 1, Role::Read);
            set(roles, inner, Role::Read);
        }
    }
}

/// Whether a bar that closes none stands right after one that does, as in `|x||y|`.
fn follows_bar(roles: &[Role], items: &[&Formula], index: usize, open: &[(usize, &str)]) -> bool {
    let sign = |place: usize| items.get(place).map_or("", |item| sign_of(item));
    let before = index.checked_sub(1).filter(|&before| sign(before) == sign(index));
    let closes =
        before.and_then(|before| roles.get(before)).is_some_and(|role| matches!(role, Role::Closes(_)));
    closes && open.last().is_none_or(|&(_, opening)| opening != sign(index))
}

fn pair(roles: &mut [Role], start: usize, end: usize) {
    set(roles, start, Role::Opens(end));
    set(roles, end, Role::Closes(start));
}

fn set(roles: &mut [Role], index: usize, role: Role) {
    roles.iter_mut().skip(index).take(1).for_each(|own| *own = role);
}

fn closes(opening: &str, closing: &str) -> bool {
    ["()", "[]", "{}", "⟨⟩", "⌊⌋", "⌈⌉", "⟦⟧"]
        .iter()
        .any(|pair| pair.strip_prefix(opening).is_some_and(|rest| rest == closing))
}

/// Whether something may follow that belongs to the part before, as `|` closes what it follows.
fn ends_operand(part: &Formula) -> bool {
    match bare(part) {
        Formula::Operator(operator) => {
            ["!", "′", "″", "‴", "%", "…", "⋯", "∞"].contains(&operator.text.as_str())
        }
        Formula::Scripts { base, .. } | Formula::Limits { base, .. } => ends_operand(base),
        Formula::Space(_) | Formula::Text { .. } | Formula::Arrow { .. } | Formula::Tag(_) => false,
        _ => true,
    }
}

/// Whether a function or a sum may be taken of a part that follows it.
fn is_operand(part: &Formula) -> bool {
    match bare(part) {
        Formula::Operator(operator) => {
            let is_name = operator.text.chars().any(char::is_alphabetic);
            let is_signed =
                operator.left == Some(0.0) && ["−", "+", "±", "¬"].contains(&operator.text.as_str());
            is_name || is_signed || "∑∏∫∬∭∮⋃⋂√∇∂".contains(operator.text.as_str())
        }
        Formula::Scripts { base, .. } | Formula::Limits { base, .. } => is_operand(base),
        Formula::Space(_) | Formula::Text { .. } | Formula::Arrow { .. } | Formula::Tag(_) => false,
        _ => true,
    }
}
