//! `studypress serve`: the guide in a browser, kept up to date.

use super::{Outcome, report};
use crate::args::ServeArgs;
use crate::diagnostic::Format;
use crate::error::{Context, Error};
use crate::pipeline::Settings;
use crate::read::{self, FOLDERS};
use crate::server::{self, Change, POLLED_EVERY, Pages, Shown, Watch};
use crate::session::{Session, Snapshot};
use anstream::{eprintln, println};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How long a file may be gone or empty before that is taken to be meant:
/// some editors remove a file, or empty it, and then write it.
const GRACE: Duration = Duration::from_millis(150);

/// Serves a guide until it is stopped.
pub fn run(args: &ServeArgs) -> Result<Outcome, Error> {
    if !args.dir.is_dir() {
        return Err(Error::new(format!("{} is no folder", args.dir.display())));
    }
    let listening = server::listen(&args.host, args.port)
        .context(|| format!("cannot listen at port {} of {}", args.port, args.host))?;
    // Watched before it is read, so that no change falls between.
    let watch = Watch::start(&args.dir, &FOLDERS, read::is_read)
        .context(|| format!("cannot watch {}", args.dir.display()))?;
    if watch.polled {
        eprintln!(
            "the system has no more file watches: looking for changes every {} s instead",
            POLLED_EVERY.as_secs()
        );
        eprintln!("  on Linux, raise fs.inotify.max_user_watches to see them at once");
    }
    let settings = Settings {
        drafts: args.drafts,
        base_url: args.base_url.clone(),
        runtime: None,
        live: true,
    };
    let began = Instant::now();
    let mut session = Session::new(args.dir.clone(), settings);
    session.take(session.read());
    say(&session, began);
    let (sender, shown) = watch::channel(Arc::new(shown(&session)));
    if let Some(port) = listening.taken {
        let took = listening.address.port();
        eprintln!("port {port} is in use: took {took} instead");
    }
    let url = listening.url(&args.host, base(&session));
    println!("{url}");
    if args.open
        && let Err(error) = open::that_detached(&url)
    {
        eprintln!("no browser could be opened: {error}");
    }
    thread::spawn(move || follow(watch, session, &sender));
    server::run(listening.listener, &args.host, shown).context(|| "cannot serve")?;
    Ok(Outcome::Done)
}

/// Brings what is shown up to date with every change.
fn follow(mut watch: Watch, mut session: Session, sender: &watch::Sender<Arc<Shown>>) {
    while let Some(mut change) = watch.wait() {
        let began = Instant::now();
        let mut read = read(&session, &change);
        if session.has_lost(&read) {
            watch.until_quiet(&mut change, GRACE);
            read = self::read(&session, &change);
        }
        let before = base(&session).to_owned();
        if !session.take(read) {
            continue;
        }
        sender.send_replace(Arc::new(shown(&session)));
        say(&session, began);
        if base(&session) != before {
            eprintln!("the path of the site is now {}", base(&session));
        }
    }
}

fn read(session: &Session, change: &Change) -> crate::session::Read {
    match change {
        Change::Paths(paths) => session.read_changed(paths),
        Change::Everything => session.read(),
    }
}

/// The path of the site on its host.
fn base(session: &Session) -> &str {
    session.snapshot.as_ref().map_or("/", |site| site.base())
}

fn shown(session: &Session) -> Shown {
    let mut errors = String::new();
    if session.has_errors() {
        let format = Format::Text { colour: false };
        errors = report::text(&session.diagnostics, &session.files, format);
    }
    Shown {
        base: base(session).to_owned(),
        pages: session
            .snapshot
            .clone()
            .map(|snapshot| snapshot as Arc<dyn Pages>),
        version: session.version,
        style: session
            .snapshot
            .as_ref()
            .map_or("", |site| site.style())
            .to_owned(),
        errors,
    }
}

/// What is wrong, or that nothing is.
fn say(session: &Session, began: Instant) {
    report::diagnostics(&session.diagnostics, &session.files, None);
    let counts = report::counts(&session.diagnostics);
    let took = began.elapsed().as_millis();
    match (&session.snapshot, session.has_errors()) {
        (Some(_), true) => eprintln!("{counts}: the site before is still shown"),
        (Some(snapshot), false) => {
            let questions = report::count(snapshot.questions(), "question");
            eprintln!("{questions} ready in {took} ms");
        }
        (None, _) => eprintln!("{counts}: there is no site to show yet"),
    }
}

impl Pages for Snapshot {
    fn has(&self, address: &str) -> bool {
        Snapshot::has(self, address)
    }

    fn get(&self, address: &str) -> Result<Vec<u8>, String> {
        self.output(address).map_err(|error| {
            report::diagnostics(std::slice::from_ref(&*error), self.files(), None);
            report::text(&[*error], self.files(), Format::Text { colour: false })
        })
    }
}
