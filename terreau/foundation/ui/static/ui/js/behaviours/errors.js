// When a part of the page cannot be had: say so in words, lose nothing.
import { toast } from "./toast.js";
import { word } from "./page.js";

const ERROR_WORDS = { 401: "ended", 403: "forbidden", 404: "gone", 413: "failed", 429: "slowDown" };

// No status: nothing answered.
export function sayStatus(status) {
  toast(word(ERROR_WORDS[status] ?? (status || navigator.onLine ? "failed" : "offline")));
}

export function startErrors() {
  document.addEventListener("htmx:response:error", (event) => {
    const { status } = event.detail.ctx.response;
    if (status !== 422) sayStatus(status);
  });
  document.addEventListener("htmx:error", () => sayStatus());
}
