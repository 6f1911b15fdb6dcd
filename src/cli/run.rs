//! Options that say how a run goes over many notes.

use std::path::PathBuf;

use clap::Args;

/// How a run goes over many notes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Folders and cache")]
pub struct Run {
    /// The project file; its paths may lead outside its folder
    ///
    /// By default it is the nearest `convert.yaml` from the notes' folders up, whose paths may not.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub config: Option<PathBuf>,

    /// Say what would be made, with `--prune` also what would be removed, and do nothing
    #[arg(long, hide_short_help = true)]
    pub list: bool,

    /// Say what is wrong with the notes, and write nothing
    #[arg(long, conflicts_with_all = ["list", "deps", "force", "cache"])]
    pub check: bool,

    /// Make what is up to date again, and replace files that convert did not make
    #[arg(long)]
    pub force: bool,

    /// Remove outputs whose notes are gone, and what lay beside outputs and is not needed any more
    ///
    /// Only what `.convert-cache` has on record is removed, and only as it was made; the rest is told.
    #[arg(long, conflicts_with = "check", hide_short_help = true)]
    pub prune: bool,

    /// The folder of the file `.convert-cache`, which knows what is up to date [default: that of the outputs]
    #[arg(long, value_name = "FOLDER", hide_short_help = true)]
    pub cache: Option<PathBuf>,

    /// How many notes to work on at once [default: one a core, or what `make -j` leaves]
    #[arg(short, long, value_name = "NUMBER")]
    pub jobs: Option<std::num::NonZeroUsize>,

    /// Begin no other note after the first that failed
    #[arg(long, hide_short_help = true)]
    pub fail_fast: bool,

    /// Work on one part of the notes only: `3/8` is the third of eight
    #[arg(long, value_name = "PART/PARTS", hide_short_help = true)]
    pub shard: Option<Shard>,
}

/// One part of several, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, at most `parts`.
    pub part: u64,
    /// How many parts there are.
    pub parts: u64,
}

impl std::str::FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers =
            text.split_once('/').and_then(|(part, parts)| Some((part.parse().ok()?, parts.parse().ok()?)));
        match numbers {
            Some((part, parts)) if (1..=parts).contains(&part) => Ok(Shard { part, parts }),
            _ => Err("it must be the number of a part and that of all parts, such as 3/8"),
        }
    }
}
