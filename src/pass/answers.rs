//! Answers of exercises: shown where they stand, gathered at the end with links both ways, or left out, so that one note is
//! a sheet and its key.

use std::collections::BTreeMap;

use super::contents::plain;
use crate::format::Format;
use crate::ir::holds::Holds;
use crate::ir::walk::{Visit, VisitMut, plain_text, walk_block, walk_block_mut, walk_blocks_mut};
use crate::ir::*;
use crate::locale::{self, Word};
use crate::look::{Key, Look};
use crate::settings::Settings;

/// What becomes of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// They stay.
    Show,
    /// They stand at the end.
    End,
    /// They are left out.
    Hide,
}

/// What a document or the run asks for.
pub fn asked(document: &Document, settings: &Settings) -> Answers {
    match Look::of(&settings.look, &document.metadata.options, Format::Pdf).text(Key::Answers) {
        Some("end") => Answers::End,
        Some("hide") => Answers::Hide,
        _ => Answers::Show,
    }
}

/// The kind of callout that is an exercise.
pub const EXERCISE: &str = "exercise";
/// The kind of callout that is an answer.
const ANSWER: &str = "answer";

/// Moves or removes the answers of a document, whose exercises have their numbers.
pub fn run(document: &mut Document, holds: &mut Holds, settings: &Settings) {
    match asked(document, settings) {
        Answers::Show => {}
        Answers::Hide => Hide(settings).blocks(&mut document.blocks),
        Answers::End => {
            // Links both ways, a heading, and what leads to them.
            *holds = Holds::all();
            let language = document.metadata.language.clone();
            let mut named = Named { settings, exercises: BTreeMap::new() };
            document.blocks.iter().for_each(|block| named.block(block));
            let mut gather = Gather {
                settings,
                language: &language,
                named: named.exercises,
                exercise: None,
                exercises: 0,
                answers: Vec::new(),
            };
            gather.blocks(&mut document.blocks);
            let answers = gather.answers;
            if let Some(span) = answers.first().map(|answer| answer.span) {
                let content = vec![Inline::text(span, locale::word(&language, Word::Answers))];
                document.blocks.push(Block::new(span, BlockKind::Heading { level: 1, content }));
                document.blocks.extend(answers);
            }
        }
    }
}

/// Whether a callout is of a kind, by its name or another name of the kind.
fn is_of(kind: &str, name: &str, settings: &Settings) -> bool {
    name == kind || settings.callouts.get(name).is_some_and(|known| known.kind == kind)
}

/// Whether a block is an answer: a callout of that kind, or one that folds and is called so.
fn is_answer(block: &Block, settings: &Settings) -> bool {
    let BlockKind::Callout(callout) = &block.kind else { return false };
    let is_called_so = || {
        let title = plain_text(callout.title.as_deref().unwrap_or_default());
        let first = title.trim().split(|c: char| c.is_whitespace() || c == ':').next().unwrap_or_default();
        is_of(ANSWER, &first.to_lowercase(), settings)
    };
    is_of(ANSWER, &callout.kind, settings) || callout.folding != Folding::Fixed && is_called_so()
}

/// Whether a title says no more than what the link to an answer does.
fn is_name(title: &[Inline], language: &str) -> bool {
    let words = plain_text(title).trim().to_lowercase();
    words.is_empty() || words == locale::word(language, Word::Answer).to_lowercase()
}

struct Hide<'a>(&'a Settings);

impl VisitMut for Hide<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        blocks.retain(|block| !is_answer(block, self.0));
        walk_blocks_mut(self, blocks);
    }
}

/// Finds the exercises that have identifiers, which answers may name.
struct Named<'a> {
    settings: &'a Settings,
    /// Their identifiers and titles.
    exercises: BTreeMap<String, Vec<Inline>>,
}

impl<'a> Visit<'a> for Named<'_> {
    fn block(&mut self, block: &'a Block) {
        if let BlockKind::Callout(callout) = &block.kind
            && let Some(id) = &block.attributes.id
            && is_of(EXERCISE, &callout.kind, self.settings)
        {
            let title = callout.title.as_deref().map(plain).unwrap_or_default();
            self.exercises.insert(id.clone(), title);
        }
        walk_block(self, block);
    }
}

/// Takes the answers out.
struct Gather<'a> {
    settings: &'a Settings,
    language: &'a str,
    /// The identifiers and titles of the exercises that answers may name.
    named: BTreeMap<String, Vec<Inline>>,
    /// The identifier and the title of the last exercise.
    exercise: Option<(String, Vec<Inline>)>,
    exercises: usize,
    answers: Vec<Block>,
}

