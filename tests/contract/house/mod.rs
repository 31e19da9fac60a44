//! The rules of the house, over the sources of `src/` and `build/`: no circles
//! between files, no arrow that runs up between rooms, no wire name outside of the
//! contract, no schema that hides an item of the root, no example that its index does
//! not name, no recipe of its own, no alias that the search of the docs would not find.
//!
//! [`source`] reads a file, [`tree`] finds which file a path leads to, and each
//! rule has a file of its own. What stands against a rule is listed there with
//! its reason; an entry that is no longer needed fails the test too.

mod aliases;
mod circles;
mod examples;
mod globs;
mod graph;
mod guides;
mod installs;
mod recipes;
mod rooms;
mod source;
mod tree;
mod words;
