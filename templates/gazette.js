// Larger text and more contrast (适老化), remembered for all pages of the site, and the way to the search. Nothing here is needed for reading.
(() => {
  const root = document.documentElement;
  const choices = [
    ["size", "large", "大字"],
    ["contrast", "high", "高对比"],
  ];
  // Storage may be forbidden; the choice then lasts as long as the page.
  const remembered = (key) => {
    try { return localStorage.getItem("gazette-" + key); } catch { return null; }
  };
  const remember = (key, value) => {
    try { localStorage.setItem("gazette-" + key, value); } catch { /* see above */ }
  };
  for (const [key, value] of choices) {
    if (remembered(key) === value) root.dataset[key] = value;
  }

  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => act(made));
    return made;
  };
  const choice = ([key, value, label]) => {
    const made = button(label, (own) => {
      const on = root.dataset[key] !== value;
      if (on) root.dataset[key] = value; else delete root.dataset[key];
      own.setAttribute("aria-pressed", on);
      remember(key, on ? value : "");
    });
    made.setAttribute("aria-pressed", root.dataset[key] === value);
    return made;
  };
  const copy = (text) => button("复制引用", async (own) => {
    await navigator.clipboard.writeText(text);
    own.textContent = "已复制";
  });

  document.addEventListener("DOMContentLoaded", () => {
    const tools = document.getElementById("tools");
    tools?.append(...choices.map(choice));
    // The search of the issue is on the page of its contents.
    if (!document.querySelector(".search")) {
      const link = document.createElement("a");
      link.href = "index.html#search-words";
      link.textContent = "搜索本期";
      tools?.prepend(link);
    }
    const citation = document.querySelector(".citation");
    // Browsers let pages copy only where they come over a safe connection or from the disk.
    if (citation && navigator.clipboard) citation.after(" ", copy(citation.textContent));
  });
})();
