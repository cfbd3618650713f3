// What was in view for a second counts as read: keys of data-read are gathered and posted together.
import { forEvery, send } from "./page.js";

const LOOK = 1000;
const GATHER = 4000;

export function startReading() {
  const url = document.body.dataset.readUrl;
  if (!url) return;
  const waiting = new Map();
  let seen = new Set();
  let timer;
  const flush = () => {
    clearTimeout(timer);
    if (!seen.size) return;
    send(url, new URLSearchParams([...seen].map((key) => ["read", key])), { keepalive: true });
    seen = new Set();
  };
  const note = (element) => {
    seen.add(element.dataset.read);
    observer.unobserve(element);
    clearTimeout(timer);
    timer = setTimeout(flush, GATHER);
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(waiting.get(target));
      if (isIntersecting) waiting.set(target, setTimeout(note, LOOK, target));
    }
  }, { threshold: 0.5, rootMargin: "0px" });
  forEvery("[data-read]", (element) => observer.observe(element));
  document.addEventListener("visibilitychange", () => document.hidden && flush());
}
