//! Paths by their names alone: nothing is asked of the disk.

use std::borrow::Cow;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};
use std::sync::OnceLock;

/// The path from the root of the disk, without `.` and `..`, by its names alone: links are not followed, and
/// nothing need be there.
pub fn lexical(path: &Path) -> PathBuf {
    absolute(path).into_owned()
}

/// As [`lexical`], of the path itself where it is so already.
fn absolute(path: &Path) -> Cow<'_, Path> {
    if is_plain(path) {
        return if path.is_absolute() { path.into() } else { working().join(path).into() };
    }
    let mut absolute = if path.is_absolute() { PathBuf::new() } else { working().to_owned() };
    for component in path.components() {
        match component {
            Component::ParentDir => drop(absolute.pop()),
            Component::CurDir => {}
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => absolute.push(component),
        }
    }
    absolute.into()
}

/// Whether nothing but names and single separators is in a path: most are so, and a run over a large folder looks at many.
fn is_plain(path: &Path) -> bool {
    let mut names = path.as_os_str().as_encoded_bytes().split(|&byte| byte == b'/').enumerate();
    MAIN_SEPARATOR == '/'
        && names.all(|(at, name)| match name {
            b"" => at == 0 && path.is_absolute(),
            name => !matches!(name, b"." | b".."),
        })
}

/// The working folder. The program stays in one, and asks for it once: a run over a large folder looks at many paths.
fn working() -> &'static Path {
    static WORKING: OnceLock<PathBuf> = OnceLock::new();
    WORKING.get_or_init(|| std::env::current_dir().unwrap_or_default())
}

/// The folder that a file is in.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The way from `folder` to `path`, by their names alone.
pub fn relative(path: &Path, folder: &Path) -> PathBuf {
    let (path, folder) = (absolute(path), absolute(folder));
    if let (true, Some(path), Some(folder)) = (MAIN_SEPARATOR == '/', path.to_str(), folder.to_str()) {
        return way(path.trim_end_matches('/'), folder.trim_end_matches('/')).into();
    }
    let (mut names, mut left) = (path.components().peekable(), folder.components().peekable());
    while names.peek().is_some() && names.peek() == left.peek() {
        names.next();
        left.next();
    }
    left.map(|_| Component::ParentDir).chain(names).collect()
}

/// The way from `folder` to `path`, both as [`absolute`] has them, without a `/` at their ends: a run over a large folder
/// asks for many.
#[expect(clippy::string_slice, reason = "both have a `/` where they are cut, or end there")]
fn way(path: &str, folder: &str) -> String {
    let same = path.bytes().zip(folder.bytes()).take_while(|(one, other)| one == other).count();
    let ends = |text: &str| text.as_bytes().get(same).is_none_or(|&next| next == b'/');
    let shared = match ends(path) && ends(folder) {
        true => same,
        false => path.as_bytes().iter().take(same).rposition(|&byte| byte == b'/').unwrap_or_default(),
    };
    let up = folder.bytes().skip(shared).filter(|&byte| byte == b'/').count();
    let mut way = "../".repeat(up);
    way += path[shared..].trim_start_matches('/');
    way.truncate(way.trim_end_matches('/').len());
    way
}

/// The innermost folder (absolute) that holds all of these folders.
#[cfg(feature = "cli")]
pub(crate) fn common<'a>(folders: impl Iterator<Item = &'a Path>) -> PathBuf {
    let shared = |a: PathBuf, b: PathBuf| {
        a.components().zip(b.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    };
    folders.map(lexical).reduce(shared).unwrap_or_default()
}

/// The path without `.` and, where that is possible, without `..`.
pub fn normalized(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::ParentDir if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            Component::ParentDir => parts.push(".."),
            Component::Normal(name) => parts.extend(name.to_str()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_two_places_goes_over_their_common_folder() {
        let way =
            |path: &str, folder: &str| relative(Path::new(path), Path::new(folder)).display().to_string();
        assert_eq!(way("/a/b/c", "/a/b"), "c");
        assert_eq!(way("/a/b/../c", "/a/b/d"), "../../c");
        assert_eq!(way("a/./b", "a/x/.."), "b");
        assert_eq!(way("/a/b//c/", "/a/b"), "c");
        assert_eq!(way("/a/bc", "/a/b"), "../bc");
        assert_eq!(way("/a/b", "/a/b"), "");
        assert_eq!(way("/a/b/", "/a/b"), "");
        assert_eq!(way("/a", "/a/b/c"), "../..");
        assert_eq!(way("/", "/a/b"), "../..");
        assert_eq!(way("/a", "/"), "a");
        assert_eq!(way("/b/c", "/a"), "../b/c");
        assert_eq!(way("/a/é", "/a/è"), "../é");
        assert_eq!(way("b", ""), "b");
        assert_eq!(lexical(Path::new("/../a")), Path::new("/a"));
        assert_eq!(lexical(Path::new("")).as_os_str(), working().as_os_str());
        assert_eq!(lexical(Path::new("/a/")).as_os_str(), "/a");
    }
}
