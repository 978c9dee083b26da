//! Answers, taken out of a file; each of their lines is in them, or named.

use super::body::Body;
use super::document::Reader;
use super::markup::has_words;
use super::{Found, Why, choice, wording};
use std::collections::HashSet;
use std::ops::Range;

impl Reader<'_> {
    /// Takes the answer out of the text.
    pub(super) fn fill(&mut self, found: &mut Found, pieces: &[Range<usize>], indent: usize) {
        let start = pieces.first().map_or(0, |piece| piece.start);
        let range = start..pieces.last().map_or(start, |piece| piece.end);
        if !range.is_empty() {
            self.place(&range);
            found.inner = self.inner(&range);
            let (cuts, labels) = self.cuts(&range);
            found.body = Body::of(self.text, &self.starts, pieces, &cuts);
            for line in labels {
                self.leave(line, Why::Label);
            }
        }
        let body = &mut found.body;
        body.dedent(indent);
        for (line, why) in body.trim() {
            self.leave(line, why);
        }
        let label = body.take_label();
        body.trim();
        for comment in body.comments() {
            found.written.push('\n');
            found.written.push_str(comment);
        }
        let mut fields = body.take_fields();
        found.fields.append(&mut fields);
        let key = label.as_ref().and_then(|(_, label)| wording::key(label));
        let quiz = choice::quiz(&found.body, key, found.title());
        match (label, quiz) {
            (Some((line, _)), None) => self.leave(line, Why::Label),
            (label, Some(quiz)) => {
                found.body = quiz.body;
                let lines = label.map(|(line, _)| line).into_iter().chain(quiz.labels);
                for line in lines.collect::<Vec<_>>() {
                    self.leave(line, Why::Key);
                }
            }
            (None, None) => {}
        }
        self.account(found, &range);
    }

    /// Names each line of a range that nothing has become of.
    fn account(&mut self, found: &Found, range: &Range<usize>) {
        let mut done: HashSet<usize> = found.body.lines.iter().map(|(line, _)| *line).collect();
        let named = self.left.iter().rev().map(|left| left.line);
        done.extend(named.take_while(|line| *line >= found.line));
        for line in self.line(range.start)..=self.line(range.end.max(range.start + 1) - 1) {
            // A title's lines are placed by themselves.
            if done.contains(&line) || line < found.line {
                continue;
            }
            let end = self.starts.get(line).copied().unwrap_or(self.text.len());
            let text = &self.text[self.starts[line - 1]..end];
            let of_title = self.title.contains(&line);
            if !of_title && has_words(text) {
                self.leave(line, Why::Outside);
            }
        }
    }

    /// What links may name within a range: headings with what they say, and other places.
    fn inner(&self, range: &Range<usize>) -> Vec<(String, Option<String>)> {
        let headings = &self.outline.headings;
        let from = headings.partition_point(|heading| heading.range.start < range.start);
        let headings = headings[from..].iter();
        let headings = headings.take_while(|heading| heading.range.start < range.end);
        let anchors = &self.outline.anchors;
        let from = anchors.partition_point(|(at, _)| *at < range.start);
        let anchors = anchors[from..].iter().take_while(|(at, _)| *at < range.end);
        let headings = headings.map(|heading| (heading.id.clone(), Some(heading.text.clone())));
        headings
            .chain(anchors.map(|(_, name)| (name.clone(), None)))
            .collect()
    }

    /// Tags of details that only hide an answer, and the lines of their labels.
    fn cuts(&self, range: &Range<usize>) -> (Vec<Range<usize>>, Vec<usize>) {
        let (mut cuts, mut lines) = (Vec::new(), Vec::new());
        for (details, label) in self.outline.details.iter().zip(&self.labels) {
            let inside = details.open.start >= range.start && details.open.start < range.end;
            let Some((whole, _)) = details.summary.as_ref().filter(|_| inside && *label) else {
                continue;
            };
            cuts.extend([details.open.clone(), whole.clone(), details.close.clone()]);
            lines.push(self.line(whole.start));
        }
        cuts.sort_by_key(|cut| cut.start);
        (cuts, lines)
    }
}
