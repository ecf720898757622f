// Pages and style sheet as the Nu HTML checker finds them.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { check } from "../report.js";

const require = createRequire(import.meta.url);

export const valid = (edition) => {
  const jar = join(require.resolve("vnu-jar/package.json"), "../build/dist/vnu.jar");
  const files = [...edition.pages, "gazette.css"].map((name) => join(edition.path, name));
  const { stderr, error } = spawnSync("java", ["-jar", jar, "--also-check-css", "--format", "json", "--exit-zero-always", ...files]);
  if (error) throw error;
  const { messages } = JSON.parse(stderr.toString());
  const told = messages.map(({ type, subType, url, lastLine, lastColumn, message }) => ({
    // A page is one long line.
    text: `${basename(url ?? "")}:${lastLine ?? 1}:${lastColumn ?? 1}: ${message}`,
    isError: type !== "info" || subType === "fatal",
  }));
  const errors = told.filter(({ isError }) => isError).map(({ text }) => text);
  check(`${edition.name}: Nu HTML checker, ${files.length} files`, errors, `${told.length - errors.length} warnings`);
};
