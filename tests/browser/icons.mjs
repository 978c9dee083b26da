// Draws the icons of static/icons/ from static/favicon.svg, in a browser: the program has no rasteriser. Run it when the
// favicon changes, and look at what comes out.
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch } from "./lib.mjs";

const folder = fileURLToPath(new URL("../../static/", import.meta.url));
const svg = readFileSync(`${folder}favicon.svg`, "utf8");
/** The sheet without its round corners, as systems cut their own. */
const whole = svg.replace(/<rect [^>]*>/, "");
const PAPER = "#fbf9f4";

/** Name, size, what is drawn, and the part of the icon that it fills. */
const ICONS = [
  ["any-192", 192, svg, 1],
  ["apple-180", 180, whole, 0.86],
  // Of a maskable icon only the circle in its middle is sure to be seen, four fifths as wide.
  ["maskable-192", 192, whole, 0.68],
  ["maskable-512", 512, whole, 0.68],
];

mkdirSync(`${folder}icons`, { recursive: true });
const browser = await launch();
for (const [name, size, picture, part] of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const ground = part < 1 ? PAPER : "transparent";
  const drawn = picture.replace("<svg ", `<svg width="${size * part}" height="${size * part}" `);
  await page.setContent(`<body style="margin:0;height:100vh;display:grid;place-items:center;background:${ground}">${drawn}`);
  await page.screenshot({ path: `${folder}icons/${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
