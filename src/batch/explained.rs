//! Why a file cannot be read or written.

/// The reason of an error, in words that tell what to do.
pub fn explained(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
            "there is a file where its folder would be".to_owned()
        }
        std::io::ErrorKind::PermissionDenied if error.get_ref().is_none() => {
            "permission is denied".to_owned()
        }
        _ => error.to_string(),
    }
}
