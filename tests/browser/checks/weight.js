// What a reader loads with a page: the page itself, its style sheets and scripts, before compression and without pictures.
import { check } from "../report.js";

const MOST = 60_000;

export const weight = (edition) => {
  const faults = [];
  let heaviest = 0;
  for (const name of edition.pages) {
    const html = edition.read(name).toString();
    const parts = [...html.matchAll(/<(?:link[^>]* href|script[^>]* src)="([^":]+\.(?:css|js))"/g)].map(([, file]) => file);
    const bytes = [name, ...parts].reduce((sum, file) => sum + edition.read(file).length, 0);
    heaviest = Math.max(heaviest, bytes);
    if (bytes > MOST) faults.push(`${name}: ${bytes} bytes`);
  }
  check(`${edition.name}: no page over ${MOST} bytes`, faults, `the heaviest has ${heaviest}`);
};
