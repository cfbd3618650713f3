// Long conversations: what is above or below comes before one arrives there, and what one reads does not move meanwhile.
// Of very many messages those far below are let go; they come back on the way down.
import { forEvery } from "./page.js";

const AHEAD = "1200px 0px";
const MANY = 600, KEPT = 400;

function hold(talk) {
  const top = [...talk.querySelectorAll("[data-number]")].find((one) => one.getBoundingClientRect().bottom > 0);
  const before = top?.getBoundingClientRect().top;
  return () => requestAnimationFrame(() => {
    const moved = top?.isConnected ? top.getBoundingClientRect().top - before : 0;
    if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: "instant" });
  });
}

// The messages below the first few hundred go, and a link to them takes the place of the end.
function letGo(talk) {
  const all = [...talk.querySelectorAll("[data-number]")];
  if (all.length <= MANY) return;
  const last = all[KEPT - 1];
  const link = talk.querySelector("nav:has([rel=next])").cloneNode(true), door = link.querySelector("a");
  while (last.nextSibling) last.nextSibling.remove();
  const address = `${location.pathname}?later=${last.id.slice(2)}`;
  door.setAttribute("href", address);
  door.setAttribute("hx-get", address);
  door.textContent = talk.dataset.later;
  link.classList.remove("htmx-request");
  talk.append(link);
  window.htmx?.process(link);
}

export function startTalkScroll() {
  const talk = document.querySelector("[data-talk]");
  if (!talk) return;
  let moved = false;
  const near = new IntersectionObserver((entries) => {
    if (!moved) return;
    for (const { isIntersecting, target } of entries) if (isIntersecting) target.querySelector("a[hx-get]")?.click();
  }, { rootMargin: AHEAD });
  addEventListener("wheel", () => { moved = true; }, { passive: true });
  addEventListener("touchmove", () => { moved = true; }, { passive: true });
  addEventListener("keydown", (event) => { moved ||= ["PageUp", "Home", "ArrowUp"].includes(event.key); });
  let settle = () => {};
  document.addEventListener("htmx:before:swap", ({ target }) => { if (talk.contains(target)) settle = hold(talk); });
  document.addEventListener("htmx:after:swap", () => {
    settle();
    settle = () => {};
    letGo(talk);
    for (const nav of talk.querySelectorAll("nav:has([rel=next])")) { near.unobserve(nav); near.observe(nav); }
  });
  forEvery("[data-talk] nav:has([rel=next])", (nav) => near.observe(nav));
}
