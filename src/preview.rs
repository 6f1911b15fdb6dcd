//! The preview (`--preview`): a page in the browser that shows a note as HTML, PDF and EPUB while it is written. One thread
//! makes what is shown (`maker`), for it keeps what the typesetter knows; others answer browsers (`server`). Nothing but
//! what was made is served (`shelf`), to this machine only (`visitor`).

mod maker;
mod messages;
mod server;
mod shelf;
mod shown;
mod visitor;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::channel;

use crate::batch::journal::Journal;
use crate::cli::Cli;
use crate::config::{Input, Plan};
use maker::{Maker, Told};
use server::Server;
use shelf::Shelf;

/// Serves a preview of the notes of a plan until a signal ends the process. `tell` gets what there is to say.
///
/// # Errors
/// When a note cannot be previewed, the port is taken, or files cannot be watched; the message says what to do.
pub fn serve(cli: &Cli, plan: Plan, journal: Box<Journal>, tell: &dyn Fn(&str)) -> io::Result<()> {
    if plan.jobs.iter().any(|job| job.input == Input::Standard) {
        return Err(io::Error::other("standard input cannot be previewed: name a note or a folder"));
    }
    let (sender, receiver) = channel();
    let shelf = Arc::new(Shelf::default());
    let asked = sender.clone();
    let server = Server::start(cli.live.port.or(journal.earlier.port), shelf.clone(), asked)?;
    journal.port(server.port());
    let address = format!("http://127.0.0.1:{}/", server.port());
    // A process that goes on for another is known to browsers already.
    if journal.earlier.port.is_none() {
        tell(&format!("preview at {address} (Ctrl-C ends it)"));
        if cli.live.open
            && let Err(error) = open::that_detached(&address)
        {
            tell(&format!("warning: no browser could be started ({error}): open {address} yourself"));
        }
    }
    let changes = Arc::new(move |told| drop(sender.send(Told::Changed(told))));
    let maker = Maker::new(cli, plan, journal, shelf, changes).map_err(io::Error::other)?;
    maker.work(receiver, tell).map_err(|error| io::Error::other(format!("cannot watch: {error}")))
}
