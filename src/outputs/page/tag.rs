//! Tags of raw HTML on a page: what an author wrote, but for what leads somewhere or is led to.

use super::Page;
use crate::question::{LinkId, Piece, TagId};

impl Page<'_> {
    /// A tag of raw HTML as written, but for the addresses and `id`s in it.
    pub(super) fn tag(&mut self, id: TagId) {
        let tag = self.document.tag(id);
        let links = tag.links.iter().map(|(place, link)| (*place, Some(*link)));
        let ids = tag.ids.iter().map(|place| (*place, None));
        let mut changed: Vec<(Piece, Option<LinkId>)> = links.chain(ids).collect();
        changed.sort_by_key(|(place, _)| *place);
        let mut rest = tag.written;
        // Ends an attribute that has been taken back.
        let mut quote: Option<char> = None;
        for (place, link) in changed {
            let (before, behind) = rest.around(place);
            self.push_behind(quote.take(), before);
            let empty = self.html.len();
            match link {
                Some(link) => (self.address)(link, self.html),
                None => self.written_ids(place),
            }
            if self.html.len() == empty && link.is_some_and(|link| self.is_broken(link)) {
                quote = self.take_attribute_back();
            }
            rest = behind;
        }
        self.push_behind(quote, rest);
    }

    /// The `id`s in an attribute of raw HTML, with spaces between them.
    fn written_ids(&mut self, place: Piece) {
        for word in self
            .document
            .get(place)
            .split_inclusive(char::is_whitespace)
        {
            self.push(self.among.prefix);
            self.push(word);
        }
    }

    /// Raw HTML without the quote that it begins with.
    fn push_behind(&mut self, quote: Option<char>, raw: Piece) {
        let raw = self.document.get(raw);
        let behind = quote.and_then(|quote| raw.strip_prefix(quote));
        self.push(behind.unwrap_or(raw));
    }

    /// Removes the attribute whose value is about to begin; the quote that opened it, if one did. One of several addresses in
    /// an attribute stays empty.
    fn take_attribute_back(&mut self) -> Option<char> {
        let quotes = ['"', '\''];
        let value = self.html.strip_suffix(quotes).unwrap_or(self.html);
        let quote = self.html[value.len()..].chars().next();
        let name = value.trim_end().strip_suffix('=')?.trim_end();
        let bounds = |c: char| c.is_ascii_whitespace() || c == '/' || quotes.contains(&c);
        let tag = name[..name.rfind(bounds)? + 1].trim_end().len();
        self.html.truncate(tag);
        quote
    }
}
