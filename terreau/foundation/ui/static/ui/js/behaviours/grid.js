// A month as a grid: arrows walk from day to day, Home and End to the ends of a week, Page Up and Page Down to the next months.
const WAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function cellsOf(grid) {
  return [...grid.querySelectorAll("td")].filter((cell) => cell.offsetParent);
}

function goToCell(cell) {
  const link = cell?.querySelector("a");
  const place = link ?? cell;
  if (!place) return false;
  if (!link) place.tabIndex = -1;
  place.focus();
  return true;
}

function nextCell(key, cell, cells) {
  const at = cells.indexOf(cell);
  if (key === "Home") return cells[at - (at % 7)];
  if (key === "End") return cells[at - (at % 7) + 6];
  return key in WAYS ? cells[at + WAYS[key]] : null;
}

export function startGrids() {
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("[data-grid] td");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const rel = { PageUp: "prev", PageDown: "next" }[event.key];
    if (rel) document.querySelector(`main a[rel="${rel}"]`)?.click();
    const there = rel ? null : nextCell(event.key, cell, cellsOf(cell.closest("table")));
    if (rel || goToCell(there)) event.preventDefault();
  });
}
