//! Raw HTML → tokens with their places, as browsers see them.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// A token of HTML. Together, the tokens of a text cover it without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Byte range in the text.
    pub span: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Text between tags, or in a script or style.
    Text,
    /// A comment, a declaration or the like.
    Comment,
    /// A comment or a declaration that the text ends in.
    OpenComment,
    /// A tag that the text ends in.
    OpenTag,
    /// A start tag.
    StartTag(StartTag),
    /// An end tag with its name in lower case.
    EndTag(String),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StartTag {
    /// In lower case.
    pub name: String,
    /// In the order in which they stand; of two with one name, the first.
    pub attributes: Vec<Attribute>,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
}

/// An attribute of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// In lower case.
    pub name: String,
    /// Its value, entities decoded; empty if there is none.
    pub value: String,
    /// Byte range of the value in the text, quotes left out.
    pub place: Range<usize>,
}

/// Cuts a text into tokens.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut reader = Reader::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
        reader.event(event, span);
        None::<Infallible>
    });
    // What is in a script or a style is no tag.
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    reader.finish(html)
}

/// What a text between tags says, entities decoded.
pub fn words(written: &str) -> String {
    let mut words = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<usize>| {
        if let CallbackEvent::String { value } = event {
            words.push_str(&String::from_utf8_lossy(value));
        }
        None::<Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(written, emitter).finish();
    words
}

#[derive(Default)]
struct Reader {
    /// All tokens but texts.
    found: Vec<Token>,
    /// The start tag that is being read, and where it begins.
    tag: Option<(StartTag, usize)>,
    /// Whether the text ends in a comment, and whether in a tag.
    in_comment: bool,
    in_tag: bool,
}

impl Reader {
    fn event(&mut self, event: CallbackEvent, span: Span<usize>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = text(name);
                self.tag = Some((
                    StartTag {
                        name,
                        ..StartTag::default()
                    },
                    span.start,
                ));
            }
            CallbackEvent::AttributeName { name } => {
                if let Some((tag, _)) = &mut self.tag {
                    tag.attributes.push(Attribute {
                        name: text(name),
                        value: String::new(),
                        place: span.end..span.end,
                    });
                }
            }
            CallbackEvent::AttributeValue { value } => {
                let tag = self.tag.as_mut().map(|(tag, _)| tag);
                if let Some(last) = tag.and_then(|tag| tag.attributes.last_mut()) {
                    last.value = text(value);
                    last.place = span.start..span.end;
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some((mut tag, start)) = self.tag.take() {
                    tag.self_closing = self_closing;
                    drop_repeated(&mut tag.attributes);
                    self.push(Kind::StartTag(tag), start..span.end);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.push(Kind::EndTag(text(name)), span.start..span.end);
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {
                self.push(Kind::Comment, span.start..span.end);
            }
            CallbackEvent::Error(Error::EofInComment) => self.in_comment = true,
            CallbackEvent::Error(Error::EofInTag) => self.in_tag = true,
            CallbackEvent::Error(_) | CallbackEvent::String { .. } => {}
        }
    }

    fn push(&mut self, kind: Kind, span: Range<usize>) {
        self.found.push(Token { kind, span });
    }

    /// The tokens, with the texts between them.
    fn finish(mut self, html: &str) -> Vec<Token> {
        let open_tag = self.tag.take().map(|(_, start)| start);
        let mut tokens = Vec::with_capacity(2 * self.found.len() + 1);
        let mut at = 0;
        for token in self.found {
            // What is not in order is text: then nothing in it is touched.
            if token.span.start < at || html.get(token.span.clone()).is_none() {
                continue;
            }
            push_text(&mut tokens, at..token.span.start);
            at = token.span.end;
            tokens.push(token);
        }
        let rest = at..html.len();
        if self.in_tag {
            let start = open_tag.or_else(|| html[at..].rfind('<').map(|start| at + start));
            let start = start.unwrap_or(at).clamp(at, html.len());
            push_text(&mut tokens, at..start);
            tokens.push(Token {
                kind: Kind::OpenTag,
                span: start..html.len(),
            });
        } else {
            push_text(&mut tokens, rest);
        }
        if let Some(last) = tokens.last_mut()
            && last.kind == Kind::Comment
            && last.span.end == html.len()
            && (self.in_comment || !html.ends_with('>'))
        {
            last.kind = Kind::OpenComment;
        }
        tokens
    }
}

fn push_text(tokens: &mut Vec<Token>, span: Range<usize>) {
    if !span.is_empty() {
        tokens.push(Token {
            kind: Kind::Text,
            span,
        });
    }
}

/// Of attributes with one name, browsers take the first.
fn drop_repeated(attributes: &mut Vec<Attribute>) {
    let mut names = rustc_hash::FxHashSet::default();
    attributes.retain(|attribute| names.insert(attribute.name.clone()));
}
