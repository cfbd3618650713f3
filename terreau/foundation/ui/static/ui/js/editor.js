// Loaded on focus: an editor in the place of a text area, which stays in the form and carries plain HTML (`<name>_format`).
import { fromEditor, fromPlain, tableAttachment, tablesIn, toEditor } from "./editor/markup.js";
import { startMentions } from "./editor/mentions.js";
import { startNamed } from "./editor/named.js";
import { buildTools } from "./editor/toolbar.js";
import { startUploads } from "./editor/upload.js";

// Paragraphs and headings as in the pages: Return begins a new one, Shift+Return breaks the line.
function configure() {
  const { config, LineBreakInsertion } = window.Trix;
  if (config.blockAttributes.default.tagName === "p") return;
  config.blockAttributes.default.tagName = "p";
  ["h1", "h2", "h3", "h4"].forEach((tagName, level) => {
    config.blockAttributes[`heading${level}`] = { tagName, terminal: true, breakOnReturn: true, group: false };
  });
  const asBefore = LineBreakInsertion.prototype.shouldInsertBlockBreak;
  LineBreakInsertion.prototype.shouldInsertBlockBreak = function () {
    return this.block.hasAttributes() ? asBefore.call(this) : true;
  };
}

function hidden(name, value, id) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value, id });
}

function makeElement(area) {
  const element = document.createElement("trix-editor");
  element.setAttribute("input", `${area.id}-source`);
  for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"]]) element.setAttribute(name, value);
  for (const name of ["aria-describedby", "aria-invalid", "placeholder"]) {
    if (area.hasAttribute(name)) element.setAttribute(name, area.getAttribute(name));
  }
  const label = document.querySelector(`label[for="${area.id}"]`);
  element.setAttribute("aria-label", label ? label.textContent.trim() : area.getAttribute("aria-label") ?? "");
  label?.addEventListener("click", (event) => { event.preventDefault(); element.focus(); });
  return element;
}

function keepTables(event, element) {
  const { paste } = event;
  if (!paste.html || !/<table/i.test(paste.html)) return;
  const tables = tablesIn(paste.html);
  if (!tables.length) return;
  event.preventDefault();
  for (const table of tables) element.editor.insertAttachment(tableAttachment(table));
}

function start(area, element, place, source) {
  const { upload, mentions } = area.dataset;
  const heard = () => area.dispatchEvent(new Event("input", { bubbles: true }));
  const changed = () => {
    area.value = element.editor.getDocument().toString().trim() || source.value.includes("figure") ? fromEditor(source.value) : "";
    heard();
  };
  element.addEventListener("trix-change", changed);
  element.addEventListener("trix-before-paste", (event) => keepTables(event, element));
  const choose = upload && startUploads(area, element, place, heard);
  if (!upload) element.addEventListener("trix-file-accept", (event) => event.preventDefault());
  if (mentions) startMentions(element, place, mentions), startNamed(area, place);
  const ask = mentions && (() => { element.editor.insertString("@"); element.focus(); });
  place.prepend(buildTools(element, { mention: ask, file: choose }));
}

function written(text) {
  if (!text) return "";
  return text.startsWith("<") ? text : fromPlain(text);
}

export function upgradeArea(area) {
  configure();
  const had = document.activeElement === area;
  const html = area.dataset.html || written(area.value.trim());
  const source = hidden("", toEditor(html), `${area.id}-source`);
  const place = document.createElement("div");
  const element = makeElement(area);
  place.className = "editor";
  element.addEventListener("trix-initialize", () => {
    start(area, element, place, source);
    area.value = html;
    if (had) element.focus();
  }, { once: true });
  place.append(source, hidden(`${area.name}_format`, "html", ""), element);
  area.hidden = true;
  area.dataset.editor = "ready";
  area.after(place);
}
