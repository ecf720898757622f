// From the contents to a document and back with the keyboard alone, the focus always in sight.
import { check } from "../report.js";

/** The steps of Tab after which nothing new comes. */
const MOST = 200;

const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isSeen = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
    return {
      href: element.getAttribute("href"),
      is: `<${element.tagName.toLowerCase()}> ${element.textContent.trim().slice(0, 20)}`,
      isOutlined: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      isSeen,
    };
  });

/** Presses Tab until the focus is on a link to `href`. */
const walk = async (page, href, faults) => {
  for (let step = 0; step < MOST; step += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    const where = page.url().split("/").at(-1);
    if (!at.isOutlined) faults.push(`${where}: the focus is not seen on ${at.is}`);
    if (!at.isSeen) faults.push(`${where}: the focus is out of sight on ${at.is}`);
    if (at.href === href) return true;
  }
  faults.push(`${page.url()}: Tab does not lead to ${href}`);
  return false;
};

export const keyboard = async (context, edition) => {
  const faults = [];
  const page = await context.newPage();
  const document = edition.entries.at(1)?.html ?? edition.entries[0].html;
  await page.goto(`${edition.root}index.html`);
  const arrive = async (href) => {
    if (!(await walk(page, href, faults))) return;
    await page.keyboard.press("Enter");
    await page.waitForURL(edition.root + href, { timeout: 5_000 }).catch(() => faults.push(`Enter does not lead to ${href}`));
  };
  await arrive(document);
  // The first thing that Tab reaches leads past the masthead.
  await page.keyboard.press("Tab");
  const skip = await focused(page);
  if (!skip.href?.startsWith("#")) faults.push(`${document}: Tab reaches ${skip.is} first, and no link past the masthead`);
  await page.keyboard.press("Enter");
  if (!(await page.evaluate((hash) => location.hash === hash, skip.href))) faults.push(`${document}: ${skip.href} leads nowhere`);
  await arrive("index.html");
  await page.close();
  check(`${edition.name}: from the contents to a document and back by keyboard`, faults);
};
