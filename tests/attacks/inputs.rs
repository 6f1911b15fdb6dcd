//! Notes, folders, project files and names that reach outside, hang, or steer another program.
