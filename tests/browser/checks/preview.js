// `gazette serve` in a browser: a change is seen without a reload, a mistake is told beside the last good pages, and clicks tell
// where words come from.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { check } from "../report.js";

/** Starts the program on a copy of a series and returns the address that it prints. */
const start = async (series, issue) => {
  const arguments_ = ["run", "--release", "--quiet", "--", "serve", join(series, issue), "--out", join(series, "dist"), "--lang", "zh", "--listen", "127.0.0.1:0"];
  const program = spawn("cargo", arguments_, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: program.stdout })) {
    const [address] = line.match(/http:[^ ；]+/) ?? [];
    if (address) {
      program.stdout.resume();
      return { address, stop: () => program.kill("SIGINT") };
    }
  }
  throw new Error("gazette serve ended without an address");
};

export const preview = async (watch, folder, issue, name) => {
  const series = mkdtempSync(join(tmpdir(), "gazette-preview-"));
  cpSync(folder, series, { recursive: true });
  const file = join(series, issue, name);
  const text = readFileSync(file, "utf8");
  const { address, stop } = await start(series, issue);
  const context = await watch([address]);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(address).origin });
  const page = await context.newPage();
  const faults = [];
  const expect = (is, what) => is || faults.push(`serve: ${what}`);
  const status = (wanted) => page.waitForFunction((wanted) => document.getElementById("status").dataset.status === wanted, wanted);
  try {
    await page.goto(address);
    await status("good");
    const pictures = page.locator("#pages img");
    await pictures.nth(4).scrollIntoViewIfNeeded();
    const loaded = (at) => page.waitForFunction((at) => document.querySelectorAll("#pages img")[at].complete && document.querySelectorAll("#pages img")[at].naturalWidth > 0, at);
    await loaded(4);
    const before = await pictures.nth(4).getAttribute("src");

    const changed = text.replace("+++\n\n", "+++\n\n改动的一段。\n\n");
    expect(changed !== text, "the document is not as the check knows it");
    writeFileSync(file, changed);
    await page.waitForFunction((before) => document.querySelectorAll("#pages img")[4].getAttribute("src") !== before, before);
    await status("good");

    writeFileSync(file, `${text}\n<b>\n`);
    await status("errors");
    expect(await page.locator("#stale").isVisible(), "the pages are not called old");
    const finding = page.locator("#findings button");
    expect((await finding.count()) === 1, "there is one finding");
    await finding.click();
    await page.locator(".mark").waitFor();
    const told = await page.locator("#place").textContent();
    expect(told.includes(`${name}:`), `a click on a finding tells ${told}`);
    await page.getByRole("button", { name: "复制" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(/\.md:\d+:\d+$/.test(copied), `copied is ${copied}`);

    writeFileSync(file, text);
    await status("good");
    await pictures.nth(4).scrollIntoViewIfNeeded();
    const box = await pictures.nth(4).boundingBox();
    await pictures.nth(4).click({ position: { x: box.width / 2, y: box.height * 0.75 } });
    await page.waitForFunction(() => /\.md:\d+:\d+ /.test(document.getElementById("place").textContent));

    await page.getByRole("button", { name: "网页版" }).click();
    const frame = page.frameLocator("#web");
    await frame.locator("h1").first().waitFor();
    const option = await page.locator("#documents option").nth(1).getAttribute("value");
    await page.locator("#documents").selectOption(option);
    await page.waitForFunction((option) => document.getElementById("web").contentWindow.location.pathname.endsWith(option), option);
    await frame.locator("main").first().waitFor();
    writeFileSync(file, changed);
    await frame.getByText("改动的一段。").waitFor();
  } catch (error) {
    faults.push(`serve: ${error.message.split("\n")[0]}`);
  }
  stop();
  await context.close();
  rmSync(series, { recursive: true });
  check("serve: changes are seen at once, mistakes are told, clicks tell where words come from", faults);
};
