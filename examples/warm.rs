use std::path::Path;
use studypress::pipeline::{Memory, Settings, Timings};
use studypress::{read, session::Session};
fn ns() -> f64 {
    let t = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    t.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}
fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
    let root = std::env::args().nth(1).unwrap();
    let mut session = Session::new(Path::new(&root).to_owned(), Settings::default());
    let t = ns();
    session.take(session.read());
    println!("cold {:.1} ms cpu", ns() - t);
    let path = session.files.by_path.keys().nth(5000).unwrap().clone();
    let original = std::fs::read_to_string(Path::new(&root).join(&path)).unwrap();
    for i in 0..6 {
        std::fs::write(Path::new(&root).join(&path), format!("{original}\nword{i} garbage collector\n")).unwrap();
        let a = ns();
        let r = session.read_changed(&[path.clone()].into());
        let b = ns();
        session.has_lost(&r);
        let c = ns();
        let old = session.snapshot.clone();
        session.take(r);
        let d = ns();
        drop(old);
        let e = ns();
        println!("read {:.1} lost {:.1} take {:.1} drop {:.1}", b - a, c - b, d - c, e - d);
        for (s, t) in &session.timings.0 { println!("   {s} {:.2}", t.as_secs_f64() * 1e3); }
    }
    std::fs::write(Path::new(&root).join(&path), original).unwrap();
    let _ = (Memory::default(), Timings::default(), read::FOLDERS);
}
