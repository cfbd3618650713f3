// Small acts (react, save, follow, confirm) change their own part of the page instead of loading it again.
// A part is an element with data-acts and an id; its buttons belong to the page's one form and name their address.
import { sayStatus } from "./errors.js";
import { send } from "./page.js";

export function startActs() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-acts] button[form=act]");
    const part = button?.closest("[data-acts]");
    if (!part?.id) return;
    event.preventDefault();
    button.disabled = true;
    const words = new URLSearchParams(button.name ? [[button.name, button.value]] : []);
    const headers = { "HX-Request": "true", "X-CSRFToken": document.body.dataset.token };
    const answer = await send(button.formAction, words, { headers }).catch(() => null);
    button.disabled = false;
    if (!answer?.ok) return sayStatus(answer?.status);
    const { redirected, url } = answer;
    if (redirected) return location.assign(url);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
    if (!fresh) return location.reload();
    part.replaceWith(fresh);
    const again = [...fresh.querySelectorAll("button")].find((b) => b.formAction === button.formAction);
    again?.focus();
  });
}
