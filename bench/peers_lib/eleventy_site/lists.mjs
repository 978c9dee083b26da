// Lists of levels, topics, sources and all questions, split: Eleventy's pagination takes one page of a list as one item.
import { readFileSync } from "node:fs";

const QUESTIONS_A_PAGE = 300;

function split(list, base, questions) {
  const count = Math.max(1, Math.ceil(questions.length / QUESTIONS_A_PAGE));
  const addresses = Array.from({ length: count }, (_, page) => (page ? `${base}/page/${page + 1}.html` : `${base}.html`));
  return addresses.map((address, page) => ({
    ...list,
    address,
    addresses,
    questions: questions.slice(page * QUESTIONS_A_PAGE, (page + 1) * QUESTIONS_A_PAGE),
  }));
}

export function lists(questions) {
  const terms = JSON.parse(readFileSync(new URL("_data/lists.json", import.meta.url), "utf8"));
  const ofTerms = terms.flatMap(({ id, field, terms }) =>
    terms.flatMap((term) =>
      split(
        { title: term.title, description: term.description },
        `/${id}/${term.id}`,
        questions.filter(({ data }) => [data[field]].flat().includes(term.id)),
      ),
    ),
  );
  return [...ofTerms, ...split({ title: "All questions" }, "/questions", questions)];
}
