// A short sentence about what was done, with its undo; it waits while somebody is on it.

const TOAST_LIFE = 8000;

function expire(element) {
  let timer;
  const wait = () => { timer = setTimeout(() => element.remove(), TOAST_LIFE); };
  const hold = () => clearTimeout(timer);
  element.addEventListener("pointerenter", hold);
  element.addEventListener("focusin", hold);
  element.addEventListener("pointerleave", wait);
  element.addEventListener("focusout", wait);
  wait();
}

export function toast(text, undo = "") {
  const region = document.querySelector("#toasts");
  const model = document.querySelector("#toast-form");
  if (!region || !model || !text) return;
  const element = model.content.firstElementChild.cloneNode(true);
  element.querySelector("span").textContent = text;
  const back = element.querySelector("[data-undo]");
  if (undo) back.formAction = undo; else back.remove();
  region.replaceChildren(element);
  expire(element);
}

export function startToasts() {
  for (const element of document.querySelectorAll("#toasts .toast")) expire(element);
  document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.undo));
  document.addEventListener("click", (event) => {
    const close = event.target.closest?.("[data-close]");
    if (close) close.closest("[data-toast]")?.remove();
  });
}
