// The search of the printed issue, by typing.
import { check } from "../report.js";

/** What is typed, and what is found at least: the web page of a document with the words that are marked there. */
const QUERIES = [
  ["知识产权", "zhengzi-02.html", "知识产权"],
  ["局", "zhengbanfa-04.html", "局"],
  ["〔2024〕4号", "zhengfa-04.html", "〔2024〕4号"],
  ["市中政发(2024)4号", "zhengfa-04.html", "市中政发〔2024〕4号"],
  ["市中政发[2024]4号", "zhengfa-04.html", "市中政发〔2024〕4号"],
  ["市中政发【２０２４】４号", "zhengfa-04.html", "市中政发〔2024〕4号"],
  ["2024-2026", "zhengzi-02.html", "2024—2026"],
  ["液化石油气 培训", "zhengbanzi-06.html", "培训"],
];
/** What stands nowhere, though its parts do. */
const ABSENT = ["知识产权知识产权", "1234567890", "<b>", "液化石油气 区政府领导成员"];

/** What the page says, once it has found what was typed. */
const answer = async (page) => {
  const status = page.locator(".search [role=status]");
  await status.filter({ hasText: /^找到|^本期没有/ }).waitFor();
  return status.textContent();
};

/** The hits on the page, once it has found what was typed. */
const hits = async (page) => {
  const status = await answer(page);
  for (const more of await page.locator(".hits summary").all()) await more.click();
  await page.waitForFunction(() => [...document.querySelectorAll(".hits details")].every((more) => more.querySelector("ul")));
  const links = await page.evaluate(() =>
    [...document.querySelectorAll(".hits li a")].map((link) => ({
      href: link.getAttribute("href"),
      marked: [...link.querySelectorAll("mark")].map(({ textContent }) => textContent),
      text: link.textContent,
    })),
  );
  return { status, links };
};

/** From the words to the first hit, to its page and back to all hits, with the keyboard alone. */
export const byKeyboard = async (context, edition) => {
  const [[query]] = QUERIES;
  const page = await context.newPage();
  const faults = [];
  await page.goto(`${edition.root}index.html`);
  await page.getByRole("searchbox").focus();
  await page.keyboard.insertText(query);
  const status = await answer(page);
  const first = await page.locator(".hits li a").first().getAttribute("href");
  const isThere = () => page.evaluate(() => document.activeElement === document.querySelector(".hits li a"));
  for (let step = 0; step < 5 && !(await isThere()); step += 1) await page.keyboard.press("Tab");
  if (!(await isThere())) faults.push("index.html: Tab does not lead to the first hit");
  await page.keyboard.press("Enter");
  await page.waitForURL(edition.root + first, { timeout: 5_000 }).catch(() => faults.push(`index.html: Enter does not lead to ${first}`));
  await page.goBack();
  const again = await answer(page);
  if (again !== status) faults.push(`index.html: on coming back it says ${again}, and before it said ${status}`);
  await page.close();
  check(`${edition.name}: to a hit and back by keyboard`, faults);
};

/** Without scripts the contents are read as ever, and nothing is offered that would not work. */
export const scriptless = async (context, edition) => {
  const page = await context.newPage();
  await page.goto(`${edition.root}index.html`);
  const faults = [];
  if (await page.locator("form").isVisible()) faults.push("index.html: the form is there without its script");
  if (!(await page.locator("nav.contents a").first().isVisible())) faults.push("index.html: the contents are not seen");
  await page.close();
  check(`${edition.name}: without scripts`, faults);
};

export const search = async (context, edition, root, seen) => {
  for (const [query, document, marked] of QUERIES) {
    const page = await context.newPage();
    await page.goto(`${root}index.html`);
    await page.getByRole("searchbox").focus();
    await page.keyboard.insertText(query);
    const { status, links } = await hits(page);
    const faults = [];
    const marks = links.flatMap((link) => link.marked).length;
    if (!links.some(({ href, marked: own }) => href.startsWith(`${document}#`) && own.includes(marked))) {
      faults.push(`index.html: no hit in ${document} has ${marked}: ${status}`);
    }
    if (!status.startsWith(`找到${marks}处`)) faults.push(`index.html: ${marks} words are marked: ${status}`);
    for (const { href, text } of links) {
      const [, html, folio] = /^(.*)#p(\d+)$/.exec(href) ?? [];
      const entry = edition.entries.find((entry) => entry.html === html);
      const isThere = entry && entry.page <= Number(folio) && Number(folio) <= entry.last_page;
      if (!isThere) faults.push(`index.html: ${href} is no page of the document in the contents`);
      else if (!text.endsWith(`第${folio}页`)) faults.push(`index.html: ${href} has the words ${text}`);
      else if (!seen.get(html).names.includes(`p${folio}`)) faults.push(`index.html: ${href} leads to no place in its page`);
    }
    await page.close();
    check(`${edition.name}: search for ${query}, ${new URL(root).protocol}`, [...new Set(faults)], status);
  }
  const page = await context.newPage();
  for (const query of ABSENT) {
    await page.goto(`${root}index.html?q=${encodeURIComponent(query)}`);
    const { status, links } = await hits(page);
    const faults = links.map(({ href, text }) => `index.html: ${href} has ${text}`);
    check(`${edition.name}: search for ${query}, ${new URL(root).protocol}`, faults, status);
  }
  await page.close();
};
