// The page of the API: each form becomes one request with the token that was pasted, and its answer is shown below it.
// The token stays in the field of this page; nothing keeps it.

const token = document.querySelector("#api-token");

function addressOf(form) {
  const query = new URLSearchParams();
  let path = form.dataset.path;
  for (const field of form.querySelectorAll("[data-in]")) {
    if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    else if (field.value) query.set(field.name, field.value);
  }
  return query.size ? `${path}?${query}` : path;
}

function requestOf(form) {
  const request = { method: form.dataset.method, headers: {}, credentials: "omit", cache: "no-store" };
  if (token.value.trim()) request.headers.Authorization = `Bearer ${token.value.trim()}`;
  const file = form.querySelector("input[type=file]");
  const body = form.querySelector("textarea");
  if (file) {
    request.body = new FormData();
    if (file.files[0]) request.body.append("file", file.files[0]);
  } else if (body) {
    request.headers["Content-Type"] = "application/json";
    request.body = body.value;
  }
  return request;
}

function written(text, type) {
  if (!type?.includes("json")) return text;
  return JSON.stringify(JSON.parse(text), null, 2);
}

async function send(form) {
  const shown = form.querySelector("output");
  const address = addressOf(form);
  shown.closest("[hidden]")?.removeAttribute("hidden");
  shown.textContent = `${form.dataset.method} ${address} …`;
  try {
    const answer = await fetch(address, requestOf(form));
    const text = written(await answer.text(), answer.headers.get("Content-Type"));
    shown.textContent = `${form.dataset.method} ${address}\n${answer.status} ${answer.statusText}\n\n${text}`;
  } catch {
    shown.textContent = form.dataset.failed;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-method]");
  if (!form) return;
  event.preventDefault();
  send(form);
});

for (const button of document.querySelectorAll("form[data-method] button")) button.hidden = false;
