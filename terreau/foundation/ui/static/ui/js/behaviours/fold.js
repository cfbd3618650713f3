// Only a text that is longer than its fold shows the way to the rest.
import { forEvery } from "./page.js";

export function startFolds() {
  forEvery(".fold", (fold) => {
    const text = fold.querySelector(".prose");
    fold.toggleAttribute("data-long", text.scrollHeight > text.clientHeight + 8);
  });
}
