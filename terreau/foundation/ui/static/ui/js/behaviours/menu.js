// Menus are <details data-menu>: one open at a time, closed by Escape, by a press elsewhere, by leaving with Tab.

function openMenus() {
  return document.querySelectorAll("details[data-menu][open]");
}

function closeMenusExcept(kept) {
  for (const menu of openMenus()) if (menu !== kept) menu.open = false;
}

function moveInMenu(menu, step) {
  const items = [...menu.querySelectorAll(".menu-panel :is(a, button)")];
  const at = items.indexOf(document.activeElement);
  items.at((at + step + items.length) % items.length)?.focus();
}

function onMenuKey(event) {
  const menu = event.target instanceof Element && event.target.closest("details[data-menu][open]");
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    moveInMenu(menu, event.key === "ArrowDown" ? 1 : -1);
  }
}

export function startMenus() {
  document.addEventListener("click", (event) => closeMenusExcept(event.target.closest?.("details[data-menu]")));
  document.addEventListener("focusin", (event) => closeMenusExcept(event.target.closest?.("details[data-menu]")));
  document.addEventListener("keydown", onMenuKey);
}
