// Files by drop, paste or choice go to data-upload at once; each becomes a row under the text and a field of the form.
// The server answers {key, name, note, kind} or, when it refuses, {error}.

function fileRow(name) {
  const row = document.querySelector("#editor-file").content.firstElementChild.cloneNode(true);
  row.querySelector("strong").textContent = name;
  return row;
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
  row.querySelector("small").textContent = answer.error ?? wordOf(status === 413 ? "tooLarge" : "failed", { file: file.name });
  row.setAttribute("data-refused", "");
}

async function sendFile(url, list, file, changed) {
  const row = fileRow(file.name);
  const bar = row.querySelector("progress");
  list.append(row);
  row.querySelector("button").addEventListener("click", () => { row.remove(); changed(); });
  row.querySelector("small").textContent = wordOf("uploading", { file: file.name });
  try {
    const { status, answer } = await transfer(url, file, (share) => { bar.value = share; });
    if (status >= 300) return refuse(row, file, status, answer);
    bar.remove();
    row.querySelector("strong").textContent = answer.name;
    row.querySelector("small").textContent = answer.note ?? "";
    row.querySelector("input").value = answer.key;
    row.querySelector("input").disabled = false;
    changed();
  } catch {
    refuse(row, file, 0, {});
  }
}

export function startUploads(element, place, url, changed) {
  const list = place.appendChild(document.createElement("div"));
  list.className = "editor-files";
  list.setAttribute("aria-live", "polite");
  const take = (files) => { for (const file of files) sendFile(url, list, file, changed); };
  element.addEventListener("trix-file-accept", (event) => { event.preventDefault(); take([event.file]); });
  return () => {
    const chooser = Object.assign(document.createElement("input"), { type: "file", multiple: true });
    chooser.addEventListener("change", () => take(chooser.files));
    chooser.click();
  };
}
