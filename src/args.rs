//! What can be said on the command line, one struct for each command.

use crate::config::BaseUrl;
use crate::error::Error;
use crate::import;
use crate::scaffold::Origin;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Turns Markdown question files into a searchable study guide.
#[derive(Debug, Parser)]
#[command(name = "studypress", version, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the guide as a static website
    Build(BuildArgs),
    /// Do all that a build does but the writing, and report every mistake
    Check(CheckArgs),
    /// Show the guide in a browser, and show every change as it is saved
    Serve(ServeArgs),
    /// Run the snippets and compare what they print with the pages
    Test(TestArgs),
    /// Make a cheat sheet as a PDF, with an installed Chromium
    Cheatsheet(CheatsheetArgs),
    /// Make a book of the guide, as an EPUB file or a PDF
    Book(BookArgs),
    /// Make a small guide to begin with; no file is overwritten
    Init(InitArgs),
    /// Write the file of a new question
    New(NewArgs),
    /// Bring questions in: a README, a folder of Markdown, or a table
    Import(ImportArgs),
    /// Take the questions out, for Anki or other tools
    Export(ExportArgs),
    /// Explain a kind of mistake by its number, or list them all
    Explain(ExplainArgs),
    /// List the languages of code that are highlighted
    Languages(LanguagesArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command to a folder
    Man(ManArgs),
}

impl Command {
    /// The folder of the guide that the command works on; `None` where it needs none that is there already.
    pub fn guide(&mut self) -> Option<&mut PathBuf> {
        match self {
            Command::Build(args) => Some(&mut args.site.dir),
            Command::Check(args) => Some(&mut args.site.dir),
            Command::Serve(args) => Some(&mut args.dir),
            Command::Test(args) => Some(&mut args.dir),
            Command::Cheatsheet(args) => Some(&mut args.site.dir),
            Command::Book(args) => Some(&mut args.site.dir),
            Command::New(args) => Some(&mut args.dir),
            Command::Import(args) => Some(&mut args.dir),
            Command::Export(args) => Some(&mut args.dir),
            Command::Init(_)
            | Command::Explain(_)
            | Command::Languages(_)
            | Command::Completions(_)
            | Command::Man(_) => None,
        }
    }
}

/// Which guide, and how its mistakes are reported.
#[derive(Debug, Args)]
pub struct SiteArgs {
    /// Folder of the guide: the one with site.toml, or one below it
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Make drafts part of the site
    #[arg(long)]
    pub drafts: bool,
    /// Use this address in place of base_url in site.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// How mistakes are printed [default: human, or github under GitHub Actions]
    #[arg(long, value_enum)]
    pub format: Option<ReportFormat>,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Which guide.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Folder to write the website to [default: public in DIR]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Which guide.
    #[command(flatten)]
    pub site: SiteArgs,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Folder of the guide: the one with site.toml, or one below it
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Show drafts too, marked as drafts
    #[arg(long)]
    pub drafts: bool,
    /// Use this address in place of base_url in site.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// Port to listen at; if it is taken, the next free one; 0 is any
    #[arg(long, short, default_value_t = 4000)]
    pub port: u16,
    /// Address to listen at; any but this machine's own lets others in
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// Open the guide in the browser
    #[arg(long)]
    pub open: bool,
}

/// Arguments of `test`.
#[derive(Debug, Args)]
pub struct TestArgs {
    /// Folder of the guide: the one with site.toml, or one below it
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Hold the guide against this Python; may be given several times
    /// [default: interpreters in site.toml]
    #[arg(long, value_name = "COMMAND")]
    pub python: Vec<String>,
    /// Only the files whose path holds this text
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Write what the snippets print into the content files
    #[arg(long)]
    pub accept: bool,
    /// How many files are run at the same time [default: one a processor]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// How results and mistakes are printed [default: human, or github under GitHub Actions]
    #[arg(long, value_enum)]
    pub format: Option<ReportFormat>,
}

/// Arguments of `cheatsheet`.
#[derive(Debug, Args)]
pub struct CheatsheetArgs {
    /// Which guide.
    #[command(flatten)]
    pub site: SiteArgs,
    /// Write a PDF to this file [default: named after the sheet]
    #[arg(long, value_name = "FILE", num_args = 0..=1, required = true, require_equals = true)]
    pub pdf: Option<PathBuf>,
    /// Only the questions of this level
    #[arg(long, value_name = "LEVEL", conflicts_with = "topic")]
    pub level: Option<String>,
    /// Only the questions of this topic
    #[arg(long, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Size of the paper
    #[arg(long, value_enum, default_value = "a4")]
    pub paper: Paper,
    /// Columns on a page; one is in large print
    #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=3))]
    pub columns: u8,
    /// Leave the code out
    #[arg(long)]
    pub no_code: bool,
}

