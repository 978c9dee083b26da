// The types that the scripts of static/js share. Only tsc reads this file: it is
// not part of the theme and never shipped.

/** The browser's storage, as this guide sees it (static/js/store.js). */
interface Store {
  /** Whether all that was put outlives the page. */
  lasting: boolean;
  /** The text under a name, or null. */
  get(name: string): string | null;
  /** Keeps a text under a name, at least until the page is left. */
  put(name: string, text: string): void;
  remove(name: string): void;
  /** The names that hold something. */
  keys(): string[];
  /** Calls back when another tab has changed what is under a name. */
  watch(name: string, changed: () => void): void;
}

/** What the reader knows about a question; "" is no mark. */
type Mark = "" | "todo" | "shaky" | "known";

/** The reader's marks (static/js/marks.js). */
interface Marks {
  of(slug: string): Mark;
  /** Calls back after every change. */
  changed(call: () => void): void;
  /** Shows the marks of rows, with the controls to change them. */
  dress(rows: Iterable<HTMLElement>): void;
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
];

/** What the scripts of a page share. A page has what the scripts it loads have put here. */
interface Studypress {
  /** From the page to the root of the site (store.js). */
  root: string;
  store: Store;
  /** Sets the colours: "light", "dark", or anything else for those of the system (first.js). */
  colours(theme: string | null): void;
  marks: Marks;
  /** All questions, fetched when they are first asked for (marks.js). */
  data(): Promise<Question[]>;
  /** Called by data/questions.js. */
  questions(rows: QuestionRow[]): void;
  /** Whether a question belongs to a list (marks.js). */
  inList(question: Question, kind: string | undefined, number: number): boolean;
}

/** What is handed to the search: a file of its index, or "open" and a place to search in. */
type SearchItem = [name: string, data: unknown];

declare var studypress: Studypress;
/** An array until the search has come, which then takes what is pushed at once. */
declare var studypressSearch: SearchItem[] | { push(item: SearchItem): void } | undefined;
