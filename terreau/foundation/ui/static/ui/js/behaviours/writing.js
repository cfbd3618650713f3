// data-editor: a text area becomes the editor when somebody goes there (or waits nearby); Ctrl+Enter sends.
import { forEvery } from "./page.js";

let editorLoading;

function loadTag(tag, attributes) {
  return new Promise((settle, fail) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", settle);
    element.addEventListener("error", fail);
    document.head.append(element);
  });
}

function loadEditor() {
  const [style, trix, script] = document.body.dataset.editorFiles.split(" ");
  editorLoading ??= Promise.all([
    import(script),
    loadTag("link", { rel: "stylesheet", href: style }),
    loadTag("script", { src: trix }),
  ]).then(([module]) => module);
  return editorLoading;
}

async function upgrade(area) {
  if (area.dataset.editor === "loading" || !document.body.dataset.editorFiles) return;
  area.dataset.editor = "loading";
  try {
    const { upgradeArea } = await loadEditor();
    upgradeArea(area);
  } catch {
    area.dataset.editor = "plain";
  }
}

export function startWriting() {
  forEvery("textarea[data-editor]", (area) => {
    area.addEventListener("focus", () => upgrade(area), { once: true });
    const waits = area.dataset.draft && sessionStorage.getItem(`draft ${area.dataset.draft}`);
    if (area.matches("[autofocus]") || area.dataset.html || waits) upgrade(area);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest?.("form");
    // The editor writes its last letter into the form with the next frame.
    if (form?.querySelector("[data-editor]")) requestAnimationFrame(() => setTimeout(() => form.requestSubmit()));
  });
}
