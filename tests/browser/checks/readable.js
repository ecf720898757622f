// Every page in every appearance at two widths: axe-core finds nothing, and nobody has to scroll sideways.
import axe from "axe-core";
import { check } from "../report.js";

const WIDTHS = [1280, 320];
/** The contents with what the search finds, a page of its own kind. */
const FOUND = `index.html?q=${encodeURIComponent("2024")}`;

/** The appearances: light, dark, and what the style sheet has a switch for, as attributes of the root. */
const appearances = (styles) => {
  const switches = [...styles.matchAll(/\[(data-[a-z]+)="?([a-z]+)"?\]/g)].map(([, name, value]) => `${name}=${value}`);
  const switched = [...new Set(switches)].map((one) => one.split("="));
  return [
    { name: "light", scheme: "light", attributes: [] },
    { name: "dark", scheme: "dark", attributes: [] },
    ...switched.flatMap(([name, value]) =>
      ["light", "dark"].map((scheme) => ({ name: `${name}=${value} ${scheme}`, scheme, attributes: [[name, value]] })),
    ),
  ];
};

export const readable = async (context, edition) => {
  const found = new Map();
  const pages = [...edition.pages, FOUND];
  for (const name of pages) {
    const page = await context.newPage();
    await page.goto(edition.root + name);
    if (name === FOUND) await page.waitForSelector(".hits h3");
    await page.evaluate(axe.source);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const appearance of appearances(edition.read("gazette.css").toString())) {
        const key = `${appearance.name}, ${width} px`;
        if (!found.has(key)) found.set(key, { axe: [], wide: [] });
        await page.emulateMedia({ colorScheme: appearance.scheme });
        const [violations, scrolled] = await page.evaluate(async (attributes) => {
          const root = document.documentElement;
          for (const [name, value] of attributes) root.setAttribute(name, value);
          const { violations } = await window.axe.run(document, { resultTypes: ["violations"], preload: false });
          const scrolled = root.scrollWidth - root.clientWidth;
          for (const [name] of attributes) root.removeAttribute(name);
          return [violations.map(({ id, help, nodes }) => ({ id, help, target: nodes[0].target.join(" "), count: nodes.length })), scrolled];
        }, appearance.attributes);
        for (const { id, help, target, count } of violations) {
          found.get(key).axe.push(`${name}: ${id}: ${help}: ${target}${count > 1 ? ` and ${count - 1} more` : ""}`);
        }
        if (scrolled > 0) found.get(key).wide.push(`${name}: ${scrolled} px wider than the window`);
      }
    }
    await page.close();
  }
  for (const [key, { axe, wide }] of found) {
    check(`${edition.name}: axe-core, ${pages.length} pages, ${key}`, axe);
    check(`${edition.name}: no sideways scrolling, ${key}`, wide);
  }
};
