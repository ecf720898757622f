// Holds press editions against what other programs see in them: node main.mjs EDITION…, folders with every further edition. A line for
// each fault; ends with 1 if there is any.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { plates } from "./plates.mjs";

const A4 = [595.28, 841.89];
const BLEED = [612.28, 858.9];
let faults = 0;

function ask(is, what) {
    if (!is) {
        console.log(what);
        faults++;
    }
}

const list = (numbers) => [...new Set(numbers)].sort((a, b) => a - b).join(" ");

for (const edition of process.argv.slice(2)) {
    const name = basename(edition);
    const files = readdirSync(edition, { recursive: true }).filter((file) => file.endsWith(".pdf")).sort();
    ask(files.includes(`${name}-press.pdf`), `${edition} has no press edition`);
    for (const file of files) {
        const path = join(edition, file);
        const syntax = spawnSync("qpdf", ["--check", path], { encoding: "utf8" });
        ask(syntax.status === 0, `${path}: qpdf says ${syntax.stdout}${syntax.stderr}`);
        const fonts = execFileSync("pdffonts", [path], { encoding: "utf8" }).trimEnd().split("\n").slice(2);
        for (const font of fonts) ask(/ yes (yes|no ) /.test(font) && !font.includes("Type 3"), `${path}: a face is not embedded: ${font}`);
    }
    const job = JSON.parse(readFileSync(join(edition, `${name}-job.json`), "utf8"));
    const press = join(edition, `${name}-press.pdf`);
    for (const imposed of ["press", "booklet", "signatures"].map((kind) => `${name}-${kind}.pdf`).filter((file) => files.includes(file))) {
        const info = execFileSync("pdfinfo", [join(edition, imposed)], { encoding: "utf8" });
        ask(/^PDF subtype:\s+PDF\/X-1a:2003$/m.test(info), `${imposed}: poppler does not read it as PDF/X-1a:2003`);
    }
    const boxes = execFileSync("pdfinfo", ["-box", "-f", "1", "-l", "9999", press], { encoding: "utf8" });
    const sizes = (box) => [...boxes.matchAll(new RegExp(`^Page +\\d+ ${box}: +([\\d.]+) +([\\d.]+) +([\\d.]+) +([\\d.]+)$`, "gm"))]
        .map((sides) => [sides[3] - sides[1], sides[4] - sides[2]]);
    for (const [box, wanted] of [["TrimBox", A4], ["BleedBox", BLEED]]) {
        const found = sizes(box);
        ask(found.length === job.pages, `${press}: ${found.length} pages have a ${box}, and there are ${job.pages}`);
        const isWanted = (size) => size.every((side, at) => Math.abs(side - wanted[at]) < 0.05);
        ask(found.every(isWanted), `${press}: a ${box} is not ${wanted.join(" × ")} points`);
    }
    const measured = plates(press).filter((plate) => plate.ink > 0);
    const told = new Map(job.inks.map((ink) => [ink.ink, list(ink.pages)]));
    const seen = new Map();
    for (const { plate, page } of measured) seen.set(plate, [...(seen.get(plate) ?? []), page]);
    for (const [ink, pages] of seen) ask(told.get(ink) === list(pages), `${press}: the plate ${ink} has pages ${list(pages)}, and the job ticket says ${told.get(ink)}`);
    for (const ink of told.keys()) ask(seen.has(ink), `${press}: the plate ${ink} is empty, and the job ticket names its pages`);
    ask(measured.every((plate) => !job.blank_pages.includes(plate.page)), `${press}: a blank page has ink`);
    // Without pictures there are two inks: black in full, and red of M80 Y80 or in its own ink in full.
    if (!seen.has("Cyan")) {
        for (const { page, plate, darkest } of measured) {
            const full = plate === "Magenta" || plate === "Yellow" ? 0.8 : 1;
            ask(Math.abs(darkest - full) < 0.01, `${press}: the plate ${plate} of page ${page} goes up to ${darkest}, not ${full}`);
        }
    }
}
console.log(faults === 0 ? "press editions: good" : `press editions: ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
