//! Tests of the store.

mod keeping;
