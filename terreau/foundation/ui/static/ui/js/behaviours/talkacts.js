// What one can do with a message (data-said-acts): fetched when asked for, shown above the page beside its button.
import { sayStatus } from "./errors.js";
import { send } from "./page.js";
import { answer } from "./talkbox.js";

const PART = { "HX-Request": "true" };

function putBeside(panel, button) {
  const spot = button.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = panel;
  const above = spot.bottom + height + 8 > innerHeight;
  const left = Math.min(Math.max(8, spot.left), innerWidth - width - 8);
  Object.assign(panel.style, { left: `${left}px`, top: `${Math.max(8, above ? spot.top - height - 4 : spot.bottom + 4)}px` });
}

async function openActs(panel, button) {
  const page = await fetch(button.href, { headers: PART }).catch(() => null);
  if (!page?.ok) return sayStatus(page?.status);
  panel.innerHTML = await page.text();
  panel.dataset.about = button.dataset.saidActs;
  panel.showPopover();
  putBeside(panel, button);
  panel.querySelector("a, button")?.focus();
}

async function react(panel, button) {
  const headers = { ...PART, "X-CSRFToken": document.body.dataset.token };
  const reply = await send(button.formAction, new URLSearchParams([[button.name, button.value]]), { headers }).catch(() => null);
  if (!reply?.ok) return sayStatus(reply?.status);
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById(button.dataset.reacts);
  document.getElementById(button.dataset.reacts)?.replaceWith(fresh);
  panel.hidePopover();
}

function answerTo(panel, number) {
  const message = document.getElementById(panel.dataset.about), box = document.querySelector("[data-talk-box]");
  if (!message || !box) return false;
  const head = message.querySelector(".said-by .sr, .said-by .who, :scope > .sr");
  const text = message.querySelector(".said-text .prose")?.textContent.trim() ?? "";
  panel.hidePopover();
  answer(box, number, { author: head?.textContent.split(",")[0] ?? "", text: text.slice(0, 160) });
  return true;
}

export function startTalkActs() {
  const panel = document.querySelector("#said-acts");
  if (!panel?.showPopover) return;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("a[data-said-acts]");
    if (!button || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openActs(panel, button);
  });
  panel.addEventListener("click", (event) => {
    const reacts = event.target.closest("[data-reacts]"), answers = event.target.closest("[data-answers]");
    if (reacts) { event.preventDefault(); react(panel, reacts); }
    if (answers && answerTo(panel, answers.dataset.answers)) event.preventDefault();
    if (event.target.closest("[data-copy]")) panel.hidePopover();
  });
}
