// Facets and sort orders: data-autosubmit sends its form when a choice changes; its own button goes away.
import { forEvery } from "./page.js";

export function startAutosubmit() {
  forEvery("form[data-autosubmit]", (form) => {
    for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-autosubmit]");
    if (form && !event.target.matches("[type=search], [type=text]")) form.requestSubmit();
  });
}
