// Drafts are kept as one types: two seconds after the last key the form goes to data-draft, and the hint says when.
// Without a network the text waits in this tab and leaves when the connection returns.

const PAUSE = 2000;

function draftNote(area, name, values = {}) {
  const place = area.closest(".field")?.querySelector("[data-draft-state]") ?? document.querySelector("#announcer");
  const text = document.querySelector("#words").dataset[name] ?? "";
  place.textContent = text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

function clock() {
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return document.documentElement.lang.startsWith("fr") ? time.replace(":", "\u202fh\u00a0").replace(/^0/, "") : time;
}

export function startDrafts(area, form, url) {
  let timer, leaving = false;
  const store = `draft ${url}`;
  const save = async () => {
    clearTimeout(timer);
    if (leaving) return;
    const body = new FormData(form);
    const headers = { "X-CSRFToken": document.body.dataset.token ?? "" };
    try {
      const answer = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      sessionStorage.removeItem(store);
      draftNote(area, "saved", { time: clock() });
    } catch {
      sessionStorage.setItem(store, area.value);
      draftNote(area, "offline");
    }
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(save, PAUSE); };
  form.addEventListener("input", later);
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); sessionStorage.removeItem(store); });
  form.addEventListener("htmx:after:request", () => { leaving = false; });
  addEventListener("online", () => sessionStorage.getItem(store) !== null && save());
  return { later, kept: sessionStorage.getItem(store) };
}
