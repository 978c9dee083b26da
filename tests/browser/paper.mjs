// Pages on paper: what a browser prints, read back with poppler's tools.
import { execFileSync } from "node:child_process";
import { FIREFOX } from "./lib.mjs";

/** Paper in millimetres. */
const SIZES = { a4: [210, 297], letter: [215.9, 279.4] };

/** Text without white space, and without the marks of lines that go on. */
export const squeeze = (text) => text.replace(/\s+/g, "").replace(/[\u00ad\u200b↳]/g, "");

/** Prints a page to a file, on the paper that it asks for. */
export async function print(page, file, paper = "a4") {
  const [width, height] = SIZES[paper];
  // Firefox takes the size from whom it prints for, in centimetres, which playwright-core gives in inches.
  const size = FIREFOX ? { width: `${width / 10}in`, height: `${height / 10}in` } : { preferCSSPageSize: true };
  await page.pdf({ path: file, ...size });
  return read(file);
}

const run = (command, ...args) => execFileSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });

/** The texts of some pages of a PDF, as they are laid out. */
export const pageTexts = (file, first, last) => run("pdftotext", "-layout", "-f", String(first), "-l", String(last), file, "-").split("\f").slice(0, -1);

/** The text of one page of a PDF, as it is laid out. */
export const pageText = (file, number) => pageTexts(file, number, number)[0];

/** A PDF: its text without white space, where each word stands, how many pages it has, and how large they are. */
export function read(file) {
  const info = run("pdfinfo", file);
  return {
    pages: Number(info.match(/Pages:\s+(\d+)/)[1]),
    size: info.match(/Page size:.*\((\w+)\)/)?.[1],
    get text() {
      return squeeze(run("pdftotext", "-raw", file, "-"));
    },
    get boxes() {
      return run("pdftotext", "-bbox", file, "-");
    },
  };
}
