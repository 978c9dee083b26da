//! Percent coding (RFC 3986): the one place where addresses get their percent signs and lose them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// What is coded in the path or the anchor of an address. Slashes and the marks that no part of a URL begins or ends
/// with stay as they are.
const CODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'@');

/// A path or an anchor as it stands in a URL.
pub fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, CODED).into()
}

/// A part of a URL as it was before [`encode`], or `None` if its bytes are not UTF-8. A percent sign without two
/// digits after it is one.
pub fn decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// What somebody wrote, with percent signs or without, as it stands in a URL.
pub fn recode(text: &str) -> String {
    let plain = decode(text).unwrap_or(Cow::Borrowed(text));
    encode(&plain).into_owned()
}
