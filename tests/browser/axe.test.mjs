// What axe finds wrong with each kind of page, and with pages of a guide of everything that content can be.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KINDS, THEMES, launch, open, out, serve, violations, visit } from "./lib.mjs";

let browser;
let servers;
before(async () => {
  browser = await launch();
  servers = { root: await serve(`${out}/root`), large: await serve(`${out}/large`), rtl: await serve(`${out}/rtl`) };
});
after(async () => {
  await browser.close();
  Object.values(servers).forEach((server) => server.close());
});

for (const colorScheme of THEMES) {
  test(`axe finds nothing: ${colorScheme}`, async () => {
    const found = [];
    for (const width of [360, 1440]) {
      const opened = await open(browser, { colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
      const pages = Object.values(KINDS).map((address) => servers.root.url + address);
      pages.push(`${servers.large.url}questions/q001.html`, `${servers.large.url}questions.html`, `${servers.large.url}cheatsheet.html`);
      pages.push(`${servers.rtl.url}questions/q001.html`, `${servers.rtl.url}book.html`, `${servers.root.url}cheatsheet.html?hide=1`);
      for (const url of pages) {
        await visit(opened.page, url);
        found.push(...(await violations(opened.page)).map((what) => `${url} ${width}: ${what}`));
      }
      await opened.page.goto(servers.root.url);
      await opened.page.keyboard.press("?");
      await opened.page.locator("#sp-keys").waitFor();
      found.push(...(await violations(opened.page)));
      await opened.close();
    }
    assert.deepEqual(found, []);
  });
}
