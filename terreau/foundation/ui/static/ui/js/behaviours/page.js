// What behaviours share: words in the page's language, the form token, one way to post, new parts of the page.

export function word(name, values = {}) {
  const text = document.querySelector("#words")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export function send(url, body, options = {}) {
  const headers = { "X-CSRFToken": document.body.dataset.token ?? "", "X-Requested-With": "fetch" };
  return fetch(url, { method: "POST", body, headers, credentials: "same-origin", ...options });
}

export function announce(text) {
  const place = document.querySelector("#announcer");
  if (place) place.textContent = text;
}

// Call `each` for every element that matches, now and in every part that htmx puts in later.
export function forEvery(selector, each) {
  const visit = (root) => {
    if (root.matches?.(selector)) each(root);
    for (const element of root.querySelectorAll?.(selector) ?? []) each(element);
  };
  visit(document);
  document.addEventListener("htmx:after:process", (event) => visit(event.target));
}

export function isWriting(target) {
  return target instanceof Element && Boolean(target.closest("input, textarea, select, trix-editor, [contenteditable=true]"));
}
