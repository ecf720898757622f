// What the script of every page adds: larger text and more contrast, remembered from page to page, and the citation to be copied.
import { check } from "../report.js";

const chosen = (page) => page.evaluate(() => ({ ...document.documentElement.dataset }));
const size = (page) => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));

/** Over http: each file of a disk is a site of its own to some browsers, and none lets it write to the clipboard unasked. */
export const choices = async (context, edition, root) => {
  const faults = [];
  const expect = (is, what) => is || faults.push(what);
  const page = await context.newPage();
  const [first, second] = [edition.entries[0].html, edition.entries.at(1)?.html ?? "index.html"];
  await page.goto(root + first);
  const before = await size(page);
  for (const name of ["大字", "高对比"]) await page.getByRole("button", { name }).click();
  expect((await size(page)) > before * 1.25, `${first}: 大字 does not make the text larger`);
  for (const name of [second, "index.html"]) {
    await page.goto(root + name);
    const { size, contrast } = await chosen(page);
    expect(size === "large" && contrast === "high", `${name}: the choice is forgotten`);
    const pressed = await page.getByRole("button", { name: "大字" }).getAttribute("aria-pressed");
    expect(pressed === "true", `${name}: the button does not tell the choice`);
  }
  for (const name of ["大字", "高对比"]) await page.getByRole("button", { name }).click();
  await page.goto(root + first);
  expect(Object.keys(await chosen(page)).length === 0, `${first}: a choice that was taken back is still there`);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(root).origin });
  await page.getByRole("button", { name: "复制引用" }).click();
  const told = await page.locator(".citation").textContent();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied === told, `${first}: copied is ${copied}, and the citation is ${told}`);
  expect((await page.getByRole("button", { name: "已复制" }).count()) === 1, `${first}: the button does not say that it copied`);
  await page.close();
  check(`${edition.name}: larger text and contrast are remembered, and the citation is copied`, faults);
};
