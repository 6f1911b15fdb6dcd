//! Laying a document out, as often as its references to its own pages ask for. It does what `typst::compile` does, and keeps
//! less: of the code only the text, of earlier rounds only where things stood, of a long document's cache what the last
//! round used.

use std::collections::HashSet;
use std::sync::Arc;

use typst::World;
use typst::comemo::{Constraint, Track, evict};
use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::ecow::EcoVec;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Content, Output, StyleChain, Target, TargetElem};
use typst::introspection::{EmptyIntrospector, Introspector, MAX_ITERS, analyze};
use typst::utils::Protected;
use typst_layout::{PagedDocument, PagedIntrospector};

use super::world::NoteWorld;

/// Documents of so many pages take more memory in Typst's cache than what other notes may find there is worth.
const LONG: usize = 100;

/// The pages of the world's code, and what Typst warns of.
///
/// # Errors
/// What Typst refuses, each once.
pub fn lay_out(world: &mut NoteWorld) -> Warned<SourceResult<PagedDocument>> {
    let mut sink = Sink::new();
    let output = evaluated(world, &mut sink).and_then(|content| {
        world.forget_tree();
        pages(world, &content, &mut sink)
    });
    let once = |mut errors: EcoVec<SourceDiagnostic>| {
        let mut told = HashSet::new();
        errors.retain(|error| told.insert((error.span, error.message.clone())));
        errors
    };
    Warned { output: output.map_err(once), warnings: sink.warnings() }
}

/// What the code says.
fn evaluated(world: &NoteWorld, sink: &mut Sink) -> SourceResult<Content> {
    let main = world.code();
    let (world, library) = ((world as &dyn World).track(), world.library());
    let (traced, route) = (Traced::default(), Route::default());
    let module = typst_eval::eval(world, library, traced.track(), sink.track_mut(), route.track(), &main)?;
    Ok(module.content())
}

/// The pages, laid out until all that asks where things stand was told what is true, or five times.
fn pages(world: &NoteWorld, content: &Content, sink: &mut Sink) -> SourceResult<PagedDocument> {
    let (world, library) = ((world as &dyn World).track(), world.library());
    let target = TargetElem::target.set(Target::Paged).wrap();
    let base = StyleChain::new(&library.styles);
    let styles = base.chain(&target);
    let traced = Traced::default();
    let mut earlier: Vec<Arc<PagedIntrospector>> = Vec::new();
    loop {
        let known: &dyn Introspector = earlier.last().map_or(&EmptyIntrospector, |last| last.as_ref());
        let constraint = Constraint::new();
        let mut told = Sink::new();
        let mut engine = Engine {
            library,
            world,
            introspector: Protected::new(known.track_with(&constraint)),
            traced: traced.track(),
            sink: told.track_mut(),
            route: Route::default(),
        };
        let document = PagedDocument::create(&mut engine, content, styles)?;
        let is_true = constraint.validate(document.introspector().as_ref() as &dyn Introspector);
        let is_last = is_true || earlier.len() + 1 == MAX_ITERS;
        let mut warnings = EcoVec::new();
        if is_last && !is_true {
            let mut all: [&dyn Introspector; MAX_ITERS + 1] = [&EmptyIntrospector; MAX_ITERS + 1];
            let rounds = earlier.iter().chain([document.introspector()]);
            all.iter_mut().skip(1).zip(rounds).for_each(|(place, round)| *place = round.as_ref());
            warnings = analyze(world, all, told.introspections());
        }
        if !is_last {
            let is_long = document.pages().len() >= LONG;
            earlier.push(document.introspector().clone());
            drop(document);
            if is_long {
                forget(1);
            }
            continue;
        }
        sink.extend_from_sink(told);
        warnings.into_iter().for_each(|warning| sink.warn(warning));
        let delayed = sink.delayed();
        if !delayed.is_empty() {
            return Err(delayed);
        }
        return Ok(document);
    }
}

/// Frees what Typst keeps of the layout of notes, but for what the last note used, or one of so many `notes` before it.
pub fn forget(notes: usize) {
    evict(notes);
}
