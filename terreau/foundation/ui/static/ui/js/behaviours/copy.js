// data-copy: the address (of a link, or the value given) goes to the clipboard, and we say so.
import { toast } from "./toast.js";
import { word } from "./page.js";

export function startCopy() {
  document.addEventListener("click", async (event) => {
    const source = event.target.closest?.("[data-copy]");
    if (!source || !navigator.clipboard) return;
    event.preventDefault();
    const address = new URL(source.dataset.copy || source.href, location.href);
    await navigator.clipboard.writeText(address.href);
    source.closest("details[data-menu]")?.removeAttribute("open");
    toast(word("copied"));
  });
}
