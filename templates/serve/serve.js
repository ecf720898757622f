// The page of `gazette serve`: asks the program for news without end, and shows them; tells where words come from.
"use strict";

const words = document.body.dataset;
const element = (id) => document.getElementById(id);
const make = (name, text, kind) => {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
};
const pages = element("pages");
let state = { generation: 0, sheets: [], edition: 0, web: [], findings: [] };

// One figure a page. A picture is changed only when its page was, and only once the new one is there, so that nothing flickers.
function showPages(sheets) {
  while (pages.children.length > sheets.length) pages.lastChild.remove();
  sheets.forEach((sheet, index) => {
    let figure = pages.children[index];
    if (!figure) {
      figure = make("figure", "");
      const picture = new Image();
      picture.loading = "lazy";
      picture.addEventListener("click", (event) => tellPlace(event, picture, index + 1));
      figure.append(picture, make("figcaption", ""));
      pages.append(figure);
    }
    const [picture, caption] = [figure.querySelector("img"), figure.querySelector("figcaption")];
    caption.textContent = sheet.folio ? words.page.replace("#", sheet.folio) : words.cover.replace("#", index + 1);
    picture.alt = caption.textContent;
    picture.width = Math.round(sheet.width);
    picture.height = Math.round(sheet.height);
    const address = `pages/${index + 1}.svg?${sheet.digest}`;
    if (picture.dataset.address === address) return;
    picture.dataset.address = address;
    if (!picture.src || !isNear(picture)) {
      picture.src = address;
      return;
    }
    const next = new Image();
    next.src = address;
    const change = () => { if (picture.dataset.address === address) picture.src = address; };
    next.decode().then(change, change);
  });
}

function isNear(picture) {
  const box = picture.getBoundingClientRect();
  return box.bottom > -innerHeight && box.top < 2 * innerHeight;
}

function showWeb(news) {
  const list = element("documents");
  const same = JSON.stringify(news.web) === JSON.stringify(state.web);
  if (!same) {
    const chosen = list.value;
    list.replaceChildren(...news.web.map((page) => {
      const option = make("option", page.title);
      option.value = page.file;
      return option;
    }));
    if (news.web.some((page) => page.file === chosen)) list.value = chosen;
  }
  if (news.edition !== state.edition) reload();
}

// The web page as it will be published, anew, at the place where the reader was.
function reload() {
  const frame = element("web");
  if (frame.hidden || !element("documents").value) return;
  const wanted = `/edition/${encodeURIComponent(element("documents").value)}`;
  const inside = frame.contentWindow;
  let top = 0;
  try {
    if (inside.location.pathname === wanted) top = inside.scrollY;
  } catch { /* A page from elsewhere, which a link in the frame led to. */ }
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
  inside.location.replace(wanted);
}

function showFindings(findings) {
  element("none").hidden = findings.length > 0 || state.status !== "good";
  element("findings").replaceChildren(...findings.map((finding, index) => {
    const item = make("li", "", finding.severity);
    const button = make("button", "");
    button.type = "button";
    button.append(make("strong", finding.severity === "error" ? words.error : words.warning), " ", finding.message);
    if (finding.help) button.append(make("span", finding.help, "help"));
    button.append(make("code", `${finding.file}:${finding.line}:${finding.column}`));
    button.addEventListener("click", async () => {
      showPlace(finding.file, finding.line, finding.column, "");
      const spot = await (await fetch(`spot?finding=${index}`)).json();
      if (spot) goTo(spot);
    });
    item.append(button);
    return item;
  }));
}

function goTo(spot) {
  view(false);
  document.querySelectorAll(".mark").forEach((mark) => mark.remove());
  const figure = pages.children[spot.sheet - 1];
  if (!figure) return;
  const picture = figure.querySelector("img");
  const mark = make("div", "", "mark");
  mark.style.top = `${spot.y * picture.clientHeight / state.sheets[spot.sheet - 1].height}px`;
  figure.append(mark);
  mark.scrollIntoView({ block: "center" });
}

async function tellPlace(event, picture, sheet) {
  const size = state.sheets[sheet - 1];
  const box = picture.getBoundingClientRect();
  const x = (event.clientX - box.left) * size.width / box.width;
  const y = (event.clientY - box.top) * size.height / box.height;
  const place = await (await fetch(`place?sheet=${sheet}&x=${x.toFixed(2)}&y=${y.toFixed(2)}`)).json();
  if (place) showPlace(place.file, place.line, place.column, place.text);
  else tell(words.nowhere);
}

function showPlace(file, line, column, text) {
  const place = `${file}:${line}:${column}`;
  tell(text ? `${place}  ${text}` : place);
  const copy = element("copy");
  copy.hidden = false;
  copy.onclick = () => navigator.clipboard.writeText(place).then(() => tell(`${place}  ${words.copied}`));
}

function tell(text) {
  element("copy").hidden = true;
  element("place").textContent = text;
}

function view(ofWeb) {
  element("pages").hidden = ofWeb;
  element("web").hidden = !ofWeb;
  element("show-pages").setAttribute("aria-pressed", String(!ofWeb));
  element("show-web").setAttribute("aria-pressed", String(ofWeb));
  if (ofWeb) reload();
}

function show(news) {
  const status = element("status");
  const counts = (kind) => news.findings.filter((finding) => finding.severity === kind).length;
  status.dataset.status = news.status;
  status.textContent = news.failure
    ?? words[news.status].replace("#", news.status === "errors" ? counts("error") : counts("warning"));
  element("stale").hidden = !news.stale;
  showPages(news.sheets);
  showWeb(news);
  state = news;
  showFindings(news.findings);
  document.body.dataset.generation = news.generation;
}

async function listen() {
  for (;;) {
    try {
      // A browser has few connections to one server: pages that nobody sees wait.
      if (document.hidden) await new Promise((seen) => document.addEventListener("visibilitychange", seen, { once: true }));
      const told = await fetch(`state?after=${state.generation}`);
      if (told.status !== 200 && told.status !== 204) throw new Error(`status ${told.status}`);
      if (told.status === 200) show(await told.json());
    } catch {
      const status = element("status");
      status.dataset.status = "gone";
      status.textContent = words.gone;
      // A program that is started again counts from the beginning.
      state.generation = 0;
      state.edition = 0;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

element("show-pages").addEventListener("click", () => view(false));
element("show-web").addEventListener("click", () => view(true));
element("documents").addEventListener("change", () => view(true));
listen();
