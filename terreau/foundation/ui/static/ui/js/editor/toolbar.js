// The tools of the reference, over Trix. The server draws them in <template id="editor-tools">.

function isActive(editor, name) {
  return editor.attributeIsActive(name);
}

function toggle(element, name) {
  const { editor } = element;
  if (isActive(editor, name)) editor.deactivateAttribute(name);
  else editor.activateAttribute(name);
  element.focus();
}

function linkForm(tools, element) {
  const form = tools.querySelector(".editor-link");
  const field = form.querySelector("input");
  const apply = (url) => {
    form.hidden = true;
    element.focus();
    if (url) element.editor.activateAttribute("href", url);
    else element.editor.deactivateAttribute("href");
  };
  const open = () => {
    form.hidden = false;
    field.value = element.editor.getSelectedDocument().getCommonAttributes?.().href ?? "";
    field.focus();
  };
  form.querySelector("[data-apply]").addEventListener("click", () => apply(field.value.trim()));
  form.querySelector("[data-drop]").addEventListener("click", () => apply(""));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); apply(field.value.trim()); }
    if (event.key === "Escape") { form.hidden = true; element.focus(); }
  });
  return open;
}

// Arrow keys walk along the tools: the toolbar is one stop of the Tab key.
function walkable(bar) {
  const buttons = [...bar.querySelectorAll("button")];
  buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length);
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
}

export function buildTools(element, actions) {
  const tools = document.querySelector("#editor-tools").content.cloneNode(true).firstElementChild;
  const bar = tools.querySelector("[role=toolbar]");
  const all = { ...actions, link: linkForm(tools, element) };
  for (const button of bar.querySelectorAll("button")) {
    const { attribute, action } = button.dataset;
    if (action && !all[action]) button.remove();
    button.addEventListener("click", () => (attribute ? toggle(element, attribute) : all[action]()));
  }
  walkable(bar);
  const show = () => {
    for (const button of bar.querySelectorAll("[data-attribute]")) {
      button.setAttribute("aria-pressed", String(isActive(element.editor, button.dataset.attribute)));
    }
  };
  element.addEventListener("trix-selection-change", show);
  return tools;
}
