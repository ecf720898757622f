// Chromium, watched: no page may ask for anything outside of its folder, or have an error or a violation of its policy.
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";

/** The strictest policy that the pages work with, which a server may send, too. */
export const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";

/** The browser that is installed; `CHROMIUM` names another. */
const executable = () =>
  process.env.CHROMIUM ?? execFileSync("sh", ["-c", "command -v chromium || command -v google-chrome"]).toString().trim();

/** Starts Chromium. What pages did that they must not do is found in `faults`. */
export const launch = async () => {
  const browser = await chromium.launch({
    executablePath: executable(),
    args: ["--disable-gpu", "--disable-quic", "--no-first-run"],
  });
  const faults = [];
  const watch = async (roots, options = {}) => {
    const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1280, height: 800 }, ...options });
    context.on("request", (request) => {
      if (!roots.some((root) => request.url().startsWith(root))) faults.push(`asks for ${request.url()}`);
    });
    context.on("console", (message) => {
      if (message.type() === "error") faults.push(`${message.location().url}: ${message.text()}`);
    });
    context.on("weberror", (error) => faults.push(`${error.page()?.url()}: ${error.error().message}`));
    return context;
  };
  return { watch, faults, close: () => browser.close() };
};
