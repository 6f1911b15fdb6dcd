//! The one place that reads YAML: what aliases repeat is counted before anything is made of it. A line of aliases can
//! bring thousands of times its length, which the library counts by values, not by their bytes.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use crate::limits::{ALIASES, YAML_BRACKETS};

/// Reads a text as YAML 1.1.
///
/// # Errors
/// When it is not YAML, not of this shape, its aliases bring more than [`ALIASES`], or more than [`YAML_BRACKETS`] are
/// open in it.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, serde_yaml::Error> {
    if opens_too_many_brackets(text) {
        return Err(Error::custom(format!("more than {YAML_BRACKETS} brackets are open in it at once")));
    }
    if text.contains('&') && text.contains('*') {
        let left = Cell::new(text.len() + ALIASES);
        Measure(&left).deserialize(serde_yaml::Deserializer::from_str(text))?;
    }
    serde_yaml::from_str(text)
}

/// The line, from 1 on, on which a key of this name stands.
pub fn line_of(text: &str, name: &str) -> Option<usize> {
    let is_key = |line: &str| {
        let line = line.trim_start().trim_start_matches(['"', '\'']);
        let after = line.strip_prefix(name).map(|rest| rest.trim_start_matches(['"', '\'']));
        after.is_some_and(|after| after.trim_start().starts_with(':'))
    };
    text.lines().position(is_key).map(|line| line + 1)
}

/// Whether more brackets are open at once than any text has; those in strings count too.
fn opens_too_many_brackets(text: &str) -> bool {
    let mut open = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > YAML_BRACKETS
    })
}

/// Looks at all values, keeps none, and stops when there are more bytes of them than are left.
#[derive(Clone, Copy)]
struct Measure<'a>(&'a Cell<usize>);

impl Measure<'_> {
    fn count<E: Error>(self, bytes: usize) -> Result<(), E> {
        // Each value costs, also an empty one.
        match self.0.get().checked_sub(bytes + 1) {
            Some(left) => self.0.set(left),
            None => return Err(E::custom(format!("its aliases bring more than {ALIASES} bytes"))),
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Measure<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Measure<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.count(0)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.count(0)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        self.count(0)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.count(0)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        self.count(0)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.count(0)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.count(0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.count(text.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.count(0)?;
        while items.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.count(0)?;
        while entries.next_key_seed(self)?.is_some() {
            entries.next_value_seed(self)?;
        }
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let ((), value) = tagged.variant_seed(self)?;
        value.newtype_variant_seed(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_yaml::Value;

    use super::*;

    #[test]
    fn aliases_bring_what_they_stand_for() {
        let read: Value = read("a: &a [1, !tag x, {b: null}]\nc: [*a, *a]\n").unwrap();
        assert_eq!(read["c"][1], read["a"]);
    }

    #[test]
    fn what_aliases_bring_is_bounded_by_its_bytes() {
        let many = |length: usize, times: usize| {
            format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(length), "*a,".repeat(times))
        };
        assert!(read::<Value>(&many(1_000, 100)).is_ok());
        let error = read::<Value>(&many(100_000, 1_000)).unwrap_err().to_string();
        assert!(error.contains("aliases bring more than"), "{error}");
        let deep = "a: &a {k: v}\n".to_owned()
            + &(b'b'..=b'z')
                .map(|to| {
                    format!(
                        "{}: &{} [{}]\n",
                        to as char,
                        to as char,
                        format!("*{},", (to - 1) as char).repeat(9)
                    )
                })
                .collect::<String>();
        assert!(read::<Value>(&deep).is_err());
    }
}
