// @ and a few letters: colleagues to name. The server answers {items}, rows of {name, url, title, initials, tone, picture}.
import { face } from "../behaviours/face.js";

function wordBefore(editor) {
  const [start, end] = editor.getSelectedRange();
  if (start !== end) return null;
  const before = editor.getDocument().toString().slice(Math.max(0, start - 60), start);
  const found = /(?:^|[\s(])@([\p{L}\p{M}'’.\-]{0,40}(?: [\p{L}\p{M}'’.\-]{1,40})?)$/u.exec(before);
  return found && { query: found[1], from: start - found[1].length - 1, to: start };
}

function option(person, at, id) {
  const row = document.createElement("li");
  const button = row.appendChild(document.createElement("button"));
  button.type = "button";
  button.id = `${id}-${at}`;
  button.setAttribute("role", "option");
  button.tabIndex = -1;
  button.append(face(person));
  const name = button.appendChild(document.createElement("strong"));
  name.textContent = person.name;
  const note = button.appendChild(document.createElement("span"));
  note.className = "xs soft";
  note.textContent = person.title ?? "";
  return row;
}

export function startMentions(element, place, url) {
  const list = place.appendChild(document.createElement("ul"));
  list.className = "menu-list editor-names";
  list.id = `${element.getAttribute("input")}-names`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  let people = [], at = 0, asked = 0, here = null;
  const choose = (index) => {
    const { editor } = element;
    const person = people[index], { from, to } = here;
    editor.setSelectedRange([from, to]);
    editor.deleteInDirection("backward");
    const shown = `@${person.name}`;
    editor.insertString(`${shown}\u00a0`);
    editor.setSelectedRange([from, from + shown.length]);
    editor.activateAttribute("href", person.url);
    editor.setSelectedRange(from + shown.length + 1);
    close();
    element.focus();
  };
  const close = () => { list.hidden = true; people = []; element.removeAttribute("aria-activedescendant"); };
  const mark = () => {
    list.querySelectorAll("button").forEach((button, index) => button.setAttribute("aria-selected", String(index === at)));
    element.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };
  const show = (found) => {
    people = found;
    at = 0;
    list.replaceChildren(...people.map((person, index) => option(person, index, list.id)));
    list.hidden = !people.length;
    if (people.length) mark();
    const spot = element.editor.getClientRectAtPosition(here.from), frame = place.getBoundingClientRect();
    if (spot) Object.assign(list.style, { top: `${spot.bottom - frame.top + 4}px`, left: `${Math.max(0, Math.min(spot.left - frame.left, frame.width - 320))}px` });
  };
  element.addEventListener("trix-selection-change", async () => {
    here = wordBefore(element.editor);
    if (!here) return close();
    const turn = ++asked;
    const answer = await fetch(`${url}?q=${encodeURIComponent(here.query)}`, { headers: { Accept: "application/json" } });
    if (turn === asked && answer.ok && here) show((await answer.json()).items.slice(0, 6));
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const button = event.target.closest("button");
    if (button) choose([...list.querySelectorAll("button")].indexOf(button));
  });
  element.addEventListener("blur", () => setTimeout(close, 150));
  element.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list.hidden || !(step || ["Enter", "Tab", "Escape"].includes(event.key))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Escape") return close();
    if (!step) return choose(at);
    at = (at + step + people.length) % people.length;
    mark();
  }, true);
}
