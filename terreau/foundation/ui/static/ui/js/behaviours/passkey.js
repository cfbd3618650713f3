// A passkey that gave nothing: say why beside the button, instead of only in the console.

const REASONS = { NotAllowedError: "notAllowed", AbortError: "notAllowed", SecurityError: "security", InvalidStateError: "invalidState" };

export function startPasskeys() {
  document.addEventListener("allauth.error", (event) => {
    const problem = document.querySelector("[data-passkey-problem]");
    if (!problem) return;
    event.preventDefault();
    const reason = REASONS[event.detail.exception?.name] ?? "failed";
    problem.hidden = false;
    problem.querySelector("span").textContent = problem.dataset[reason];
  });
}
