// The words of a query → how well each document answers it, by counts alone.

/** How much a word counts in each part of a document. */
const WEIGHT = { title: 7, heading: 3, tag: 7, asked: 6, summary: 3, prose: 1, code: 0.65 };
/** How much the length of a part takes from what a word counts in it. */
const NORMAL = { title: 0.25, prose: 0.5, code: 0.6 };
/** How soon more of the same word counts less (BM25's k1). */
const SATURATION = 6;
/** A document in which a word counts this much has it for a subject, and counts whole in its document frequency. */
const SUBJECT = 6;
/** How much is lost where words of the query are not found: the power of the share that is, for a few words and for a sentence. */
const COVERAGE = { few: 2.8, sentence: 0.7 };
/** A query whose words count this much together is a sentence. */
const SENTENCE = 3.5;
/** What a title is worth that is the query, word for word. */
const TITLE_BONUS = 1;
/** What another way to ask is worth in which all words of the query stand. */
const ASKED_BONUS = 3;
/** The power of the share of the query's words that stand in it. */
const ASKED_POWER = 2;
/** The power of a word's worth that counts in titles, which are short, so that a stop word says more there. */
const IN_TITLE = 0.5;

const PROSE_TIMES = [0, 1, 2, 3.4, 6, 10];
const CODE_TIMES = [0, 1, 2.4, 5, 12];
/** The other ways to ask of a document that are told apart. */
const WORDINGS = 16;

/**
 * What a word counts in title, prose and code of each document, by their lengths.
 * @param {Documents} documents
 */
function sharesOf(documents) {
  documents.shares ??= /** @type {const} */ (["title", "prose", "code"]).map((kind, i) => {
    const normal = NORMAL[kind];
    const average = documents.averages[i];
    return documents.lengths[i].map((length) => WEIGHT[kind] / (1 - normal + (normal * length) / average));
  });
  return documents.shares;
}

/**
 * How much a term counts in each of its documents, before its idf, and its document frequency.
 * @typedef {object} Strengths
 * @property {Float32Array} values by the term's documents
 * @property {number} df its document frequency: documents that only mention it count in part
 */

/**
 * @returns {Strengths}
 * @param {Documents} documents
 * @param {Postings} postings
 */
function strengths(documents, { shard, from, to }) {
  let found = shard.strengths.get(from);
  if (found) return found;
  const [byTitle, byProse, byCode] = sharesOf(documents);
  const values = new Float32Array(to - from);
  let df = 0;
  for (let p = from; p < to; p++) {
    const d = shard.documents[p];
    const frequency = shard.frequencies[p];
    const times = (frequency & 255) >> 1;
    let sum = byProse[d] * PROSE_TIMES[(times / 5) | 0] + byCode[d] * CODE_TIMES[times % 5];
    const parts = frequency >> 8;
    if (parts & 1) sum += byTitle[d];
    if (parts & 2) sum += WEIGHT.summary;
    if (parts & 4) sum += WEIGHT.heading;
    if (parts & 8) sum += WEIGHT.tag;
    if (parts & WORDING) sum += WEIGHT.asked;
    df += Math.min(1, sum / SUBJECT);
    values[p - from] = sum / (SATURATION + sum);
  }
  found = { values, df };
  shard.strengths.set(from, found);
  return found;
}

/**
 * How rare an alternative's terms are, each.
 * @param {Documents} documents
 * @param {Alternative} alternative
 * @param {number} most
 * @param {Map<Alternative[], number>} shared the document frequencies that several terms have together
 */
function rarities(documents, { terms, among }, most, shared) {
  const { count } = documents;
  const idf = (/** @type {number} */ df) => Math.min(most, Math.log(1 + (count - df + 0.5) / (df + 0.5)));
  if (!among) return terms.map((term) => idf(Math.min(count, strengths(documents, term).df)));
  let df = shared.get(among);
  if (df === undefined) {
    df = among.reduce((sum, { terms: [term] }) => sum + strengths(documents, term).df, 0);
    shared.set(among, Math.min(count, df));
  }
  return [idf(Math.min(count, df))];
}

/**
 * Calls `each` with the documents that hold all terms: what the one counts that counts least, and
 * the parts and wordings that hold them all.
 * @param {Documents} documents
 * @param {Postings[]} terms
 * @param {number[]} factors of each term
 * @param {(d: number, value: number, frequency: number) => void} each
 */
