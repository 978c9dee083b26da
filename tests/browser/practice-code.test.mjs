// An exercise as a card of practice: its tests grade it, a solution that was seen
// first counts as forgotten, and without Python the reader compares.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, launch, open, serve, violations } from "./lib.mjs";
import { build, fence } from "./playing.mjs";

const SOLUTION = "def double(x):\n    return 2 * x";
const exercise = (flags = "") => ({
  title: "Double a number",
  kind: "exercise",
  body:
    `Write \`double\`.\n\n${fence("python,starter", "def double(x):\n    raise NotImplementedError")}\n` +
    `${fence(`python,tests${flags}`, "def test_double():\n    assert double(2) == 4")}\n> [!HINT]\n> Add.\n\n${fence("python,solution", SOLUTION)}`,
});

let browser;
const made = [];
before(async () => {
  browser = await launch();
  for (const files of [{ double: exercise() }, { double: exercise(',play="not here"') }]) {
    const guide = build(files);
    made.push({ ...guide, server: await serve(guide.site) });
  }
});
after(async () => {
  await browser?.close();
  for (const { server, remove } of made) {
    server.close();
    remove();
  }
});

/** Practises the one card of a guide. */
async function journey(work, { guide = made[0], ...options } = {}) {
  const { page, errors, close } = await open(browser, options);
  await page.goto(`${guide.server.url}practice.html`);
  await page.locator("#sp-more:not([hidden])").waitFor();
  await page.click("#sp-begin");
  await page.locator(".flash:not(.turned)").waitFor();
  await work(page);
  assert.deepEqual(errors, []);
  await close();
}
const press = (page, key) => page.keyboard.press(key);
const reviews = (page) =>
  page.evaluate(() =>
    studypress.store.keys().filter((name) => name.startsWith("log:")).flatMap((name) => studypress.store.get(name).trim().split("\n").map((line) => JSON.parse(line))).filter((record) => record[4] === "review").map((record) => record.slice(5, 7)),
  );

for (const width of [360, 1440]) {
  test(`an exercise that passes its tests is graded by the reader, and knew is proposed (${width} px)`, async () => {
    await journey(
      async (page) => {
        assert.match(await page.innerText(".flash h1"), /Double a number/);
        const field = page.locator(".bench textarea");
        await field.focus();
        await press(page, "Control+Enter");
        await page.getByText("0 of 1 tests passed.").waitFor();
        assert.deepEqual(await violations(page), []);
        await press(page, "Control+A");
        await page.keyboard.type("def double(x):\nreturn x + x");
        await press(page, "Control+Enter");
        await page.getByText("The test passed.").waitFor();
        await page.locator(".under [value=turn]").click();
        await page.getByRole("heading", { name: "Solved: all tests passed" }).waitFor();
        assert.equal(await page.locator(".grades .proposed").getAttribute("value"), "3");
        assert.match(await page.innerText(".flash"), /return 2 \* x/);
        assert.deepEqual(await violations(page), []);
        await press(page, "Space");
        await eventually(async () => assert.deepEqual(await reviews(page), [["code:double", 3]]));
      },
      { viewport: { width, height: 900 }, bypassCSP: true },
    );
  });
}

test("a solution that is seen before the tests passed counts as forgotten", async () => {
  await journey(async (page) => {
    await page.locator(".bench").waitFor();
    await page.locator(".flash summary", { hasText: "Hint" }).click();
    await page.locator(".under [value=turn]").click();
    await page.getByRole("heading", { name: "The solution, before the tests passed" }).waitFor();
    await eventually(async () => assert.deepEqual(await reviews(page), [["code:double", 1]]));
  });
});

test("where nothing can be run, the reader reads, compares and grades", async () => {
  await journey(
    async (page) => {
      assert.equal(await page.locator(".bench").count(), 0);
      assert.match(await page.innerText(".flash"), /raise NotImplementedError/);
      await press(page, "Space");
      await page.getByRole("heading", { name: "A solution. How well did yours do?" }).waitFor();
      await press(page, "2");
      await eventually(async () => assert.deepEqual(await reviews(page), [["code:double", 2]]));
    },
    { guide: made[1] },
  );
});
