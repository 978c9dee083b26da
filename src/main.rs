//! The `studypress` command.

use mimalloc::MiMalloc;
use std::process::ExitCode;

// A build makes millions of short strings; the system's allocator takes a
// sixth of its time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    studypress::cli::run()
}
