// The round picture of somebody, as pages draw it: initials, and above them the photo where there is one.
export function face({ initials, tone, picture }) {
  const round = Object.assign(document.createElement("span"), { className: "avatar", textContent: initials });
  Object.assign(round.dataset, { tone, size: "s" });
  round.setAttribute("aria-hidden", "true");
  if (picture) round.append(Object.assign(document.createElement("img"), { src: picture, alt: "", width: 28, height: 28 }));
  return round;
}
