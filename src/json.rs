//! The order of keys in JSON that this program writes: that of the alphabet. By itself serde_json has it or not, as a crate
//! that is built with it asks.

use serde_json::Value;

/// The value with the keys of its objects in order.
pub fn sorted(mut value: Value) -> Value {
    value.sort_all_objects();
    value
}
