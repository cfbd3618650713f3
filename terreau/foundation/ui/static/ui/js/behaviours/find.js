// data-suggest: what the search box proposes while one types. Arrows walk, Enter goes there, Escape closes.
import { face } from "./face.js";
import { forEvery } from "./page.js";

const PAUSE = 120;

function entry(item, id) {
  const row = document.createElement("li");
  Object.assign(row, { id, role: "option" });
  row.setAttribute("aria-selected", "false");
  const link = Object.assign(document.createElement("a"), { href: item.url, tabIndex: -1 });
  if (item.face) link.append(face(item.face));
  link.append(Object.assign(document.createElement("span"), { textContent: item.title }));
  if (item.note) link.append(Object.assign(document.createElement("small"), { textContent: item.note }));
  row.append(link);
  return row;
}

function start(field) {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  if (list.dataset.started) return;
  list.dataset.started = "yes";
  let timer;
  let asked = "";

  const rows = () => [...list.children];
  const here = () => rows().findIndex((row) => row.getAttribute("aria-selected") === "true");
  const show = (open) => {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    if (!open) field.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    for (const [number, row] of rows().entries()) row.setAttribute("aria-selected", String(number === place));
    const row = rows()[place];
    if (row) field.setAttribute("aria-activedescendant", row.id);
    else field.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  };
  const ask = async () => {
    const words = field.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < 2) return show(false);
    const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer?.ok || words !== asked) return;
    const { items } = await answer.json();
    list.replaceChildren(...items.map((item, number) => entry(item, `${list.id}-${number}`)));
    show(items.length > 0 && document.activeElement === field);
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("focus", () => show(list.children.length > 0 && field.value.trim() === asked));
  field.addEventListener("blur", () => setTimeout(() => show(false), 150));
  field.addEventListener("keydown", (event) => {
    const count = rows().length;
    if (list.hidden || !count) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose((Math.max(here(), step > 0 ? -1 : 0) + step + count) % count);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && here() >= 0) rows()[here()].firstChild.click();
    else return;
    event.preventDefault();
  });
}

export const startFind = () => forEvery("input[data-suggest]", start);
