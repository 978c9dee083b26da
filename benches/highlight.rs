//! Highlighting, beside what syntect does by itself.
//!
//! The code is a part of the standard library of the `python3` on the path, without its tests and installed packages;
//! without one it is `tests/highlight/forms.py`, many times over.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use studypress::{highlight, languages};
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;

fn main() {
    let language = languages::grammar("python");
    let code: usize = LIBRARY.iter().map(String::len).sum();
    let html: usize = LIBRARY
        .iter()
        .map(|code| highlight::to_html(code, language).len())
        .sum();
    println!(
        "{} files, {code} bytes of code, {html} of HTML: {:.2} for each",
        LIBRARY.len(),
        html as f64 / code as f64
    );
    divan::main();
}

/// The texts of the library.
static LIBRARY: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut texts = Vec::new();
    if let Some(library) = library() {
        collect(&library, &mut texts);
    }
    if texts.is_empty() {
        texts = vec![include_str!("../tests/highlight/forms.py").to_owned(); 100];
    }
    texts
});

/// A tenth of the library, for what takes ten times as long.
static TENTH: LazyLock<Vec<String>> =
    LazyLock::new(|| LIBRARY.iter().step_by(10).cloned().collect());

fn library() -> Option<PathBuf> {
    let ask = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    let output = Command::new("python3").args(["-c", ask]).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    let path = path.trim();
    (!path.is_empty()).then(|| PathBuf::from(path))
}

fn collect(directory: &Path, texts: &mut Vec<String>) {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let skipped = ["site-packages", "test", "tests", "idle_test"];
        let name = path.file_name().and_then(|name| name.to_str());
        if path.is_dir() && name.is_some_and(|name| !skipped.contains(&name)) {
            collect(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            texts.extend(fs::read_to_string(&path));
        }
    }
}

fn size(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn library_whole(bencher: divan::Bencher) {
    let language = languages::grammar("python");
    bencher.counter(size(&LIBRARY)).bench(|| {
        LIBRARY
            .iter()
            .map(|code| highlight::to_html(code, language).len())
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn library_tenth(bencher: divan::Bencher) {
    let language = languages::grammar("python");
    bencher.counter(size(&TENTH)).bench(|| {
        TENTH
            .iter()
            .map(|code| highlight::to_html(code, language).len())
            .sum::<usize>()
    });
}

/// What syntect offers: its own grammar of Python, and a class for every scope.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn library_tenth_stock(bencher: divan::Bencher) {
    let set = SyntaxSet::load_defaults_newlines();
    let syntax = set.find_syntax_by_token("py").expect("syntect has Python");
    bencher.counter(size(&TENTH)).bench(|| {
        let html = |code: &String| {
            let style = ClassStyle::Spaced;
            let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &set, style);
            for line in code.split_inclusive('\n') {
                let _ = generator.parse_html_for_line_which_includes_newline(line);
            }
            generator.finalize().len()
        };
        TENTH.iter().map(html).sum::<usize>()
    });
}

/// Three lines, as in a page: what a call costs.
#[divan::bench]
fn snippet() -> String {
    let code = "def greet(name: str) -> str:\n    \"\"\"Say hello.\"\"\"\n    return f\"Hello, {name!r}!\"\n";
    let language = languages::grammar("python");
    highlight::to_html(divan::black_box(code), language)
}
