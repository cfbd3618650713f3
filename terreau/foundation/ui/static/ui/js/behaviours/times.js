// Relative times stay true while a page stays open: "just now", minutes, hours. Older ones the server wrote as dates.
import { word } from "./page.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function since(moment, now) {
  const age = now - moment;
  if (age < 0 || age >= 12 * HOUR || new Date(now).getDate() !== new Date(moment).getDate()) return "";
  if (age < MINUTE) return word("now");
  if (age < HOUR) return word("minutes", { n: Math.floor(age / MINUTE) });
  return word("hours", { n: Math.floor(age / HOUR) });
}

function refreshTimes() {
  const now = Date.now();
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const text = since(Date.parse(element.dateTime), now);
    if (text && element.textContent !== text) element.textContent = text;
  }
}

export function startTimes() {
  setInterval(refreshTimes, MINUTE);
}
