//! Reading a body within a limit.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use http::response::Parts;
use hyper::body::Body;

use super::framing;

/// Why a body was not read to its end.
pub(super) enum Unread<E> {
    /// It is larger than the limit.
    TooLarge,
    /// The connection ended within it, and HTTP cannot say so.
    CutShort,
    /// The connection failed within it.
    Broken(E),
}

/// Reads a body, up to so many bytes.
pub(super) async fn read<B>(
    head: &Parts,
    body: &mut B,
    most: usize,
) -> Result<Bytes, Unread<B::Error>>
where
    B: Body<Data = Bytes> + Unpin,
{
    let announced = body.size_hint().lower();
    if announced > most as u64 {
        return Err(Unread::TooLarge);
    }
    let mut first = Bytes::new();
    let mut more = BytesMut::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
        // What is no data are trailers; nobody here reads them.
        let Ok(chunk) = frame.map_err(Unread::Broken)?.into_data() else { continue };
        if first.len() + more.len() + chunk.len() > most {
            return Err(Unread::TooLarge);
        }
        if first.is_empty() && more.is_empty() {
            // The usual case: all of it came at once, and need not be copied.
            first = chunk;
        } else {
            more.extend_from_slice(&std::mem::take(&mut first));
            more.extend_from_slice(&chunk);
        }
    }
    let whole = if more.is_empty() { first } else { more.freeze() };
    match framing::is_cut_short(head.version, &head.headers, &whole) {
        true => Err(Unread::CutShort),
        false => Ok(whole),
    }
}
