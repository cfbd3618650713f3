// A form sent twice writes once: while it is on its way its buttons rest. Coming back wakes them.

function rest(form, resting) {
  form.toggleAttribute("data-sent", resting);
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", String(resting));
}

export function startOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], #act")) return;
    if (form.hasAttribute("data-sent")) event.preventDefault();
    else setTimeout(() => rest(form, true));
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.querySelectorAll("form[data-sent]")) rest(form, false);
  });
}
