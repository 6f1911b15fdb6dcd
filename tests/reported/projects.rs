//! Links, references and includes across the files of a project.