impl Gather<'_> {
    /// An identifier that no heading has: those of headings have no full stop.
    fn id(block: &mut Block, name: &str, number: usize) -> String {
        block.attributes.id.get_or_insert_with(|| format!("{name}.{number}")).clone()
    }

    /// Puts an answer at the end; what stands in its place is a link to it.
    fn take(&mut self, block: &mut Block) {
        let number = self.answers.len() + 1;
        let span = block.span;
        let link = |to: String, content| {
            let target = LinkTarget::Unresolved(format!("#{to}")).into();
            Inline::new(span, InlineKind::Link { target, title: None, content })
        };
        let word = locale::word(self.language, Word::Answer);
        let mut answer = std::mem::replace(block, Block::new(span, BlockKind::Contents));
        let id = Self::id(&mut answer, ANSWER, number);
        let content = vec![link(id, vec![Inline::text(span, format!("→\u{A0}{word}"))])];
        *block = Block::new(span, BlockKind::Paragraph { content });
        let named = answer.attributes.get(SOLVES);
        let named = named.and_then(|name| self.named.get_key_value(name));
        let last = || self.exercise.as_ref().map(|(id, title)| (id, title));
        let (back, title) = match named.or_else(last) {
            Some((id, title)) => (id.clone(), title.clone()),
            None => {
                let own = Self::id(block, "question", number);
                (own, vec![Inline::text(span, format!("{word}\u{A0}{number}"))])
            }
        };
        if let BlockKind::Callout(callout) = &mut answer.kind {
            callout.kind = ANSWER.to_owned();
            callout.folding = Folding::Fixed;
            let own = callout.title.take().filter(|own| !is_name(own, self.language));
            let own = own.map(|own| std::iter::once(Inline::text(span, " · ")).chain(own));
            callout.title =
                Some(std::iter::once(link(back, title)).chain(own.into_iter().flatten()).collect());
        }
        self.answers.push(answer);
    }
}

impl VisitMut for Gather<'_> {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Callout(callout) = &block.kind
            && is_of(EXERCISE, &callout.kind, self.settings)
        {
            self.exercises += 1;
            let title = callout.title.as_deref().map(plain).unwrap_or_default();
            let id = Self::id(block, EXERCISE, self.exercises);
            self.exercise = Some((id, title));
        }
        if is_answer(block, self.settings) {
            return self.take(block);
        }
        walk_block_mut(self, block);
    }
}

/// Whether a document has an answer.
pub fn has_any(document: &Document, settings: &Settings) -> bool {
    struct Find<'a>(&'a Settings, bool);
    impl Visit<'_> for Find<'_> {
        fn block(&mut self, block: &Block) {
            self.1 |= is_answer(block, self.0);
            walk_block(self, block);
        }
    }
    let mut find = Find(settings, false);
    document.blocks.iter().for_each(|block| find.block(block));
    find.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Value;
    use crate::source::Span;

    fn callout(kind: &str, title: &str, folding: Folding) -> Block {
        let title = (!title.is_empty()).then(|| vec![Inline::text(Span::default(), title)]);
        let callout = Callout { kind: kind.to_owned(), title, folding, blocks: Vec::new() };
        Block::new(Span::default(), callout.into())
    }

    /// What is left of blocks where this is asked for, a word for each.
    fn left(blocks: Vec<Block>, asked: &str) -> Vec<String> {
        let mut settings = Settings::default();
        settings.look.command_line.set(Key::Answers, Value::Text(asked.to_owned()), None);
        let mut document = Document { blocks, ..Document::default() };
        document.metadata.language = "en".to_owned();
        run(&mut document, &mut Holds::all(), &settings);
        let shown = |block: &Block| match &block.kind {
            BlockKind::Callout(callout) => {
                format!("{} {}", callout.kind, plain_text(callout.title.as_deref().unwrap_or_default()))
            }
            BlockKind::Heading { content, .. } | BlockKind::Paragraph { content } => plain_text(content),
            _ => String::new(),
        };
        document.blocks.iter().map(shown).collect()
    }

    #[test]
    fn answers_are_told_by_their_kind_or_by_the_title_of_what_folds() {
        let blocks = vec![
            callout("answer", "", Folding::Fixed),
            callout("solution", "", Folding::Fixed),
            callout("details", "Corrigé 2", Folding::Closed),
            callout("details", "Corrigible", Folding::Closed),
            callout("note", "Answer", Folding::Fixed),
        ];
        assert_eq!(left(blocks, "hide"), ["details Corrigible", "note Answer"]);
    }

    #[test]
    fn at_the_end_they_stand_under_their_exercise() {
        let blocks = || {
            vec![
                callout("exercise", "Exercise 1", Folding::Fixed),
                callout("answer", "Long", Folding::Closed),
                callout("note", "", Folding::Fixed),
            ]
        };
        assert_eq!(
            left(blocks(), "end"),
            ["exercise Exercise 1", "→\u{A0}Answer", "note ", "Answers", "answer Exercise 1 · Long"]
        );
        assert_eq!(left(blocks(), "show"), ["exercise Exercise 1", "answer Long", "note "]);
        assert_eq!(left(vec![callout("answer", "", Folding::Fixed)], "end")[2], "answer Answer\u{A0}1");
    }

    #[test]
    fn an_answer_stands_under_the_exercise_that_it_names() {
        let named = |mut block: Block, id: Option<&str>, solves: Option<&str>| {
            block.attributes.id = id.map(str::to_owned);
            block.attributes.pairs.extend(solves.map(|name| (SOLVES.to_owned(), name.to_owned())));
            block
        };
        let exercise =
            |title: &str, id: &str| named(callout("exercise", title, Folding::Fixed), Some(id), None);
        let answer = |name: &str| named(callout("answer", "", Folding::Fixed), None, Some(name));
        let blocks = vec![exercise("One", "a"), exercise("Two", "b"), answer("a"), answer("nowhere")];
        let last = left(blocks, "end").split_off(5);
        assert_eq!(last, ["answer One", "answer Two"]);
    }
}
