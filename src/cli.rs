//! Arguments → a command.

use crate::commands;
use crate::config::BaseUrl;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

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
    /// Run the Python snippets and compare what they print with the pages
    Test(TestArgs),
    /// Make a cheat sheet as a PDF, with an installed Chromium
    Cheatsheet(CheatsheetArgs),
}

/// Which guide, and how its mistakes are reported.
#[derive(Debug, Args)]
pub struct SiteArgs {
    /// Folder of the guide: the one with site.toml
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
    /// Folder of the guide: the one with site.toml
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
    /// Folder of the guide: the one with site.toml
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
    /// Columns on a page
    #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u8).range(2..=3))]
    pub columns: u8,
    /// Leave the code out
    #[arg(long)]
    pub no_code: bool,
}

/// Sizes of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 by 297 mm
    A4,
    /// 8.5 by 11 in
    Letter,
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

/// Runs the program: 0 is success, 1 a mistake in the content or a failure,
/// 2 a mistake in the arguments.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Build(args) => commands::build::run(&args),
        Command::Check(args) => commands::check::run(&args),
        Command::Serve(args) => commands::serve::run(&args),
        Command::Test(args) => commands::test::run(&args),
        Command::Cheatsheet(args) => commands::cheatsheet::run(&args),
    }
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text)
}
