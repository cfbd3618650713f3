// Files by drop, paste or choice go to data-upload at once; each becomes a row under the text, and its key stands in the
// form's field `attached`, keys apart by spaces. The server answers {key, name, size}, or {detail} when it refuses.

function fileRow(name) {
  const row = document.querySelector("#editor-file").content.firstElementChild.cloneNode(true);
  row.querySelector("strong").textContent = name;
  return row;
}

function fileSize(bytes) {
  const [unit, count] = bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  const digits = count < 100 ? 1 : 0;
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: digits }).format(count);
}

function wordOf(name, values) {
  const text = document.querySelector("#words").dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

function transfer(url, file, onProgress) {
  return new Promise((settle, fail) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file);
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", document.body.dataset.token ?? "");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => settle({ status: request.status, answer: request.response ?? {} }));
    request.addEventListener("error", fail);
    request.send(form);
  });
}

function refuse(row, file, status, answer) {
  row.querySelector("progress").remove();
  row.querySelector("small").textContent = answer.detail ?? wordOf(status === 413 ? "tooLarge" : "failed", { file: file.name });
  row.setAttribute("data-refused", "");
}

async function sendFile(url, list, file, changed) {
  const row = fileRow(file.name);
  const bar = row.querySelector("progress");
  list.append(row);
  row.querySelector("small").textContent = wordOf("uploading", { file: file.name });
  try {
    const { status, answer } = await transfer(url, file, (share) => { bar.value = share; });
    if (status >= 300) return refuse(row, file, status, answer);
    bar.remove();
    row.querySelector("strong").textContent = answer.name;
    row.querySelector("small").textContent = fileSize(answer.size);
    row.dataset.key = answer.key;
    changed();
  } catch {
    refuse(row, file, 0, {});
  }
}

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
    field.value = [...list.querySelectorAll("[data-key]")].map((row) => row.dataset.key).join(" ");
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
