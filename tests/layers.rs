//! Imports go down only: no file of `src/` needs one that needs it, and no room needs one above it. A file that hands on
//! what is in a file below it (`pub use`) does not import it; who imports that from there imports the file below.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rooms from the ground up, by the modules that are in them: a module belongs to the longest name that it begins with.
const ROOMS: &[&[&str]] = &[
    &[
        "address", "format", "halves", "json", "limits", "manual", "naming", "nearest", "program", "signals",
        "value",
    ],
    &["read::dialect"],
    &["source"],
    &["diagnostic", "yaml"],
    &["look", "repeated"],
    &["ir"],
    &["conditional", "latex", "locale"],
    &["callouts", "shortcodes", "speech"],
    &["files"],
    &["settings"],
    &["font"],
    &["read"],
    &["pass"],
    &["backend"],
    &["book", "pipeline"],
    &["site"],
    &["cli", "output"],
    &["config"],
    &["batch"],
    &["watch"],
    &["preview"],
    &["supervisor"],
    // The library, which hands on what others may use.
    &[""],
];

#[test]
fn no_file_needs_one_that_needs_it() {
    let imports = Imports::of_crate();
    let circles = imports.circles();
    let ways: Vec<String> =
        circles.iter().flat_map(|circle| imports.within(circle).collect::<Vec<_>>()).collect();
    assert!(ways.is_empty(), "these files need each other:\n{}", ways.join("\n"));
}

#[test]
fn no_room_needs_one_above_it() {
    let imports = Imports::of_crate();
    let floor = |module: &str| {
        let is_in =
            |room: &str| module == room || room.is_empty() || module.starts_with(&format!("{room}::"));
        let rooms =
            ROOMS.iter().enumerate().flat_map(|(floor, rooms)| rooms.iter().map(move |room| (room, floor)));
        rooms.filter(|(room, _)| is_in(room)).max_by_key(|(room, _)| room.len()).map(|(_, floor)| floor)
    };
    let top = |module: &str| module.split("::").next().map(str::to_owned);
    let up: Vec<String> = imports
        .edges()
        .filter(|(from, to)| top(from) != top(to) && floor(from) <= floor(to))
        .map(|(from, to)| format!("{from} -> {to}"))
        .collect();
    assert!(up.is_empty(), "these imports go up, or sideways:\n{}", up.join("\n"));
}

/// Which module imports which.
struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    fn of_crate() -> Self {
        let mut texts = BTreeMap::new();
        collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), "", &mut texts);
        let modules: BTreeSet<String> = texts.keys().cloned().collect();
        let files: BTreeMap<String, File> =
            texts.iter().map(|(name, text)| (name.clone(), File::read(name, text, &modules))).collect();
        let import = |(name, file): (&String, &File)| {
            let found = file.paths.iter().filter_map(|path| resolved(path, name, &modules));
            let found = found.map(|place| followed(place, &files, &modules)).filter(|to| to != name);
            (name.clone(), found.collect())
        };
        Self(files.iter().map(import).collect())
    }

    fn edges(&self) -> impl Iterator<Item = (&String, &String)> {
        self.0.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to)))
    }

    /// The imports among some modules.
    fn within(&self, modules: &BTreeSet<String>) -> impl Iterator<Item = String> {
        let inside = self.edges().filter(|(from, to)| modules.contains(*from) && modules.contains(*to));
        inside.map(|(from, to)| format!("{from} -> {to}"))
    }

    /// The modules that can be reached from one.
    fn below(&self, from: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![from.to_owned()];
        while let Some(one) = waiting.pop() {
            for next in self.0.get(&one).into_iter().flatten() {
                if found.insert(next.clone()) {
                    waiting.push(next.clone());
                }
            }
        }
        found
    }

    /// Groups of modules in which each can be reached from each.
    fn circles(&self) -> BTreeSet<BTreeSet<String>> {
        let below: BTreeMap<&String, BTreeSet<String>> =
            self.0.keys().map(|name| (name, self.below(name))).collect();
        let circle = |name: &&String| {
            let others = below[*name].iter().filter(|other| below[*other].contains(*name));
            others.cloned().collect::<BTreeSet<String>>()
        };
        below.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
    }
}

