// Checks built editions in a real browser: node main.js PRINTED OTHER…, each the folder of an edition. The first one is the printed
// issue, whose words are searched for.
import { launch } from "./browser.js";
import { choices } from "./checks/choices.js";
import { keyboard } from "./checks/keyboard.js";
import { links } from "./checks/links.js";
import { policy } from "./checks/policy.js";
import { preview } from "./checks/preview.js";
import { readable } from "./checks/readable.js";
import { byKeyboard, scriptless, search } from "./checks/search.js";
import { valid } from "./checks/valid.js";
import { weight } from "./checks/weight.js";
import { open } from "./edition.js";
import { check, verdict } from "./report.js";
import { serve } from "./server.js";

const editions = process.argv.slice(2).map(open);
const [printed] = editions;
const server = await serve(printed.path);
const browser = await launch();
const roots = [...editions.map(({ root }) => root), server.root];
const context = await browser.watch(roots);
const bare = await browser.watch(roots, { javaScriptEnabled: false });
for (const edition of editions) {
  valid(edition);
  weight(edition);
  await policy(context, edition);
  const seen = await links(context, edition);
  await keyboard(context, edition);
  await scriptless(bare, edition);
  if (edition === printed) {
    await byKeyboard(context, edition);
    await search(context, edition, edition.root, seen);
    await search(context, edition, server.root, seen);
    await choices(context, edition, server.root);
  }
  await readable(context, edition);
}
await preview(browser.watch, "../../issues", "2024-02", printed.entries[0].source);
check("nothing is asked for outside of an edition, and the policy is kept", [...new Set(browser.faults)]);
await browser.close();
server.close();
process.exitCode = verdict();
