//! Results as `sqlite3 -column -header -nullvalue NULL` prints them, without white space at the ends of lines.

/// A table: the names of its columns above its rows. Without rows, nothing.
pub(super) fn columns(names: &[String], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let names: Vec<String> = names.iter().map(|name| spaced(name)).collect();
    let rows: Vec<Vec<Vec<String>>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| lines(cell)).collect())
        .collect();
    let widths: Vec<usize> = names
        .iter()
        .enumerate()
        .map(|(column, name)| {
            let cells = rows.iter().flat_map(|row| row.get(column));
            let widest = cells.flatten().map(|line| width(line)).max();
            width(name).max(widest.unwrap_or(0))
        })
        .collect();
    let mut text = String::new();
    push_line(&mut text, names.iter().map(String::as_str), &widths);
    let dashes: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    push_line(&mut text, dashes.iter().map(String::as_str), &widths);
    // Where one cell has several lines, the shell sets all rows apart.
    let apart = rows.iter().flatten().any(|cell| cell.len() > 1);
    for (index, row) in rows.iter().enumerate() {
        if apart && index > 0 {
            text.push('\n');
        }
        let height = row.iter().map(Vec::len).max().unwrap_or(1);
        for line in 0..height {
            let cells = row.iter().map(|cell| cell.get(line).map_or("", |l| l));
            push_line(&mut text, cells, &widths);
        }
    }
    text
}

fn push_line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>, widths: &[usize]) {
    let mut line = String::new();
    for (cell, room) in cells.zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(room - width(cell) + 2));
    }
    text.push_str(line.trim_end_matches(' '));
    text.push('\n');
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// The lines of a cell; an empty one has one.
fn lines(cell: &str) -> Vec<String> {
    let lines: Vec<String> = cell.lines().map(spaced).collect();
    if lines.is_empty() {
        vec![String::new()]
    } else {
        lines
    }
}

/// A line with spaces up to the next eighth column for each tab.
fn spaced(line: &str) -> String {
    let mut spaced = String::new();
    let mut width = 0;
    for c in line.chars() {
        let step = if c == '\t' { 8 - width % 8 } else { 1 };
        width += step;
        match c {
            '\t' => spaced.push_str(&" ".repeat(step)),
            '\n' | '\r' => spaced.push(' '),
            _ => spaced.push(c),
        }
    }
    spaced
}

/// A step of a query plan.
pub(super) struct PlanStep {
    pub id: i64,
    /// The step that it is a part of; 0 for none.
    pub parent: i64,
    pub what: String,
}

/// The answer to `EXPLAIN QUERY PLAN` as a tree.
pub(super) fn plan(steps: &[PlanStep]) -> String {
    let mut text = "QUERY PLAN\n".to_owned();
    push_steps(&mut text, steps, 0, "");
    text
}

fn push_steps(text: &mut String, steps: &[PlanStep], parent: i64, before: &str) {
    // A step stands after the one it is a part of, so this ends.
    let parts: Vec<usize> = (0..steps.len())
        .filter(|at| steps[*at].parent == parent)
        .collect();
    for (index, at) in parts.iter().enumerate() {
        let step = &steps[*at];
        let (mark, below) = if index + 1 == parts.len() {
            ("`--", "   ")
        } else {
            ("|--", "|  ")
        };
        text.push_str(&format!("{before}{mark}{}\n", step.what));
        push_steps(text, &steps[at + 1..], step.id, &format!("{before}{below}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(names: &[&str], rows: &[&[&str]]) -> String {
        let owned = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = rows.iter().map(|row| owned(row)).collect();
        columns(&owned(names), &rows)
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        assert_eq!(
            table(&["a", "name"], &[&["1", "x"], &["22", "a longer text"]]),
            "a   name\n--  -------------\n1   x\n22  a longer text\n"
        );
        assert_eq!(table(&["é"], &[&["äöü"]]), "é\n---\näöü\n");
        assert_eq!(table(&["a"], &[]), "");
    }

    #[test]
    fn cells_of_several_lines_set_the_rows_apart() {
        assert_eq!(
            table(&["two", "x"], &[&["z", "1"], &["a\nb", "2"], &["c", "3"]]),
            "two  x\n---  -\nz    1\n\na    2\nb\n\nc    3\n"
        );
        assert_eq!(
            table(&["t"], &[&["abcdefghij\tx"]]),
            "t\n-----------------\nabcdefghij      x\n"
        );
    }
}
