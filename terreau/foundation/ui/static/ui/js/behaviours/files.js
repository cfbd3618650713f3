// Files that somebody chose go to the server at once; each becomes a row with its progress, and its key stands in the row.
// The server answers {key, name, size}, or {detail} when it refuses.
import { word } from "./page.js";

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
  row.querySelector("small").textContent = answer.detail ?? word(status === 413 ? "tooLarge" : "failed", { file: file.name });
  row.setAttribute("data-refused", "");
}

export async function sendFile(url, list, file, changed) {
  const row = fileRow(file.name);
  const bar = row.querySelector("progress");
  list.append(row);
  row.querySelector("small").textContent = word("uploading", { file: file.name });
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

export function keysIn(list) {
  return [...list.querySelectorAll("[data-key]")].map((row) => row.dataset.key).join(" ");
}
