// How soon a program prints: from the first click ever, on the next page, and in a worker that runs already. Milliseconds,
// the median of several browsers with nothing in their caches: node runtime-speed.mjs
import { launch, serve } from "./lib.mjs";
import { site } from "./runtime-site.mjs";

const TURNS = 5;
const server = await serve(site("runtime-speed"));
const browser = await launch();
const rows = [];
for (let turn = 0; turn < TURNS; turn++) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const printed = () =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          const began = performance.now();
          window.on = { output: () => resolve(performance.now() - began) };
          go("print('hello')");
        }),
    );
  await page.goto(server.url);
  const first = await printed();
  const again = await printed();
  await page.waitForFunction(async () => {
    for (const name of await caches.keys()) if ((await (await caches.open(name)).keys()).length) return true;
    return false;
  });
  await page.goto(server.url);
  rows.push([first, await printed(), again]);
  await context.close();
}
const median = (at) => rows.map((row) => row[at]).sort((a, b) => a - b)[Math.floor(TURNS / 2)];
const [first, next, again] = [0, 1, 2].map(median);
console.log(`first ever ${first.toFixed(0)} ms, on the next page ${next.toFixed(0)} ms (${(next / first).toFixed(2)}), in the same worker ${again.toFixed(0)} ms`);
await browser.close();
server.close();
