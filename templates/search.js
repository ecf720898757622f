// Searches the issue on its page of contents, without a server. src/artefact/search.rs writes the texts, search-data.js, which
// is loaded when somebody begins to search; templates/components/search.typ has the form.
"use strict";
(() => {
  // Characters shown before and behind what was found.
  const AROUND = 20;
  // Places of a document that are shown at once; the others are unfolded.
  const FEW = 5;

  const form = document.querySelector(".search form");
  const input = form.elements.q;
  const status = document.querySelector(".search .found");
  const results = document.querySelector(".search .hits");

  // How a character is compared: without regard to its width and case, one pair of brackets, one dash, no white space. Ends of
  // blocks stay, so that no word is found across them.
  const known = new Map([["\n", "\n"]]);
  const fold = (sign) => {
    let folded = known.get(sign);
    if (folded === undefined) {
      folded = sign
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[\[{〔【〖]/g, "(")
        .replace(/[\]}〕】〗]/g, ")")
        .replace(/[‐‒–—―−─]/g, "-")
        .replace(/[“”]/g, '"')
        .replace(/[‘’]/g, "'")
        .replace(/[\s\u00ad\u200b-\u200d\u2060\ufeff]/g, "");
      known.set(sign, folded);
    }
    return folded;
  };

  // A document with its text as it is compared: for each folded character the place of the one it stands for.
  const prepare = ({ page, title, number, text }) => {
    const pages = [];
    let whole = "";
    for (const [folio, stretch] of text) {
      pages.push({ folio, from: whole.length });
      whole += stretch;
    }
    const folded = [];
    const places = [];
    let at = 0;
    for (const sign of whole) {
      for (const one of fold(sign)) {
        folded.push(one);
        for (let i = 0; i < one.length; i++) places.push(at);
      }
      at += sign.length;
    }
    return { page, title, number, pages, whole, folded: folded.join(""), places };
  };

  // Loads the texts, once.
  let texts;
  let isLoaded = false;
  const load = () => {
    if (texts) return texts;
    texts = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = "search-data.js";
      script.onload = () => resolve(gazetteSearch.map(prepare));
      script.onerror = () => {
        texts = undefined;
        reject();
      };
      document.head.append(script);
    });
    return texts;
  };

  // Where a document has the words, in order; nothing unless it has all of them.
  const find = ({ whole, folded, places, pages }, words) => {
    const found = [];
    for (const word of words) {
      const before = found.length;
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        const last = places[at + word.length - 1];
        found.push({ from: places[at], to: last + (whole.codePointAt(last) > 0xffff ? 2 : 1) });
      }
      if (found.length === before) return [];
    }
    found.sort((a, b) => a.from - b.from || a.to - b.to);
    let page = 0;
    for (const hit of found) {
      while (page + 1 < pages.length && pages[page + 1].from <= hit.from) page++;
      hit.folio = pages[page].folio;
    }
    return found;
  };

  // Neighbours on a page are shown together.
  const gather = (found) => {
    const groups = [];
    for (const hit of found) {
      const group = groups[groups.length - 1];
      if (group && group[0].folio === hit.folio && hit.to <= group[0].to + AROUND) group.push(hit);
      else groups.push([hit]);
    }
    return groups;
  };

  const element = (name, text = "", properties = {}) => {
    const made = Object.assign(document.createElement(name), properties);
    made.textContent = text;
    return made;
  };

  // Words in their context, which lead to their page.
  const place = ({ page, whole }, group) => {
    const link = element("a", "", { href: `${page}#p${group[0].folio}` });
    // Characters beyond the first plane are two units.
    const before = [...whole.slice(Math.max(0, group[0].from - 2 * AROUND), group[0].from)].slice(-AROUND).join("");
    const end = group[0].to + [...whole.slice(group[0].to, group[0].to + 2 * AROUND)].slice(0, AROUND).join("").length;
    let at = group[0].from;
    link.append(before.length < at ? "…" : "", before);
    for (const { from, to } of group) {
      if (to <= at) continue;
      link.append(whole.slice(at, Math.max(at, from)), element("mark", whole.slice(Math.max(at, from), to)));
      at = to;
    }
    link.append(whole.slice(at, Math.max(at, end)), end < whole.length ? "…" : "", element("span", `第${group[0].folio}页`));
    const item = element("li");
    item.append(link);
    return item;
  };

  const list = (entry, groups) => {
    const made = element("ul");
    made.append(...groups.map((group) => place(entry, group)));
    return made;
  };

  const show = (entry, found) => {
    const groups = gather(found);
    const heading = element("h3");
    heading.append(element("a", entry.title, { href: entry.page }));
    if (entry.number) heading.append(element("span", `（${entry.number}）`));
    const shown = element("section");
    shown.append(heading, list(entry, groups.slice(0, FEW)));
    const others = groups.slice(FEW);
    if (others.length > 0) {
      const more = element("details");
      const hits = others.reduce((sum, group) => sum + group.length, 0);
      more.append(element("summary", `本篇另有${hits}处`));
      more.addEventListener("toggle", () => more.append(list(entry, others)), { once: true });
      shown.append(more);
    }
    return shown;
  };

  const search = async () => {
    const typed = input.value.trim();
    const words = [...new Set(typed.split(/\s+/).map((word) => [...word].map(fold).join("")))].filter(Boolean);
    // What was searched for is in the address, for whoever comes back to the page.
    const address = new URL(location.href);
    if (typed) address.searchParams.set("q", typed);
    else address.searchParams.delete("q");
    if (address.href !== location.href) history.replaceState(null, "", address);
    results.hidden = words.length === 0;
    if (words.length === 0) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    let entries;
    try {
      if (!isLoaded) status.textContent = "正在载入";
      entries = await load();
      isLoaded = true;
    } catch {
      status.textContent = "搜索数据没有载入，请重新打开本页";
      return;
    }
    if (typed !== input.value.trim()) return;
    const found = entries.map((entry) => [entry, find(entry, words)]).filter(([, hits]) => hits.length > 0);
    const sum = found.reduce((sum, [, hits]) => sum + hits.length, 0);
    results.replaceChildren(element("h2", "搜索结果"), ...found.map(([entry, hits]) => show(entry, hits)));
    results.hidden = sum === 0;
    status.textContent = sum > 0 ? `找到${sum}处，在${found.length}篇文件中` : `本期没有“${typed}”`;
  };

  let waiting;
  const later = (event) => {
    // Letters of an input method are no words yet.
    if (event.isComposing) return;
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  };
  input.addEventListener("input", later);
  input.addEventListener("compositionend", later);
  input.addEventListener("focus", () => load().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  form.hidden = false;
  input.value = new URLSearchParams(location.search).get("q") ?? input.value;
  if (input.value) search();
  if (location.hash === "#search-words") input.focus();
})();
