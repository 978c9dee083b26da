//! Long lines of code, ready for paper: where a line is wrapped, what continues it must not look like a line of its own.

use std::fmt::Write;

/// Columns beyond which a line of a page may be wrapped when it is printed: A4 between its margins takes about 95.
pub const PAGE: usize = 72;

/// Columns beyond which a line may be wrapped on a cheat sheet: a sheet of three columns takes about 38.
pub const SHEET: usize = 34;

/// Lines of code as HTML, each of which closes what it opens; those of more columns than `longest` in elements by which
/// a style sheet lets what is wrapped hang below the line's own indentation: `<span class=w>`, in it the indentation,
/// where there is any, and the rest. The text stays what it was.
pub fn hanging(code: &str, longest: usize) -> String {
    let mut html = String::with_capacity(code.len() + code.len() / 8);
    for line in code.split_inclusive('\n') {
        write_line(line, longest, &mut html);
    }
    html
}

/// Appends one line, likewise; the line feed at its end, if it has one, is part of what hangs.
pub fn write_line(line: &str, longest: usize, html: &mut String) {
    if line.len() <= longest || columns(line) <= longest {
        html.push_str(line);
        return;
    }
    let (indentation, rest) = line.split_at(indentation(line));
    html.push_str("<span class=w>");
    if !indentation.is_empty() {
        let _ = write!(html, "<span>{indentation}</span>");
    }
    let _ = write!(html, "<span>{rest}</span></span>");
}

/// How many bytes of a line its indentation is, to which the prompt of a session belongs.
fn indentation(line: &str) -> usize {
    const WHITE: [char; 2] = [' ', '\t'];
    let mut rest = line.trim_start_matches(WHITE);
    if let Some(prompt) = rest.strip_prefix("<span class=p>")
        && let Some((_, code)) = prompt.split_once("</span>")
    {
        rest = code.trim_start_matches(WHITE);
    }
    line.len() - rest.len()
}

/// About how many columns the text of a line takes.
fn columns(line: &str) -> usize {
    let mut count = 0;
    let mut characters = line.trim_end_matches('\n').chars();
    while let Some(character) = characters.next() {
        count += match character {
            '<' => {
                characters.find(|c| *c == '>');
                0
            }
            '&' => {
                characters.find(|c| *c == ';');
                1
            }
            '\t' => 4,
            // From here on there are scripts whose characters are twice as wide.
            '\u{1100}'.. => 2,
            _ => 1,
        };
    }
    count
}

#[cfg(test)]
mod tests {
    use super::hanging;

    #[test]
    fn what_is_wrapped_hangs_below_the_indentation_of_its_line() {
        assert_eq!(
            hanging("if a &lt; b:\n    return 12345\n", 12),
            "if a &lt; b:\n<span class=w><span>    </span><span>return 12345\n</span></span>"
        );
        assert_eq!(
            hanging("<span class=k>return</span> 12345678", 12),
            "<span class=w><span><span class=k>return</span> 12345678</span></span>"
        );
    }

    #[test]
    fn a_prompt_is_indentation() {
        assert_eq!(
            hanging("<span class=p>>>></span> print(a, b)\n", 12),
            "<span class=w><span><span class=p>>>></span> </span><span>print(a, b)\n</span></span>"
        );
    }
}
