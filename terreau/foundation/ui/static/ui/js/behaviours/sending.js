// data-sending="/files" on a form: files chosen, dropped on data-area or pasted go there, one after the other, each with
// its progress; once all are there the form goes with their keys. What was refused says why, and the rest waits for a press.
import { keysIn, sendFile } from "./files.js";
import { forEvery, isWriting } from "./page.js";

const MOST = 300; // files of one form
let underWay = 0;

function sending(form) {
  if (form.hasAttribute("data-ready")) return; // htmx names a part again that was there before
  form.setAttribute("data-ready", "");
  const field = form.querySelector("input[type=file]"), list = form.querySelector(".sending-rows"), button = form.querySelector("[data-send]");
  const area = document.getElementById(form.dataset.area) ?? form;
  const attached = form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "attached" }));
  const waiting = [];
  let busy = false;
  field.removeAttribute("name");
  button.hidden = true;
  const keep = () => {
    attached.value = keysIn(list);
    button.hidden = busy || !attached.value;
  };
  async function take(files) {
    waiting.push(...[...files].slice(0, field.multiple ? MOST - list.children.length - waiting.length : 1));
    if (busy) return;
    busy = true;
    underWay += 1;
    for (let file = waiting.shift(); file; file = waiting.shift()) await sendFile(form.dataset.sending, list, file, keep);
    busy = false;
    underWay -= 1;
    keep();
    if (attached.value && !list.querySelector("[data-refused]")) form.requestSubmit();
  }
  list.addEventListener("click", (event) => {
    if (!event.target.closest("[data-remove]")) return;
    event.target.closest(".attach").remove();
    keep();
  });
  field.addEventListener("change", () => take(field.files));
  area.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    area.setAttribute("data-over", "");
  });
  for (const name of ["dragleave", "drop"]) area.addEventListener(name, () => area.removeAttribute("data-over"));
  area.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (!isWriting(event.target) && event.clipboardData.files.length) take(event.clipboardData.files);
  });
}

export function startSending() {
  forEvery("form[data-sending]", sending);
  addEventListener("beforeunload", (event) => { if (underWay) event.preventDefault(); });
}
