// What was in view for a second counts as read: keys of data-read are gathered and posted together. A link with
// data-marks marks those keys read, at its data-marks-url, when it is followed.
import { forEvery, send } from "./page.js";

const LOOK = 1000;
const GATHER = 4000;
const STEPS = [0, 0.02, 0.05, 0.1, 0.25, 0.5];

// Half of it, or half a window of something taller.
function inView({ isIntersecting, intersectionRatio, intersectionRect }) {
  return isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2);
}

function startMarking() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-marks]");
    if (!link) return;
    const keys = new URLSearchParams(link.dataset.marks.split(" ").map((key) => ["key", key]));
    send(link.dataset.marksUrl, keys, { keepalive: true, redirect: "manual" });
  });
}

export function startReading() {
  startMarking();
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
    for (const entry of entries) {
      clearTimeout(waiting.get(entry.target));
      if (inView(entry)) waiting.set(entry.target, setTimeout(note, LOOK, entry.target));
    }
  }, { threshold: STEPS, rootMargin: "0px" });
  forEvery("[data-read]", (element) => observer.observe(element));
  document.addEventListener("visibilitychange", () => document.hidden && flush());
}
