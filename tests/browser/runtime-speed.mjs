// How soon a program prints: from the first click ever, in the same worker, and on the next page, which a reader comes to
// at once or after a while: a browser stores compiled code some seconds after it was last at work on it. Milliseconds,
// the median of several browsers with nothing in their caches: node runtime-speed.mjs
import { launch, serve } from "./lib.mjs";
import { site } from "./runtime-site.mjs";

const TURNS = 5;
/** How long a reader stays on a page, in milliseconds. */
const STAYS = [0, 8000];
const server = await serve(site("runtime-speed"));
const browser = await launch();

const printed = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const began = performance.now();
        window.on = { output: () => resolve(performance.now() - began) };
        go("print('hello')");
      }),
  );

/** What a reader waits for who goes on after so many milliseconds: the first run ever, another, and the next page's. */
async function reader(stay) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url);
  const first = await printed(page);
  const again = await printed(page);
  await page.waitForTimeout(stay);
  await page.goto(server.url);
  const next = await printed(page);
  await context.close();
  return [first, again, next];
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
for (const stay of STAYS) {
  const rows = [];
  for (let turn = 0; turn < TURNS; turn++) rows.push(await reader(stay));
  const [first, again, next] = [0, 1, 2].map((at) => median(rows.map((row) => row[at])));
  const share = (next / first).toFixed(2);
  console.log(`first ever ${first.toFixed(0)} ms, same worker ${again.toFixed(0)} ms, next page after ${stay / 1000} s ${next.toFixed(0)} ms (${share})`);
}
await browser.close();
server.close();
