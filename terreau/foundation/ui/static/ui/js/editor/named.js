// Whom the text names, beside it as fields “mention”, for whoever counts (the reach before publishing). They belong to
// no form, so that none sends them; the area says “change” when the people named are others than before.

function field(key) {
  const made = Object.assign(document.createElement("input"), { type: "hidden", name: "mention", value: key });
  made.setAttribute("form", "");
  return made;
}

export function startNamed(area, place) {
  const shown = place.appendChild(document.createElement("span"));
  let known = "";
  const tell = () => {
    const found = area.value.matchAll(/data-person="([2-9a-z]+)"/g);
    const keys = [...new Set([...found].map(([, key]) => key))];
    if (keys.join() === known) return;
    known = keys.join();
    shown.replaceChildren(...keys.map(field));
    area.dispatchEvent(new Event("change", { bubbles: true }));
  };
  area.addEventListener("input", tell);
  queueMicrotask(tell);
}
