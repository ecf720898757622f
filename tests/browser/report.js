// What was checked, a line each; what failed, with its page and the reason.

let failed = 0;

/** Prints one check; `faults` are sentences that begin with a page. */
export const check = (name, faults, figure = "") => {
  const verdict = faults.length === 0 ? "good " : "WRONG";
  console.log(`${verdict}  ${name}${figure && `  ${figure}`}`);
  for (const fault of faults) console.log(`       ${fault}`);
  if (faults.length > 0) failed += 1;
};

/** The exit code. */
export const verdict = () => (failed > 0 ? 1 : 0);
