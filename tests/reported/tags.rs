//! Shortcodes, directives, components, attributes and tables.
