// data-draft: what one types is kept, with the editor or before it came, be it a title alone: two seconds after the last
// key the form goes to this address, which answers with the draft's key, and the page says when. Without a network, or
// once the session has ended, the form waits in this tab and comes back when this page is opened again. A form is sent
// only after its draft is safe.
import { forEvery, word } from "./page.js";

const DRAFT_PAUSE = 2000;
const drafting = new WeakSet();
const OURS = new Set(["csrfmiddlewaretoken", "once", "file"]);

function draftNote(area, name, values = {}) {
  const near = area.closest(".field")?.querySelector("[data-draft-state]");
  const place = document.querySelector("[data-draft-note]") ?? near ?? document.querySelector("#announcer");
  place.textContent = word(name, values);
}

function clock() {
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return document.documentElement.lang.startsWith("fr") ? time.replace(":", "\u202fh\u00a0").replace(/^0/, "") : time;
}

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.has(name));
}

function putBack(form, fields) {
  for (const [name, value] of fields) {
    const box = form.querySelector(`[name="${name}"][value="${CSS.escape(value)}"]`);
    if (box && ["radio", "checkbox"].includes(box.type)) box.checked = true;
    else if (form.elements[name] && !form.elements[name].length) form.elements[name].value = value;
    if (form.elements[name]?.dataset?.html) form.elements[name].dataset.html = value;
  }
}

// What was ticked and found is drawn by the server: once, the page is opened with the draft that waits.
function reopened(form, store, fields) {
  const key = Object.fromEntries(fields).draft, asked = `${store} opened`;
  if (!key || form.elements.draft?.value === key || sessionStorage.getItem(asked) === key) return false;
  sessionStorage.setItem(asked, key);
  location.replace(`${location.pathname}?draft=${key}`);
  return true;
}

// Kept, or why not: `ended` (the session), `offline` (anything else).
async function sendDraft(form, url) {
  try {
    const headers = { "X-CSRFToken": document.body.dataset.token ?? "", Accept: "application/json" };
    const answer = await fetch(url, { method: "POST", body: new FormData(form), headers, credentials: "same-origin" });
    if (answer.redirected || answer.status === 401 || answer.status === 403) return { why: "ended" };
    return answer.ok ? { key: (await answer.json()).key } : { why: "offline" };
  } catch {
    return { why: "offline" };
  }
}

function keepAsTyped(area) {
  const { form, dataset: { draft: url } } = area;
  if (drafting.has(area)) return;
  drafting.add(area);
  let timer, sure = false, turn = Promise.resolve();
  const store = `draft ${url}`;
  const waiting = JSON.parse(sessionStorage.getItem(store) ?? "null");
  const keep = async () => {
    clearTimeout(timer);
    const { key, why } = await sendDraft(form, url);
    if (why) sessionStorage.setItem(store, JSON.stringify(fieldsOf(form)));
    else sessionStorage.removeItem(store);
    if (key && form.elements.draft) form.elements.draft.value = key;
    draftNote(area, why ?? "saved", { time: clock() });
    return !why;
  };
  const save = () => (turn = turn.then(keep, keep));
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, DRAFT_PAUSE); });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (sure) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sure = await save();
    if (sure) form.requestSubmit(event.submitter);
    sure = false;
  }, { capture: true });
  addEventListener("online", () => sessionStorage.getItem(store) !== null && save());
  if (waiting && !reopened(form, store, waiting)) putBack(form, waiting);
}

export const startDrafts = () => forEvery("textarea[data-draft]", keepAsTyped);
