// The types that the scripts of static/js share. Only tsc reads this file: it is
// not part of the theme and never shipped.

/** The browser's storage, as this guide sees it (static/js/store.js). */
interface Store {
  /** Whether all that was put outlives the page. */
  readonly lasting: boolean;
  /** The text under a name, or null. */
  get(name: string): string | null;
  /** Keeps a text under a name, at least until the page is left. */
  put(name: string, text: string): void;
  remove(name: string): void;
  /** The names that hold something. */
  keys(): string[];
  /** What lasts as long as the tab, where the browser keeps anything. */
  readonly tab: {
    get(name: string): string | null;
    /** What was kept as JSON, or null where that cannot be read. */
    value(name: string): unknown;
    put(name: string, text: string): void;
  };
  /** Calls back when another tab has changed what is under a name. */
  watch(name: string, changed: () => void): void;
  /** Calls back with the name when another tab has changed what is under one that begins so; with null when it may be any. */
  watchAll(beginning: string, changed: (name: string | null) => void): void;
}

/** A list along which a reader goes, kept under `list` for the tab; what was opened from it is under `to`. */
interface FollowedList {
  /** Its address from the root of the site, with what it is filtered by. */
  at: string;
  title: string;
  /** How far it was scrolled when it was left. */
  y: number;
  /** The address of the question that was read last, from the root of the site. */
  last: string;
  /** Whether the reader comes back to it. */
  back?: boolean;
  /** Addresses from the root of the site, and titles with code between backticks. */
  rows: [href: string, title: string][];
}

/** What the reader knows about a question; "" is no mark. */
type Mark = "" | "todo" | "shaky" | "known";

/** The reader's marks (static/js/marks.js). */
interface Marks {
  of(slug: string): Mark;
  /** Calls back after every change. */
  changed(call: () => void): void;
  /** Reads them again, after something else wrote them. */
  again(): void;
  /** Shows the marks of rows, with the controls to change them. */
  dress(rows: Iterable<HTMLElement>): void;
}

/** What practice knows of questions (static/js/standing/). */
interface Standing {
  /** Whether a question is due today, how likely it is that the reader can answer it, and when it comes back, in words. */
  of(slug: string): { due: "due" | "later" | "new"; recall: number; back: string };
  /** Calls back after every change of the log. */
  changed(call: () => void): void;
  /** Shows in rows of a list when they come back; `due` is the word for those of today. */
  dress(rows: Iterable<HTMLElement>, due: string): void;
}

/** A question, as data/questions.js describes it to the scripts of lists and marks. */
interface Question {
  slug: string;
  /** Its title as HTML: text with code in it, made by the build. */
  html: string;
  /** The numbers of its level and topic, from 1. */
  level: number;
  topic: number;
  minutes: number;
  /** The numbers of its sources. */
  sources: number[];
  /** The slugs that it had before. */
  former: string[];
  /** The numbers of its tags whose lists have several pages. */
  tags: number[];
  /** Whether it is code to write. */
  exercise: boolean;
}

/** A question as data/questions.js writes it (src/render/data.rs). */
type QuestionRow = [
  slug: string,
  html: string,
  level: number,
  topic: number,
  minutes: number,
  sources: [number: number, place: string][],
  former?: string[],
  tags?: number[],
  exercise?: 1,
];

/** How well a card was recalled: 1 again, 2 hard, 3 good, 4 easy. */
type Grade = 1 | 2 | 3 | 4;

/** What practice knows of a card after its reviews (static/js/practice/1-fsrs.js). */
interface CardState {
  phase: "learning" | "review" | "relearning";
  /** Days after which recall has fallen to 0.9. */
  stability: number;
  /** From 1 to 10. */
  difficulty: number;
  /** When it is due, in Unix seconds. */
  due: number;
  /** When it was last reviewed, in Unix seconds. */
  last: number;
  /** The reader's day of the last review, counted from 1970. */
  day: number;
  reviews: number;
  lapses: number;
  /** On how many of the reader's days it was graded 1. */
  failed: number;
  /** The last of these days. */
  failedOn: number | null;
}

/**
 * A record of the reader's log. `writer` is the page load that wrote it, `n` counts its records, `time` is in
 * Unix seconds, `offset` in quarter hours from UTC. docs/practice-log.md says what the kinds hold.
 */
