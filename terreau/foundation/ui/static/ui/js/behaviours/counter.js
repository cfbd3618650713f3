// data-count="id": says in #id how many characters are left, once few are.
import { word } from "./page.js";

const FEW = 100;

export function startCounters() {
  document.addEventListener("input", (event) => {
    const field = event.target;
    const place = field.dataset?.count && document.getElementById(field.dataset.count);
    if (!place || field.maxLength < 0) return;
    const left = field.maxLength - field.value.length;
    place.textContent = left <= FEW ? word("left", { n: left }) : "";
  });
}
