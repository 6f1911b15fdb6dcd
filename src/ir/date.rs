//! Dates, as precise as notes have them.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date, as precise as the note has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum Date {
    /// A day.
    Day(Day),
    /// A month.
    Month {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// A year.
    Year(i32),
    /// Something else, printed as it is written.
    Text(String),
}

impl Date {
    /// The date for programs, as `2024-03-16`, `2024-03` or `2024` (ISO 8601; a valid date of HTML and EPUB);
    /// `None` for a text.
    pub fn iso(&self) -> Option<String> {
        match self {
            Date::Day(day) => Some(day.to_string()),
            Date::Month { year, month } => Some(format!("{year:04}-{month:02}")),
            Date::Year(year) => Some(format!("{year:04}")),
            Date::Text(_) => None,
        }
    }
}

/// A day that the Gregorian calendar has. It is shown as `2024-03-16` (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The day of a year, a month from 1 to 12 and a day of the month from 1 on; `None` when there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1 on.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The day for the library that knows calendars.
    pub(crate) fn naive(self) -> NaiveDate {
        self.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        NaiveDate::parse_from_str(&text, "%Y-%m-%d").map(Self).map_err(D::Error::custom)
    }
}