type LogRecord = [writer: string, n: number, time: number, offset: number, kind: string, ...rest: unknown[]];

/** A review that counts. */
interface Review {
  card: string;
  grade: Grade;
  /** How long it took. */
  seconds: number;
  /** In Unix seconds; never later than the replay. */
  time: number;
  offset: number;
  /** The reader's day. */
  day: number;
  /** Whether it is the first of its card. */
  first: boolean;
  /** The recall predicted before it; NaN for the first. */
  recall: number;
}

/** The day of the interview, if the reader set one, and the minutes a day there are (0 if not said). */
interface InterviewDay {
  /** As 2027-10-01. */
  date: string | null;
  minutes: number;
}

/** What the log says, replayed. Cards and slugs are those of today's guide, also where a question was renamed. */
interface ReaderState {
  cards: Map<string, CardState>;
  marks: Map<string, Mark>;
  interview: InterviewDay;
  /** In their order. */
  reviews: Review[];
}

/** What became of a file that was to be merged into the log. */
interface Imported {
  added: number;
  known: number;
  /** The lines that could not be read, from 1; all others were merged. */
  broken: number[];
  /** Why nothing was changed: no log, written by a newer studypress, or of another guide. */
  problem: "log_format" | "log_version" | "log_guide" | null;
}

/** The reader's log in this browser (static/js/practice/3-reader.js). */
interface Reader {
  /** Kept up to date; to be read anew after each change. */
  readonly state: ReaderState;
  review(card: string, grade: Grade, seconds: number): LogRecord;
  /** Undoes a record, or the last review or reset of this page load; gives it back, or null if there is none. */
  undo(record?: LogRecord): LogRecord | null;
  /** Forgets the reviews of "all", "topic:ID", "level:ID" or a card. */
  reset(scope: string): LogRecord;
  mark(slug: string, mark: Mark): void;
  /** Takes over marks that were given before there was a log; as often as one likes. */
  migrate(marks: Iterable<[slug: string, mark: Mark]>): void;
  interview(date: string | null, minutes: number): void;
  /** The log as JSON Lines. */
  export(): string;
  /** Merges an exported log; that of another guide only if so asked. */
  import(text: string, anyGuide?: boolean): Imported;
  /** Calls back after own changes and those of other tabs. */
  changed(call: () => void): void;
  /** False where the browser keeps nothing, or no more. */
  readonly lasting: boolean;
  /** What stands in the browser's storage and cannot be read; it is left as it is. */
  readonly broken: { name: string; lines: number[] }[];
}

/** A question with its cards, as a file of practice/ describes it (docs/practice-data.md). Links in HTML are relative to the site's root. */
interface QuestionCards {
  slug: string;
  /** The title as HTML. */
  html: string;
  /** Its page from the site's root. */
  href: string;
  /** The numbers of its level and topic, from 1. */
  level: number;
  topic: number;
  /** Absent without a summary: the summary, its sentences, the key snippet; all as HTML. */
  say?: { html: string; points: string[]; code?: string };
  /** Common mistakes as HTML. */
  mistakes: string[];
  /** As HTML. */
  follow_ups: { ask: string; answer: string }[];
  /** `context` is code that it continues, `code` its own, both as HTML; `output` is text; `why` is an address from the site's root. */
  predict: { id: string; context?: string; code: string; output: string; href: string }[];
  /** Options in the author's order. All as HTML. */
  choose: { id: string; prompt: string; options: { html: string; right: boolean }[]; why: string }[];
  /** Of an exercise. */
  code?: CodeCard;
}

/** An exercise as a card. `starter` and `tests` are text, all else is HTML; `run`: whether the page can run the tests. */
interface CodeCard {
  id: string;
  task: string;
  starter: string;
  starter_html: string;
  tests: string;
  tests_html: string;
  hints: string[];
  solution_html: string;
  run: boolean;
}

/** What is known of a question with cards before its file is loaded. */
interface DeckQuestion {
  /** Its place in the order of learning, from 0. */
  position: number;
  /** The numbers of its level and topic, from 1. */
  level: number;
  topic: number;
  /** How many cards of each kind it has. */
  say: boolean;
  predict: number;
  choose: number;
  code: boolean;
}

