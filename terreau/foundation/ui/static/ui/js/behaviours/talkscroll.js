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

// Asked for by its address, never pressed: a link that the page has not made its own yet would lead away.
function fetchMore(nav) {
  const address = nav.querySelector("a[hx-get]")?.getAttribute("hx-get");
  if (!address || nav.dataset.asked || !window.htmx) return;
  nav.dataset.asked = "yes";
  window.htmx.ajax("GET", address, { source: nav, target: nav, swap: "outerHTML" });
}

// The messages below the first few hundred go, and a link to them takes the place of the end.
function letGo(talk, pattern) {
  const all = [...talk.querySelectorAll("[data-number]")];
  if (all.length <= MANY || !pattern) return;
  const last = all[KEPT - 1];
  const link = pattern.cloneNode(true), door = link.querySelector("a");
  while (last.nextSibling) last.nextSibling.remove();
  const address = `${location.pathname}?later=${last.id.slice(2)}`;
  door.setAttribute("href", address);
  door.setAttribute("hx-get", address);
  door.textContent = talk.dataset.later;
  talk.append(link);
  window.htmx?.process(link);
}

export function startTalkScroll() {
  const talk = document.querySelector("[data-talk]");
  if (!talk) return;
  const pattern = talk.querySelector("nav:has([rel=next])")?.cloneNode(true);
  let moved = false;
  const near = new IntersectionObserver((entries) => {
    if (!moved) return;
    for (const { isIntersecting, target } of entries) if (isIntersecting) fetchMore(target);
  }, { rootMargin: AHEAD });
  addEventListener("wheel", () => { moved = true; }, { passive: true });
  addEventListener("touchmove", () => { moved = true; }, { passive: true });
  addEventListener("keydown", (event) => { moved ||= ["PageUp", "Home", "ArrowUp"].includes(event.key); });
  let settle = () => {};
  document.addEventListener("htmx:before:swap", ({ target }) => { if (talk.contains(target)) settle = hold(talk); });
  document.addEventListener("htmx:after:swap", () => {
    settle();
    settle = () => {};
    letGo(talk, pattern);
    for (const nav of talk.querySelectorAll("nav:has([rel=next])")) { near.unobserve(nav); near.observe(nav); }
  });
  forEvery("[data-talk] nav:has([rel=next])", (nav) => near.observe(nav));
}
