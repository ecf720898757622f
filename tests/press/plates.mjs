// The plates of a PDF file as Ghostscript separates them, within the trim of each page: [{ page, plate, ink, darkest }], where `ink` is
// the part of the page that has any and `darkest` the fullest tint, from 0 to 1.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Without smooth edges a tint is a tint and no edge.
const OPTIONS = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dUseTrimBox", "-sDEVICE=tiffsep", "-sCompression=none"];
const SHARP = ["-dTextAlphaBits=1", "-dGraphicsAlphaBits=1", "-r72"];

export function plates(file) {
    const folder = mkdtempSync(join(tmpdir(), "plates-"));
    try {
        const output = `-sOutputFile=${join(folder, "p%04d.tif")}`;
        execFileSync("gs", [...OPTIONS, ...SHARP, output, file], { stdio: ["ignore", "ignore", "inherit"] });
        const named = readdirSync(folder).sort().map((name) => [/^p(\d+)\((.*)\)\.tif$/.exec(name), name]);
        return named.filter(([found]) => found).map(([found, name]) => {
            return { page: Number(found[1]), plate: found[2], ...measured(readFileSync(join(folder, name))) };
        });
    } finally {
        rmSync(folder, { recursive: true });
    }
}

// What a plain TIFF of eight bits shows; 255 is no ink.
function measured(bytes) {
    const isLittle = bytes[0] === 0x49;
    const short = (at) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
    const long = (at) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
    const tags = new Map();
    for (let at = long(4) + 2, left = short(long(4)); left > 0; left--, at += 12) {
        const [type, count] = [short(at + 2), long(at + 4)];
        const [read, size] = type === 3 ? [short, 2] : [long, 4];
        const from = count * size > 4 ? long(at + 8) : at + 8;
        tags.set(short(at), type === 3 || type === 4 ? Array.from({ length: count }, (_, i) => read(from + i * size)) : []);
    }
    if (tags.get(258)?.[0] !== 8 || tags.get(259)?.[0] !== 1) throw new Error("Ghostscript wrote no plain TIFF of eight bits");
    let [inked, darkest] = [0, 0];
    tags.get(273).forEach((at, i) => {
        for (const value of bytes.subarray(at, at + tags.get(279)[i])) {
            inked += value < 255;
            darkest = Math.max(darkest, 255 - value);
        }
    });
    return { ink: inked / (tags.get(256)[0] * tags.get(257)[0]), darkest: darkest / 255 };
}
