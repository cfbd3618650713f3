// One key each: / search, n new post, j and k next and previous post, ? the list. Never while somebody types.
import { isWriting } from "./page.js";

function focusSearch() {
  const field = document.querySelector(".find input");
  if (!field || !field.offsetParent) return false;
  field.focus();
  field.select();
  return true;
}

function newPost() {
  const url = document.body.dataset.publishUrl;
  if (url) location.assign(url);
  return Boolean(url);
}

function stepPost(step) {
  const posts = [...document.querySelectorAll("main article.post")];
  const here = document.activeElement?.closest?.("article.post");
  const next = here ? posts[posts.indexOf(here) + step] : posts[0];
  if (!next) return false;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
  return true;
}

const KEYS = {
  "/": focusSearch,
  n: newPost,
  j: () => stepPost(1),
  k: () => stepPost(-1),
  "?": () => document.querySelector("#keys")?.showModal() ?? true,
};

export function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (KEYS[event.key]?.()) event.preventDefault();
  });
}
