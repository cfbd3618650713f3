// A conversation (data-talk): it opens at its end, stays there while one is there, and what one sees of it is read.
// Its end (data-upto) is replaced by what comes: each message once, whichever of two answers brought it; one that changed
// (data-changed) takes the place of what it was.
import { forEvery, send } from "./page.js";

const NEAR = 160;
let atEnd = true;

// Where the last message stands right above the box, whatever comes below it on a phone.
function endOf() {
  const talk = document.querySelector("[data-talk]"), box = document.querySelector("[data-talk-box]");
  const below = box ? box.offsetHeight + (parseFloat(getComputedStyle(box).insetBlockEnd) || 0) + 16 : 16;
  return talk.getBoundingClientRect().bottom + scrollY + below - innerHeight;
}

export function toEnd() {
  atEnd = true;
  scrollTo({ top: endOf(), behavior: "instant" });
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

function settle(talk) {
  const known = new Map();
  for (const message of talk.querySelectorAll("[data-number]")) {
    const before = known.get(message.id);
    if (message.hasAttribute("data-changed")) {
      message.removeAttribute("data-changed");
      if (before) before.replaceWith(message);
      else message.remove();
    } else if (before) message.remove();
    else known.set(message.id, message);
  }
}

export function startTalk() {
  const talk = document.querySelector("[data-talk]");
  if (!talk) return;
  if (!location.hash.startsWith("#m-") && !location.search) toEnd();
  addEventListener("scroll", () => { atEnd = scrollY >= endOf() - NEAR; }, { passive: true });
  new ResizeObserver(() => { if (atEnd && !location.search && !location.hash.startsWith("#m-")) toEnd(); }).observe(talk);
  forEvery("[data-upto]", () => {
    settle(talk);
    if (atEnd && !location.search) toEnd();
    markRead(talk);
  });
  document.addEventListener("visibilitychange", () => markRead(talk));
}