/// Arguments of `book`.
#[derive(Debug, Args)]
pub struct BookArgs {
    /// Which guide.
    #[command(flatten)]
    pub site: SiteArgs,
    /// File to write to [default: TITLE.epub or TITLE.pdf]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Make a PDF instead, with an installed Chromium
    #[arg(long)]
    pub pdf: bool,
    /// Size of the PDF's paper
    #[arg(long, value_enum, default_value = "a4", requires = "pdf")]
    pub paper: Paper,
    /// Only the questions of this level
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<String>,
    /// Only the questions of this topic
    #[arg(long, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Whether there are code blocks; those that a quiz asks about are always there
    #[arg(long, value_enum, default_value = "yes")]
    pub code: YesNo,
    /// Add the exercises, with their solutions at the end
    #[arg(long)]
    pub exercises: bool,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// It is there
    Yes,
    /// It is left out
    No,
}

/// Sizes of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 by 297 mm
    A4,
    /// 8.5 by 11 in
    Letter,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder to make the guide in
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Add a workflow that publishes the guide on GitHub Pages
    #[arg(long)]
    pub github: bool,
    /// Git repository that the workflow installs studypress from, with @REV
    /// for a commit or tag [default: the one this binary was built from]
    #[arg(long, value_name = "URL[@REV]", requires = "github")]
    pub studypress_from: Option<Origin>,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The question, with `code` between backticks
    pub title: Option<String>,
    /// What the file is to hold
    #[arg(long, value_enum, default_value_t)]
    pub kind: NewKind,
    /// Id or alias of its level
    #[arg(long, value_name = "ID")]
    pub level: Option<String>,
    /// Id of its topic
    #[arg(long, value_name = "ID")]
    pub topic: Option<String>,
    /// Id of a document that asks it; may be given several times
    #[arg(long, value_name = "ID")]
    pub source: Vec<String>,
    /// Name of the file and in the address [default: made from the question]
    #[arg(long, value_name = "NAME")]
    pub slug: Option<String>,
    /// Open the file in $VISUAL or $EDITOR
    #[arg(long)]
    pub edit: bool,
    /// Folder of the guide: the one with site.toml, or one below it
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

/// What `new` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum NewKind {
    /// Something to say
    #[default]
    Question,
    /// Code to write, with tests
    Exercise,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// A Markdown file with questions, a folder of Markdown files, or a .csv
    /// or .tsv file
    pub path: PathBuf,
    /// Fields there and what they are here: question=title,section=topic
    #[arg(long, value_name = "FROM=TO", value_delimiter = ',', value_parser = mapping)]
    pub map: Vec<(String, String)>,
    /// Level of questions without one
    #[arg(long, value_name = "ID")]
    pub level: Option<String>,
    /// Topic of questions without one
    #[arg(long, value_name = "ID")]
    pub topic: Option<String>,
    /// Source of questions without one; may be given several times
    #[arg(long, value_name = "ID")]
    pub source: Vec<String>,
    /// Marks in titles, comments or headings, and their levels:
    /// "🟢=junior,expertise: (2)=senior"
    #[arg(long, value_name = "MARK=LEVEL", value_delimiter = ',', value_parser = level_mark)]
    pub level_from: Vec<(String, String)>,
    /// Make topics of section headings, in site.toml
    #[arg(long)]
    pub make_topics: bool,
    /// Mark imported Python so that `test` does not run it, and lists it
    #[arg(long)]
    pub no_run: bool,
    /// Name every place in the report, not only the first ones
    #[arg(long)]
    pub all: bool,
    /// Write the files; without it, only say what would be done
    #[arg(long)]
    pub write: bool,
    /// Folder of the guide: the one with site.toml, or one below it
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Folder of the guide: the one with site.toml, or one below it
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// What to make
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// File to write to [default: TITLE.apkg for anki, else standard output]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Take drafts out too
    #[arg(long)]
    pub drafts: bool,
    /// Use this address in place of base_url in site.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
}

/// Forms of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A deck for Anki
    Anki,
    /// A table with a line for each question
    Csv,
    /// One object with everything
    Json,
    /// One document
    Markdown,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The number that a mistake is reported with, such as E013
    pub code: Option<String>,
}

/// Arguments of `languages`.
#[derive(Debug, Args)]
pub struct LanguagesArgs {
    /// Print the notices of the grammars that others wrote
    #[arg(long)]
    pub notices: bool,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write a page for each command into this folder
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// How mistakes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Text with the line and a mark under it
    Human,
    /// One JSON object a line, on standard output
    Json,
    /// Text, and annotations for GitHub Actions
    Github,
}

fn mapping(text: &str) -> Result<(String, String), Error> {
    let (from, to) = text
        .split_once('=')
        .ok_or_else(|| Error::new("write FROM=TO"))?;
    if import::FIELDS.contains(&to) {
        Ok((from.to_owned(), to.to_owned()))
    } else {
        let fields = import::FIELDS.join(", ");
        Err(Error::new(format!("`{to}` is none of: {fields}")))
    }
}

fn level_mark(text: &str) -> Result<(String, String), Error> {
    match text.rsplit_once('=') {
        Some((mark, level)) if !mark.is_empty() => Ok((mark.to_owned(), level.to_owned())),
        _ => Err(Error::new("write MARK=LEVEL")),
    }
}

fn base_url(text: &str) -> Result<BaseUrl, Error> {
    BaseUrl::parse(text)
}
