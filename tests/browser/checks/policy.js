// Every page carries the policy, and nothing that it would forbid.
import { POLICY } from "../browser.js";
import { check } from "../report.js";

const sorted = (policy) => policy.split(";").map((one) => one.trim()).filter(Boolean).sort().join("; ");

export const policy = async (context, edition) => {
  const faults = [];
  const page = await context.newPage();
  for (const name of edition.pages) {
    await page.goto(edition.root + name);
    const { policies, inline } = await page.evaluate(() => {
      const isInline = (element) =>
        element.localName === "style" ||
        (element.localName === "script" && !element.src && element.type !== "application/ld+json") ||
        element.getAttributeNames().some((name) => name === "style" || name.startsWith("on"));
      return {
        policies: [...document.querySelectorAll("meta[http-equiv=Content-Security-Policy]")].map(({ content }) => content),
        inline: [...document.querySelectorAll("*")].filter(isInline).map(({ outerHTML }) => outerHTML.slice(0, 60)),
      };
    });
    if (policies.length !== 1 || sorted(policies[0]) !== sorted(POLICY)) faults.push(`${name}: its policy is ${policies.join(" and ") || "missing"}`);
    faults.push(...inline.map((element) => `${name}: ${element} is within the page`));
  }
  await page.close();
  check(`${edition.name}: every page has the policy and keeps it`, faults);
};
