// @ and a few letters in the box of a conversation (data-names): those who read it, to be named. Arrows walk, Enter takes.
import { face } from "./face.js";

function typed(area) {
  const before = area.value.slice(0, area.selectionStart);
  const found = /(?:^|[\s(])@([\p{L}\p{M}'’.-]{0,40})$/u.exec(before);
  return found && { query: found[1], from: before.length - found[1].length - 1, to: before.length };
}

function choiceRow(person, id) {
  const row = document.createElement("li");
  const button = row.appendChild(Object.assign(document.createElement("button"), { type: "button", id, tabIndex: -1 }));
  button.setAttribute("role", "option");
  button.append(face(person), Object.assign(document.createElement("strong"), { textContent: person.name }));
  return row;
}

export function startTalkNames() {
  const box = document.querySelector("[data-talk-box][data-names]");
  if (!box) return;
  const area = box.elements.body, list = document.createElement("ul");
  Object.assign(list, { className: "menu-list talk-names", id: "talk-names", hidden: true });
  list.setAttribute("role", "listbox");
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  let people = [], at = 0, turn = 0, here = null;
  const close = () => { list.hidden = true; people = []; area.removeAttribute("aria-activedescendant"); };
  const mark = () => {
    for (const [index, button] of list.querySelectorAll("button").entries()) button.setAttribute("aria-selected", String(index === at));
    area.setAttribute("aria-activedescendant", `talk-name-${at}`);
  };
  const choose = (index) => {
    area.setRangeText(`@${people[index].name} `, here.from, here.to, "end");
    close();
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  area.addEventListener("input", async () => {
    here = typed(area);
    const now = ++turn;
    if (!here) return close();
    const reply = await fetch(`${box.dataset.names}?q=${encodeURIComponent(here.query)}`).catch(() => null);
    if (now !== turn || !reply?.ok) return;
    people = (await reply.json()).items.slice(0, 6);
    at = 0;
    list.replaceChildren(...people.map((person, index) => choiceRow(person, `talk-name-${index}`)));
    list.hidden = !people.length;
    if (people.length) mark();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const button = event.target.closest("button");
    if (button) choose([...list.querySelectorAll("button")].indexOf(button));
  });
  area.addEventListener("blur", () => setTimeout(close, 150));
  area.addEventListener("keydown", (event) => {
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
