// data-fold: a text longer than its fold says so and opens on press.
import { forEvery, word } from "./page.js";

function addUnfold(text) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "unfold", textContent: word("unfold") });
  button.addEventListener("click", () => {
    text.setAttribute("data-open", "");
    text.tabIndex = -1;
    text.focus();
    button.remove();
  });
  text.after(button);
}

export function startFolds() {
  forEvery("[data-fold]:not([data-open])", (text) => {
    if (text.scrollHeight <= text.clientHeight + 24) text.setAttribute("data-open", "");
    else if (!text.nextElementSibling?.matches(".unfold")) addUnfold(text);
  });
}
