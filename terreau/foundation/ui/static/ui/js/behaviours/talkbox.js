// The box of a conversation (data-talk-box): Enter sends, files go up at once, what one types is kept (data-keeps), and it
// says what it replies to. Without a way to join what comes (an older stretch is open), the form is sent as any other.
import { keysIn, sendFile } from "./files.js";
import { send } from "./page.js";
import { toEnd } from "./talk.js";

const KEEP_PAUSE = 1500;

export function answer(box, number, words) {
  const place = box.querySelector(".talk-answer");
  box.elements.answers.value = number ?? "";
  place.hidden = !number;
  place.querySelector("strong").textContent = words?.author ?? "";
  place.querySelector(".said-quote span").textContent = words?.text ?? "";
  if (number) box.elements.body.focus();
}

function keeping(box) {
  const { body } = box.elements;
  let timer, kept = body.value;
  const keep = (more = {}) => {
    clearTimeout(timer);
    if (body.value === kept) return;
    kept = body.value;
    send(box.dataset.keeps, new URLSearchParams({ body: kept }), more);
  };
  body.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, KEEP_PAUSE); });
  addEventListener("pagehide", () => keep({ keepalive: true }));
  return () => { clearTimeout(timer); kept = body.value; };
}

function filesOf(box) {
  const list = box.querySelector(".talk-files"), chooser = box.querySelector("input[type=file]");
  const changed = () => { box.elements.attached.value = keysIn(list); };
  const take = (files) => { for (const file of files) sendFile("/files", list, file, changed); };
  chooser.removeAttribute("name");
  chooser.addEventListener("change", () => { take([...chooser.files]); chooser.value = ""; });
  for (const [kind, from] of [["paste", "clipboardData"], ["drop", "dataTransfer"]]) {
    box.addEventListener(kind, (event) => {
      if (!event[from]?.files.length) return;
      event.preventDefault();
      take([...event[from].files]);
    });
  }
  list.addEventListener("click", (event) => {
    if (!event.target.closest("[data-remove]")) return;
    event.target.closest(".attach").remove();
    changed();
  });
  return () => { list.replaceChildren(); changed(); };
}

export function startTalkBox() {
  const box = document.querySelector("[data-talk-box]");
  if (!box) return;
  const { body } = box.elements, drop = filesOf(box), sure = box.dataset.keeps ? keeping(box) : () => {};
  body.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    if ((body.value.trim() || box.elements.attached.value) && box.dataset.said === undefined) box.requestSubmit();
  });
  box.querySelector("[data-answer-off]")?.addEventListener("click", (event) => { event.preventDefault(); answer(box); body.focus(); });
  document.addEventListener("htmx:before:request", (event) => {
    if (event.target !== box) return;
    if (!document.querySelector("#latest")) { event.preventDefault(); box.submit(); return; }
    box.dataset.said = body.value;
  });
  document.addEventListener("htmx:after:request", ({ target, detail }) => {
    if (target !== box || !detail.ctx.response?.raw?.ok) return;
    if (body.value === box.dataset.said) body.value = "";
    sure();
    drop();
    answer(box);
    toEnd();
  });
  document.addEventListener("htmx:finally:request", ({ target }) => { if (target === box) delete box.dataset.said; });
}
