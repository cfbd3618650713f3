// A conversation (data-talk): it opens at its end, stays there while one is there, and what one sees of it is read.
// Its end (data-upto) is replaced by what comes: each message once, whichever of two answers brought it. Enter sends.
import { forEvery, send } from "./page.js";

const NEAR = 160;
let atEnd = true;

function toEnd() {
  scrollTo(0, document.documentElement.scrollHeight);
}

function countAgain() {
  for (const count of document.querySelectorAll(".count[hx-get]")) window.htmx?.trigger(count, "refresh");
}

async function markRead(talk) {
  const upto = Number(talk.querySelector("[data-upto]")?.dataset.upto);
  if (document.hidden || !upto || upto <= Number(talk.dataset.read)) return;
  talk.dataset.read = upto;
  const answer = await send(talk.dataset.talk, new URLSearchParams({ upto, quiet: 1 }));
  if (answer.ok) countAgain();
}

function dropDoubles(talk) {
  const known = new Set();
  for (const message of talk.querySelectorAll("[data-number]")) {
    if (known.has(message.id)) message.remove();
    known.add(message.id);
  }
}

function startBox() {
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("[data-talk-box]");
    if (!form || event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    if (event.target.value.trim() && form.dataset.said === undefined) form.requestSubmit();
  });
  document.addEventListener("htmx:before:request", ({ target }) => {
    if (target.matches("[data-talk-box]")) target.dataset.said = target.elements.body.value;
  });
  document.addEventListener("htmx:after:request", ({ target, detail }) => {
    if (!target.matches("[data-talk-box]")) return;
    const area = target.elements.body;
    if (detail.ctx.response?.raw?.ok && area.value === target.dataset.said) { area.value = ""; atEnd = true; }
  });
  document.addEventListener("htmx:finally:request", ({ target }) => { delete target.dataset?.said; });
}

export function startTalk() {
  startBox();
  const talk = document.querySelector("[data-talk]");
  if (!talk) return;
  if (!location.hash.startsWith("#m-") && !location.search) toEnd();
  addEventListener("scroll", () => { atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - NEAR; }, { passive: true });
  forEvery("[data-upto]", () => {
    dropDoubles(talk);
    if (atEnd && !location.search) toEnd();
    markRead(talk);
  });
  document.addEventListener("visibilitychange", () => markRead(talk));
}