/** What practice/index.js holds (docs/practice-data.md). */
interface DeckIndex {
  version: number;
  guide: string;
  chunks: string[];
  per: number;
  levels: [id: string, title: string][];
  topics: [id: string, title: string][];
  runs: [count: number, level: number, topic: number][];
  hashes: string;
  facts: string;
  former?: Record<string, string>;
}

/** All that can be practised in this guide (static/js/practice/4-deck.js). */
interface Deck {
  /** The guide's id. */
  guide: string;
  levels: { id: string; title: string }[];
  topics: { id: string; title: string }[];
  /** In the order of learning. */
  questions: DeckQuestion[];
  /** The slug that a question has today. */
  current(slug: string): string;
  /** The places that a question may have, former slugs included: none if it is gone, and hardly ever two. */
  find(slug: string): number[];
  /** Fetches the cards of the question at a place. */
  load(position: number): Promise<QuestionCards>;
}

/** What a card asks for; "code" is an exercise. */
type CardKind = "say" | "predict" | "choose" | "code";

/** A moment as the reader's clock shows it. */
interface Now {
  /** Unix seconds. */
  time: number;
  /** The reader's clock against UTC, in quarter hours. */
  offset: number;
}

/** What is practised, and how. */
interface PlanOptions {
  /** The questions' positions; all where it is absent. */
  positions?: ReadonlySet<number> | null;
  /** The kinds of cards; all where it is absent. */
  kinds?: ReadonlySet<CardKind> | null;
  /** The keys of items that the page found gone from the guide. */
  gone?: ReadonlySet<string> | null;
  /** Goes on when today's work is done. */
  more?: boolean;
  /** A list is gone through, each question once, due or not: since when, in Unix seconds. */
  through?: number | null;
}

/** A card to show. */
interface PlanItem {
  kind: CardKind;
  /** Its question's position. Several questions may have it (Deck.find): the slug in `id` decides. */
  position: number;
  /** The card's id; null is the first card of the kind at the position that the reader has not seen. */
  id: string | null;
  /** Failed earlier today, never seen, or one to repeat. */
  why: "again" | "new" | "repeat";
  /** What goes into PlanOptions.gone where the guide has no such card. */
  key: string;
}

/** What comes next, and how much of today is left. */
interface PlanQueue {
  /** Null when today's work is done. */
  item: PlanItem | null;
  /** Cards that are left of today's work, `item` among them. */
  left: number;
  /** Whether there would be something with PlanOptions.more. */
  more: boolean;
}

/** How many questions would be answered: the number lies between `low` and `high` four times of five. */
interface PlanRange {
  low: number;
  high: number;
  expected: number;
}

/** How many of the guide's questions, or of those chosen, the reader would answer. A question counts by its say card. */
interface Readiness {
  questions: number;
  today: PlanRange;
  /** On the day of the interview, if the plan is followed; null without a date. */
  day: PlanRange | null;
  /** Those of `questions` not seen yet: today and on the day, and the share of them that is answered at first sight. */
  unseen: { today: number; day: number; rate: number };
  /** What is expected on days from now, from today to that of the interview; empty without a date. */
  course: { days: number; expected: number }[];
}

/** What would be answered today of a level or a topic; `id` as the deck has it. */
interface PlanPart {
  id: string;
  questions: number;
  seen: number;
  expected: number;
}

/** What the door says. */
interface Today {
  /** Cards left of today's work: those seen before, and new ones. */
  repeat: number;
  fresh: number;
  /** For these, at the reader's own pace. */
  minutes: number;
  /** Answers so far: today, and in all. */
  answers: { today: number; all: number };
  /** Of the reviews of the last 30 days that were not a card's first, those that came back, and all. */
  recent: { right: number; all: number };
  /** Days until the interview, 0 on its day; null without a date or after it. */
  days: number | null;
  /** Null until five questions were answered: before that nothing is known. */
  readiness: Readiness | null;
  levels: PlanPart[];
  topics: PlanPart[];
  /** Whether all that is chosen will be seen by the day; null without a date. If not: how many questions will be, of how many,
   * and how many minutes a day would do, null where no day is left. */
  goal: { met: boolean; seen: number; questions: number; minutes: number | null } | null;
  /** Cards that failed on four days, or on four more: each rests for a day, and its page is worth a look. */
  aside: { id: string; position: number }[];
}

/** What follows on a grade: a number of minutes or days; with a date "today" (again) or "later" (another day). */
type After = { unit: "minutes" | "days"; number: number } | { unit: "today" | "later" };

