//! The statements of both databases: SQLite's in `cargo test`, PostgreSQL's by
//! `queue/run`, which says where the server is (`QUEUE_POSTGRES`).

mod fence;
mod stage;
mod sweep;
