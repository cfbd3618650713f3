// Dialogs: data-open-dialog="id" opens one; data-confirm asks before what cannot be undone.

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

function ask(dialog, source) {
  dialog.querySelector("#confirm-title").textContent = source.dataset.confirm;
  dialog.querySelector("#confirm-text").textContent = source.dataset.confirmText ?? "";
  dialog.querySelector("#confirm-yes").textContent = source.dataset.confirmAction;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((settle) => dialog.addEventListener("close", () => settle(dialog.returnValue === "yes"), { once: true }));
}

async function onAnswerNeeded(event) {
  const source = event.target instanceof Element && event.target.closest("[data-confirm]");
  const dialog = document.querySelector("#confirm");
  if (!source || !dialog || source.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(dialog, source))) return source.focus();
  source.dataset.confirmed = "yes";
  source.click();
  delete source.dataset.confirmed;
}

export function startDialogs() {
  document.addEventListener("click", onAnswerNeeded, true);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-open-dialog]");
    if (opener) {
      event.preventDefault();
      openDialog(opener.dataset.openDialog);
    } else if (event.target instanceof HTMLDialogElement) {
      event.target.close();
    }
  });
}
