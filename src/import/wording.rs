//! What words say of the part they play in a file: a question, a label before an answer, a way back to the top.

/// Words that a question begins with, where two more follow.
const ASKING: [&str; 39] = [
    "what",
    "what's",
    "whats",
    "why",
    "how",
    "when",
    "where",
    "which",
    "who",
    "whose",
    "is",
    "are",
    "was",
    "can",
    "could",
    "do",
    "does",
    "did",
    "has",
    "have",
    "should",
    "would",
    "will",
    "explain",
    "describe",
    "compare",
    "discuss",
    "tell",
    "write",
    "mention",
    "differentiate",
    "implement",
    "create",
    "enumerate",
    "define",
    "difference",
    "differences",
    "true",
    "given",
];

/// Words that a task begins with, where one of [`AFTER_TASK`] follows.
const TASKS: [&str; 14] = [
    "list", "name", "give", "state", "design", "make", "build", "find", "show", "use", "print",
    "check", "draw", "fix",
];
const AFTER_TASK: [&str; 16] = [
    "the",
    "a",
    "an",
    "some",
    "all",
    "any",
    "few",
    "two",
    "three",
    "four",
    "five",
    "your",
    "me",
    "how",
    "this",
    "different",
];

/// Labels of an answer, in the languages of the banks that there are.
const ANSWERS: [&str; 33] = [
    "answer",
    "answers",
    "solution",
    "solutions",
    "explanation",
    "reveal",
    "respuesta",
    "réponse",
    "antwort",
    "lösung",
    "risposta",
    "resposta",
    "antwoord",
    "odpowiedź",
    "odpověď",
    "odgovor",
    "cevap",
    "jawaban",
    "răspuns",
    "përgjigje",
    "ответ",
    "відповідь",
    "答案",
    "参考答案",
    "解答",
    "回答",
    "正解",
    "정답",
    "답",
    "đáp",
    "الإجابة",
    "الجواب",
    "คำตอบ",
];

const CONTENTS: [&str; 12] = [
    "table of contents",
    "contents",
    "toc",
    "index",
    "inhaltsverzeichnis",
    "índice",
    "sommaire",
    "table des matières",
    "содержание",
    "目录",
    "目次",
    "list of questions",
];

/// Words of a link that leads to the beginning of a file.
const TO_TOP: [&str; 12] = [
    "back to top",
    "back to the top",
    "go to top",
    "to top",
    "top",
    "↑",
    "⬆",
    "⇧",
    "🔝",
    "🔼",
    "back to contents",
    "back to table of contents",
];

/// A text in lower case, without marks around it: emoji, stars, colons.
pub(super) fn bare(text: &str) -> String {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    text.to_lowercase()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split_whitespace();
    let word = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.to_lowercase().replace('’', "'")
    };
    words.map(word).filter(|word| !word.is_empty()).collect()
}

/// Whether a text asks something: by its mark, in whatever script, or by how it begins.
pub(super) fn asks(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace() || "*_`\"'”’»)]:.!".contains(c) || is_picture(c)
    });
    if end.ends_with(['?', '？', '؟', '՞']) && end.chars().any(char::is_alphanumeric) {
        return true;
    }
    // `Why is it so? (a hint)`
    if text.contains(['？', '؟']) || text.contains("? ") {
        return true;
    }
    let words = words(text);
    let Some(first) = words.first() else {
        return false;
    };
    let first = first.as_str();
    let second = words.get(1).map_or("", String::as_str);
    (words.len() > 2 && ASKING.contains(&first))
        || (TASKS.contains(&first) && AFTER_TASK.contains(&second))
}

/// Whether a text is a label such as `Answer` or `Click to see the solution`.
pub(super) fn is_answer_label(text: &str) -> bool {
    if text.contains(['?', '？', '؟']) {
        return false;
    }
    let words = words(text);
    (1..=6).contains(&words.len()) && words.iter().any(|word| ANSWERS.contains(&word.as_str()))
        || bare(text).starts_with("click to ")
}

/// Whether a text names a list of contents.
pub(super) fn is_contents(text: &str) -> bool {
    let text = bare(text);
    CONTENTS.contains(&text.as_str()) || text.starts_with("table of contents")
}

/// Whether the words of a link to an anchor say that it leads back.
pub(super) fn leads_back(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let bare = bare(&lower);
    TO_TOP.iter().any(|words| bare == *words)
        || lower.contains("back to")
        || bare.is_empty() && lower.contains(['↑', '⬆', '⇧', '🔝', '🔼', '↥'])
        || lower.contains(['⬆', '↥', '🔝', '🔼'])
}

/// The letter that a label gives as the answer: of `Answer: D`, `D`.
pub(super) fn key(text: &str) -> Option<String> {
    let (label, letters) = text
        .rsplit_once([':', '：', '-'])
        .or_else(|| text.trim().rsplit_once(' '))?;
    if words(label).len() > 3 || label.contains('?') {
        return None;
    }
    let letters = letters.trim_matches(|c: char| !c.is_alphanumeric());
    is_letter(letters).then(|| letters.to_uppercase())
}

/// Whether a text is what options are called by: a letter or a small number.
pub(super) fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    let one = chars
        .next()
        .is_some_and(|c| matches!(c, 'a'..='j' | 'A'..='J' | '1'..='9'));
    one && chars.next().is_none()
}

/// What an option begins with, and what follows: of `B) no`, `B` and `no`.
pub(super) fn option(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let inner = text.trim_start_matches(['(', '*', '[', '`']);
    let letter = inner.get(..1).filter(|letter| is_letter(letter))?;
    let rest = inner[1..].trim_start_matches([')', '*', ']', '`']);
    let marked = inner.len() < text.len() || rest.len() < inner.len() - 1;
    let rest = match rest.strip_prefix([':', '.', '：']) {
        Some(rest) => rest.trim_start_matches('*'),
        None if marked => rest,
        None => return None,
    };
    Some((letter.to_uppercase(), rest.trim_start()))
}

/// Whether a character is a picture, an arrow or the like, as titles are adorned with.
pub(super) fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_is_known() {
        for text in [
            "What?",
            "什么是闭包？",
            "ما هو؟",
            "Explain event delegation.",
            "What is X? **",
            "List the steps",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in [
            "List",
            "Introduction",
            "Name mangling",
            "How",
            "Design patterns in use",
            "Good to hear",
        ] {
            assert!(!asks(text), "{text}");
        }
    }

    #[test]
    fn labels_give_the_letter() {
        assert_eq!(key("Answer: D"), Some("D".to_owned()));
        assert_eq!(key("答案：B"), Some("B".to_owned()));
        assert_eq!(key("Answer:"), None);
        assert_eq!(option("B) no"), Some(("B".to_owned(), "no")));
        assert_eq!(option("A: `x`"), Some(("A".to_owned(), "`x`")));
        assert_eq!(option("A list"), None);
    }
}