/** What comes next and what is known: pure functions (static/js/practice/). */
interface Plan {
  today(state: ReaderState, deck: Deck, options: PlanOptions, now: Now): Today;
  queue(state: ReaderState, deck: Deck, options: PlanOptions, now: Now): PlanQueue;
  /** For the grades 1 to 4; `id` is null for a card not seen. */
  after(state: ReaderState, kind: CardKind, id: string | null, now: Now): [After, After, After, After];
}

/** The engine of practice (static/js/practice/). */
interface Practice {
  fsrs: {
    /** The card after a review; null stands for one never reviewed. */
    review(card: CardState | null, grade: Grade, time: number, offset: number): CardState;
    /** What each grade would lead to, from 1 to 4. */
    preview(card: CardState | null, time: number, offset: number): CardState[];
    /** The probability of recall on a day of the reader. */
    recall(card: CardState, day: number): number;
    recallAfter(days: number, stability: number): number;
  };
  /** The reader's day that a time belongs to, counted from 1970; it begins at 4:00. */
  dayOf(time: number, offset: number): number;
  /** Now, by the reader's clock. */
  now(): Now;
  /**
   * The reader's log. Without a deck, it is only good for writing: former slugs are not
   * followed, and resets of levels and topics have no effect.
   */
  reader(deck: Deck | null): Reader;
  /** What can be practised, fetched when it is first asked for. */
  deck(): Promise<Deck>;
  plan: Plan;
}

/** What a program in the page may call back while it runs (static/js/play/1-runtime.js). All text is what a program printed: never HTML. */
interface On {
  output(stream: "out" | "err", text: string): void;
  /** Asks for a line while the program waits; null ends what can be read. Called only where a service worker can hold the program. */
  input?(prompt: string): Promise<string | null>;
}

/** The same for the harness, whose events are told as well (src/languages/python/exercise.py). */
interface OnTest extends On {
  test(event: object): void;
}

/** How a program in the page ended. */
interface Outcome {
  /** Stopped by the reader, after 10 s ("slow"), after 1 MB of output ("much"), or because the worker was gone ("lost"). */
  how: "done" | "raised" | "stopped" | "slow" | "much" | "lost";
  /** The traceback cut to the learner's lines; it was not given to `output`. Empty for a program that ended itself (SystemExit). */
  error?: string;
  /** The same as a page shows it, with dots in the place of the stack: for `compare`. */
  shown?: string;
  /** The names of the exception, without and with its module. */
  raised?: [string, string];
  /** The program asked for input that it did not get. */
  hungry?: boolean;
  /** Seconds, without those that it waited for input. */
  seconds: number;
  /** The module that was to be imported and is not there. */
  package?: string;
}

/** Why the runtime cannot be had: a page from disk may not start workers, the files are not there, or the browser cannot run them. */
interface NoRuntime {
  why: "disk" | "missing" | "browser";
}

/** A file that a program finds. */
interface PlayFile {
  name: string;
  text: string;
}

/** Python in the page (static/js/play/1-runtime.js). One program at a time; one that is started while another runs waits for it. */
interface Runtime {
  /** Starts loading, once; calls back with bytes. Resolves when Python can run, rejects with a NoRuntime. */
  load(progress: (loaded: number, total: number) => void): Promise<{ version: string }>;
  /** Fresh names and files each time; `before` runs first, and what it prints is not told. Loads what is not loaded. */
  run(job: { files: PlayFile[]; before: string[]; code: string; input: string | null }, on: On): Promise<Outcome>;
  /** The harness over code and tests. */
  test(job: { files: PlayFile[]; code: string; tests: string }, on: OnTest): Promise<Outcome>;
  /** Ends what runs, whatever it does; the next run has a new worker. */
  stop(): void;
}

/** What of a page can be run: the JSON of #sp-play. Snippets are counted from 0 among all figures of the prose. */
interface PlayPage {
  /** Where things are, from the root of the site; `size` is the bytes that are loaded from `runtime`. */
  from: Record<"play" | "style" | "words" | "worker" | "driver" | "harness" | "runtime", string> & { size: number };
  snippets: {
    at: number;
    /** Those that run before it, in order; those that are files among them. */
    after: number[];
    /** One for each output block; null where the page asks the reader what it prints. */
    outputs: PlayOutput[] | null;
    /** The exception that it ends with. */
    raises?: string;
  }[];
  /** The names of the files that snippets are. */
  files: Record<string, string>;
  /** Why a snippet cannot be run in the page, in the author's words. */
  not: Record<string, string>;
}

