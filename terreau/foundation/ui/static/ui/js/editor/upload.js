// Files by drop, paste or choice go to data-upload at once; each becomes a row under the text, and its key stands in the
// form's field `attached`, keys apart by spaces.
import { keysIn, sendFile } from "../behaviours/files.js";

function attachedField(form, name) {
  const kept = form.querySelector(`input[name="${name}"]`);
  return kept ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
}

export function startUploads(area, element, place, changed) {
  const field = attachedField(area.form, area.dataset.attached ?? "attached");
  const given = area.parentElement.querySelector(".editor-files");
  const list = place.appendChild(given ?? Object.assign(document.createElement("div"), { className: "editor-files" }));
  list.setAttribute("aria-live", "polite");
  const keep = () => {
    field.value = keysIn(list);
    changed();
  };
  const take = (files) => { for (const file of files) sendFile(area.dataset.upload, list, file, keep); };
  list.addEventListener("click", (event) => {
    if (!event.target.closest("[data-remove]")) return;
    event.target.closest(".attach").remove();
    keep();
  });
  element.addEventListener("trix-file-accept", (event) => { event.preventDefault(); take([event.file]); });
  return () => {
    const chooser = Object.assign(document.createElement("input"), { type: "file", multiple: true });
    chooser.addEventListener("change", () => take(chooser.files));
    chooser.click();
  };
}
