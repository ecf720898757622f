// A built edition: its folder, its pages and what its contents say.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Reads the folder of an edition. */
export const open = (folder) => {
  const path = resolve(folder);
  const report = JSON.parse(readFileSync(join(path, "report.json"), "utf8"));
  return {
    path,
    name: basename(path),
    /** The address of the folder. */
    root: `${pathToFileURL(path)}/`,
    pages: readdirSync(path).filter((file) => file.endsWith(".html")),
    /** The entries of `toc --json`. */
    entries: report.documents,
    sheets: report.sheets,
    read: (file) => readFileSync(join(path, file)),
  };
};