/** Which output block counts for a version, and what is levelled before comparing. */
interface PlayOutput {
  requires?: string;
  normalize?: string[];
}

/** The editor and what it runs (static/js/play/). */
interface Play {
  /** Opens a snippet, and runs it. `figures` are all of the prose; `button` was pressed, and stops it while it runs. */
  snippet(
    figures: HTMLElement[],
    page: PlayPage,
    snippet: PlayPage["snippets"][number],
    button: HTMLButtonElement,
  ): void;
  /** Makes the page of an exercise one to work on. */
  page(article: HTMLElement, figures: HTMLElement[], page: PlayPage): void;
  /** Makes an editor of a block of code, with tests that can be run over it; `ended` is told whether all passed. */
  exercise(
    pre: HTMLElement,
    tests: string,
    on: { ended(passed: boolean): void },
  ): { element: HTMLElement; code(): string; stop(): void };
}

/** What the scripts of a page share. A page has what the scripts it loads have put here. */
/** The forms of a text by the plural categories that have one of their own. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

interface Studypress {
  /** From the page to the root of the site (store.js). */
  root: string;
  store: Store;
  /** Sets the colours: "light", "dark", or anything else for those of the system (first.js). */
  colours(theme: string | null): void;
  /** Puts a text into the clipboard (page.js). */
  copy(text: string): Promise<void>;
  /** The form of a text that goes with a number in the page's language (page.js). */
  form(forms: Forms, count: number): string;
  /** Makes code in a part of the page what it is to all readers: not translated, and reached where it is wider than
   * its place (page.js). */
  code(part: ParentNode): void;
  marks: Marks;
  /** What practice knows: only there for a reader who has practised, undefined where it cannot be had (progress.js). */
  standing?: Promise<Standing | undefined>;
  /** Called by js/standing.js. */
  stand(standing: Standing | undefined): void;
  /** All questions, fetched when they are first asked for (marks.js). */
  data(): Promise<Question[]>;
  /** Called by data/questions.js. */
  questions(rows: QuestionRow[]): void;
  /** Fetched by js/filter.js, called by data/texts.js: short answers and other wordings. */
  texts(rows: [slug: string, ...texts: string[]][]): void;
  /** Told what a list shows now, and whether all that decides it is there (list.js). */
  listed(slugs: string[], settled: boolean): void;
  /** Whether a question belongs to a list (marks.js). */
  inList(question: Question, kind: string | undefined, number: number): boolean;
  /** js/practice.js */
  practice: Practice;
  /** Called by practice/index.js and the chunks beside it. */
  deck(index: DeckIndex): void;
  cards(chunk: number, questions: QuestionCards[]): void;
  /** js/play.js, fetched when something is first run */
  play: Play;
  /** Texts of the interface that pages seldom need, by their names in the files of strings; where they were fetched. */
  words?: Record<string, Forms>;
  /** Fetches js/play.js and its styles (play-open.js); only there where something can be run. */
  openPlay?(): Promise<Play>;
}

/** What is kept of the guide on this device, in bytes (static/js/sw/5-update.js). */
interface PocketStatus {
  /** What the reader asked for: "" is what is right for the size of the guide. */
  wish: "" | "all" | "nothing";
  /** Whether all of it is kept. */
  whole: boolean;
  size: number;
  /** What all of it takes; 0 where that is not known yet. */
  all: number;
  /** While files are fetched. */
  progress: { done: number; all: number } | null;
  /** Why not all could be fetched: no network or not what the list says, or no room. */
  failure: "" | "lost" | "full";
}

/** What is handed to the search: a file of its index, or "open" and a place to search in. */
type SearchItem = [name: string, data: unknown];

declare var studypress: Studypress;
/** An array until the search has come, which then takes what is pushed at once. */
declare var studypressSearch: SearchItem[] | { push(item: SearchItem): void } | undefined;

/** What the types of TypeScript lack. */
declare namespace Intl {
  interface RelativeTimeFormatOptions {
    numberingSystem?: string;
  }
}
