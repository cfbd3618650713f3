// What is new: the stream says which kinds of thing changed, and the parts that show them (data-live="home notifications"),
// in this space or conversation if they name one (data-live-space, data-live-conversation), ask the server again, each
// after its own short wait, at once with data-live-soon. A hidden tab holds no stream; it looks again when it comes back.

const LIVE_JITTER = 2500;
const LIVE_RETRY = 30_000;

function refreshLive(kinds, nudge = {}) {
  for (const element of document.querySelectorAll("[data-live]")) {
    const wanted = element.dataset.live.split(" ");
    if (kinds && !kinds.some((kind) => wanted.includes(kind))) continue;
    const { liveSpace, liveConversation, liveSoon } = element.dataset;
    if (kinds && liveSpace && liveSpace !== nudge.space) continue;
    if (kinds && liveConversation && liveConversation !== nudge.conversation) continue;
    clearTimeout(element.liveTimer);
    const wait = liveSoon === undefined ? 200 + Math.random() * LIVE_JITTER : 50;
    element.liveTimer = setTimeout(() => window.htmx?.trigger(element, "refresh"), wait);
  }
}

function onNudge(event) {
  let nudge;
  try { nudge = JSON.parse(event.data); } catch { return; }
  document.dispatchEvent(new CustomEvent("terreau:nudge", { detail: nudge }));
  refreshLive([nudge.kind, ...nudge.kinds], nudge);
}

export function startLive() {
  const url = document.body.dataset.liveStream;
  if (!url || !window.EventSource) return;
  let stream;
  const close = () => { stream?.close(); stream = undefined; };
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(url);
    stream.addEventListener("nudge", onNudge);
    stream.addEventListener("reset", () => refreshLive(null));
    stream.addEventListener("error", () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, LIVE_RETRY * (1 + Math.random()));
    });
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return close();
    if (!stream) refreshLive(null);
    open();
  });
  addEventListener("pagehide", close);
  open();
}
