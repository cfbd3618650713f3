// Light, dark or as the system: the page changes at once, the server remembers (so that no page flashes).
import { send } from "./page.js";

function showTheme(chosen) {
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  for (const button of document.querySelectorAll("[data-theme-choice]")) button.setAttribute("aria-pressed", String(button.value === chosen));
}

export function startTheme() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-theme-choice]");
    if (!button) return;
    event.preventDefault();
    showTheme(button.value);
    send(button.formAction, new URLSearchParams({ theme: button.value }), { redirect: "manual" });
  });
}