function holdingAll(documents, terms, factors, each) {
  const values = terms.map((term) => strengths(documents, term).values);
  const [first, ...others] = terms;
  if (!others.length) {
    for (let p = first.from; p < first.to; p++)
      each(first.shard.documents[p], factors[0] * values[0][p - first.from], first.shard.frequencies[p]);
    return;
  }
  const at = others.map(({ from }) => from);
  for (let p = first.from; p < first.to; p++) {
    const d = first.shard.documents[p];
    let value = factors[0] * values[0][p - first.from];
    let frequency = first.shard.frequencies[p];
    let there = true;
    for (let k = 0; k < others.length && there; k++) {
      const { shard, from, to } = others[k];
      while (at[k] < to && shard.documents[at[k]] < d) at[k]++;
      there = at[k] < to && shard.documents[at[k]] === d;
      if (!there) continue;
      value = Math.min(value, factors[k + 1] * values[k + 1][at[k] - from]);
      frequency &= shard.frequencies[at[k]];
    }
    if (there) each(d, value, frequency);
  }
}

/** The arrays that are reused from query to query. @type {Float32Array[]} */
let sums = [];

/**
 * How much the words of a query count in each document, which share of them it has, and how large that can be.
 * @param {Documents} documents
 * @param {Word[]} list
 */
function score(documents, list) {
  const { count, lengths } = documents;
  if (sums[0]?.length !== count)
    sums = Array.from({ length: 10 }, (_, i) => new Float32Array(i < 8 ? count : count * WORDINGS));
  const [total, covered, titles, word, matched, inTitle, titled, asked, wordings, inWording] = sums;
  for (const sum of [total, covered, titles, titled, asked]) sum.fill(0);
  let whole = 0;
  let within = 0;
  /** The places in `wordings` that are filled. @type {number[]} */
  const filled = [];
  /** @type {Map<Alternative[], number>} */
  const shared = new Map();
  for (const { term: said, alternatives, worth } of list) {
    for (const sum of [word, matched, inTitle]) sum.fill(0);
    /** The places in `inWording` that this word has filled, some of them twice. @type {number[]} */
    const touched = [];
    let highest = 0;
    let saidIdf = Infinity;
    for (const alternative of alternatives) {
      const { name, terms, weight, bound } = alternative;
      const idfs = rarities(documents, alternative, bound ? saidIdf : Infinity, shared);
      if (name === said) [saidIdf] = idfs;
      const factors = idfs.map((idf) => worth * weight * idf);
      highest = Math.max(highest, ...factors);
      holdingAll(documents, terms, factors, (d, value, frequency) => {
        if (value > word[d]) word[d] = value;
        if (weight > matched[d]) matched[d] = weight;
        if ((frequency >> 8) & 1 && weight > inTitle[d]) inTitle[d] = weight;
        for (let set = frequency >>> 16, place = d * WORDINGS; set; set >>= 1, place++) {
          if (!(set & 1) || weight <= inWording[place]) continue;
          inWording[place] = weight;
          touched.push(place);
        }
      });
    }
    whole += highest;
    within += highest * Math.max(0, ...alternatives.map(({ weight }) => weight));
    const worthInTitle = worth ** IN_TITLE;
    for (let d = 0; d < count; d++) {
      if (!word[d]) continue;
      total[d] += word[d];
      covered[d] += highest * matched[d];
      titles[d] += worthInTitle * inTitle[d];
      titled[d] += highest * inTitle[d];
    }
    for (const place of touched) {
      filled.push(place);
      wordings[place] += highest * inWording[place];
      inWording[place] = 0;
      const d = (place / WORDINGS) | 0;
      if (wordings[place] > asked[d]) asked[d] = wordings[place];
    }
  }
  for (const place of filled) wordings[place] = 0;
  const most = list.reduce((sum, { worth }) => sum + worth ** IN_TITLE, 0);
  const power = most < SENTENCE ? COVERAGE.few : COVERAGE.sentence;
  for (let d = 0; d < count; d++) {
    if (!total[d]) continue;
    covered[d] = Math.min(1, covered[d] / (whole || 1));
    const title = (titles[d] / most) ** 2 * Math.min(1, titles[d] / Math.max(1, lengths[0][d]));
    // Beside other ways to ask, the title is one of them.
    const wording = filled.length ? (Math.max(titled[d], asked[d]) / (whole || 1)) ** ASKED_POWER : 0;
    total[d] *= covered[d] ** power * (1 + TITLE_BONUS * title + ASKED_BONUS * wording);
  }
  return { total, covered, whole, within };
}
