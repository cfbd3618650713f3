// data-narrows="id": letters typed here leave only the choices of #id that hold them.
// data-tick-all: this box ticks and unticks all of its form.
// data-people="/people/mentions": a name typed finds colleagues, a press ticks one.
import { forEvery } from "./page.js";

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(field) {
  const list = document.getElementById(field.dataset.narrows);
  const all = [...list.options];
  field.hidden = false;
  field.addEventListener("input", () => {
    const parts = plain(field.value).split(/\s+/);
    const fits = all.filter((option) => parts.every((part) => plain(option.text).includes(part)));
    const chosen = list.value;
    list.replaceChildren(...(fits.length ? fits : all));
    list.value = fits.some((option) => option.value === chosen) ? chosen : list.options[0].value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function tick(name, person, checked) {
  const label = Object.assign(document.createElement("label"), { className: "tick" });
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value: person.key, checked });
  const words = document.createElement("span");
  const note = Object.assign(document.createElement("span"), { className: "hint", textContent: person.title });
  words.append(person.name, note);
  label.append(box, words);
  return label;
}

function people(place) {
  const field = place.querySelector("input[type=search]"), list = place.querySelector(".found"), picked = place.querySelector(".picked");
  let turn = 0;
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  field.addEventListener("input", async () => {
    const now = ++turn, wanted = field.value.trim();
    const answer = wanted && await fetch(`${place.dataset.people}?q=${encodeURIComponent(wanted)}`);
    if (now !== turn) return;
    const found = answer?.ok ? (await answer.json()).items : [];
    const known = new Set([...picked.querySelectorAll("input")].map((box) => box.value));
    list.replaceChildren(...found.filter((one) => !known.has(one.key)).slice(0, 6).map((one) => tick(place.dataset.name, one, false)));
  });
  list.addEventListener("change", (event) => {
    picked.append(event.target.closest("label"));
    list.replaceChildren();
    field.value = "";
    field.focus();
  });
}

function tickAll(box) {
  box.hidden = false;
  box.addEventListener("change", () => {
    for (const other of box.form.elements) if (other.type === "checkbox" && other.name) other.checked = box.checked;
  });
}

export function startChoosing() {
  forEvery("[data-tick-all]", tickAll);
  forEvery("[data-narrows]", narrow);
  forEvery("[data-people]", people);
  forEvery("form [data-without-script]", (part) => { part.hidden = true; });
}
