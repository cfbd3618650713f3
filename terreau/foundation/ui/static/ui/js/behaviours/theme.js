// Light, dark or as the system: the page changes at once, the server remembers (so that no page flashes).
import { send } from "./page.js";

function showTheme(form, chosen) {
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === chosen));
}

export function startTheme() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-theme-form]") || !event.submitter) return;
    event.preventDefault();
    showTheme(event.target, event.submitter.value);
    send(event.target.action, new FormData(event.target, event.submitter), { redirect: "manual" });
  });
}
