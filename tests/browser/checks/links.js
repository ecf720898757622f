// Every link within the edition leads to a file and a place in it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { check } from "../report.js";

export const links = async (context, edition) => {
  const page = await context.newPage();
  const seen = new Map();
  for (const name of edition.pages) {
    await page.goto(edition.root + name);
    seen.set(
      name,
      await page.evaluate(() => ({
        names: [...document.querySelectorAll("[id]")].map(({ id }) => id),
        links: [...document.querySelectorAll("[href], [src], form[action]")].map(
          (element) => element.getAttribute("href") ?? element.getAttribute("src") ?? element.getAttribute("action"),
        ),
      })),
    );
  }
  await page.close();
  const faults = [];
  let count = 0;
  for (const [name, { names, links }] of seen) {
    const twice = names.filter((id, at) => names.indexOf(id) !== at);
    if (twice.length > 0) faults.push(`${name}: several elements are called ${[...new Set(twice)].join(", ")}`);
    for (const link of links) {
      const url = new URL(link, edition.root + name);
      if (!url.href.startsWith(edition.root)) continue;
      count += 1;
      const file = decodeURIComponent(url.pathname.slice(new URL(edition.root).pathname.length));
      const fragment = decodeURIComponent(url.hash.slice(1));
      if (!existsSync(join(edition.path, file))) faults.push(`${name}: ${link} leads to no file`);
      else if (file.endsWith(".pdf")) {
        const sheet = fragment && Number(/^page=(\d+)$/.exec(fragment)?.[1]);
        if (fragment && !(sheet >= 1 && sheet <= edition.sheets)) faults.push(`${name}: ${link} leads to no page of the PDF`);
      } else if (fragment && !seen.get(file)?.names.includes(fragment)) faults.push(`${name}: ${link} leads to no place in its page`);
    }
  }
  check(`${edition.name}: links lead somewhere`, faults, `${count} links`);
  return seen;
};
