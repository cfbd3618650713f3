// The shell that answers without a network, and the words when it goes.
import { toast } from "./toast.js";
import { word } from "./page.js";

export function startOffline() {
  addEventListener("offline", () => toast(word("offline")));
  if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js");
}