/// The texts of modules by their names; that of the library is empty. Tests of a module may use whatever they need.
fn collect(folder: &Path, module: &str, texts: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, stem) = (entry.path(), entry.path().file_stem().unwrap().to_str().unwrap().to_owned());
        let name = joined(module, &stem);
        if path.is_dir() {
            collect(&path, &name, texts);
        } else if name != "main"
            && stem != "tests"
            && path.extension().is_some_and(|extension| extension == "rs")
        {
            let name = if name == "lib" { String::new() } else { name };
            texts.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn joined(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}

/// What a file names of others.
struct File {
    /// The paths that it imports or writes in its code.
    paths: BTreeSet<String>,
    /// The names that it hands on, with where they are.
    handed_on: BTreeMap<String, Place>,
}

/// A module, and the path of something in it.
type Place = (String, Vec<String>);

impl File {
    fn read(module: &str, text: &str, modules: &BTreeSet<String>) -> Self {
        let code = without_tests(text);
        let (mut paths, mut handed_on) = (BTreeSet::new(), BTreeMap::new());
        let mut rest = String::new();
        for statement in code.split_inclusive(';') {
            let Some((before, tree)) = statement_of_use(statement) else {
                rest.push_str(statement);
                continue;
            };
            rest.push_str(before);
            let is_public = before.trim_end().ends_with("pub")
                || before.trim_end().ends_with(')') && before.contains("pub(");
            for path in spread(tree.trim_end_matches(';')) {
                let path = path.strip_suffix("::self").unwrap_or(&path).to_owned();
                let place = resolved(&path, module, modules).filter(|_| is_public);
                match place {
                    Some(place) => {
                        drop(handed_on.insert(path.rsplit("::").next().unwrap_or_default().to_owned(), place))
                    }
                    None => drop(paths.insert(path)),
                }
            }
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
        let written = rest.split(|c| !is_part(c)).map(|path| path.trim_matches(':'));
        paths.extend(written.filter(|path| path.contains("::")).map(str::to_owned));
        Self { paths, handed_on }
    }
}

/// The code without comments and without the tests at its end.
fn without_tests(text: &str) -> String {
    let end =
        ["\n#[cfg(test)]\nmod tests", "\n#[cfg(all(test"].iter().filter_map(|mark| text.find(mark)).min();
    let lines = text[..end.unwrap_or(text.len())].lines();
    // Who may see something is no import.
    let code =
        lines.map(|line| line.split("//").next().unwrap_or_default().replace("pub(in super::super)", "pub"));
    code.collect::<Vec<_>>().join("\n")
}

/// What stands before the tree of names in a `use`, and that tree.
fn statement_of_use(statement: &str) -> Option<(&str, &str)> {
    let at = statement.rfind("use ").filter(|&at| statement[..at].ends_with([' ', '\n']) || at == 0)?;
    let tree = &statement[at + 4..];
    tree.ends_with(';').then_some((&statement[..at], tree))
}

/// The paths of a tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn spread(tree: &str) -> Vec<String> {
    let tree: String = tree.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((before, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.replace(' ', "")];
    };
    let inside = inside.rsplit_once('}').map_or(inside, |(inside, _)| inside);
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in inside.chars() {
        match c {
            ',' if depth == 0 => parts.push(String::new()),
            _ => parts.last_mut().unwrap().push(c),
        }
        depth += i32::from(c == '{') - i32::from(c == '}');
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| spread(&format!("{before}{}", part.trim()))).collect()
}

/// The module that a path leads to, and the rest of the path; `None` when it is of another crate.
fn resolved(path: &str, module: &str, modules: &BTreeSet<String>) -> Option<Place> {
    let mut names: Vec<&str> = path.split("::").collect();
    let mut base: Vec<&str> = module.split("::").filter(|name| !name.is_empty()).collect();
    match names[0] {
        "crate" => base.clear(),
        "self" => {}
        "super" => drop(base.pop()),
        first if modules.contains(&joined(module, first)) => names.insert(0, "self"),
        _ => return None,
    }
    names.remove(0);
    while names.first() == Some(&"super") {
        base.pop();
        names.remove(0);
    }
    base.extend(names);
    let length = (0..=base.len()).rev().find(|&length| modules.contains(&base[..length].join("::")))?;
    Some((base[..length].join("::"), base[length..].iter().map(|&name| name.to_owned()).collect()))
}

/// The module in which something is, wherever it is handed on.
fn followed(place: Place, files: &BTreeMap<String, File>, modules: &BTreeSet<String>) -> String {
    let (mut module, mut rest) = place;
    for _ in 0..4 {
        let Some((to, inside)) = rest.first().and_then(|name| files[&module].handed_on.get(name)) else {
            break;
        };
        let path =
            ["crate", to.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("::");
        let path = [vec![path], inside.clone(), rest[1..].to_vec()].concat().join("::");
        let Some(next) = resolved(&path, "", modules) else { break };
        (module, rest) = next;
    }
    module
}
