"""What axe finds on an open page.

Contrast takes it most of its time, and of twenty cards in a row it measures the same twenty times. It is asked of texts
by kind: same elements from the root down, with the same classes and the same computed colours, sizes and states. The
first few of each kind are measured; a text that differs in any of it is a kind of its own.
"""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

OF_EACH_KIND = 3
RUN = """async most => {
    const known = new Map(), numbers = new Map(), met = new Map();
    const PAINT = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "textShadow",
        "fontSize", "fontWeight", "position", "visibility"];
    const kind = one => {
        if (one === null) return 0;
        if (!known.has(one)) {
            const style = getComputedStyle(one), state = one.matches(":disabled") + (one.ariaDisabled ?? "");
            const told = [kind(one.parentElement), one.tagName, one.getAttribute("class"), state,
                ...PAINT.map(name => style[name])].join("|");
            if (!numbers.has(told)) numbers.set(told, numbers.size + 1);
            known.set(one, numbers.get(told));
        }
        return known.get(one);
    };
    const speaks = one => one.matches("input, select, textarea, button")
        || [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    for (const one of document.querySelectorAll("*")) {
        one.removeAttribute("data-measured");
        if (!speaks(one) || !one.checkVisibility()) continue;
        met.set(kind(one), (met.get(kind(one)) ?? 0) + 1);
        if (met.get(kind(one)) <= most) one.setAttribute("data-measured", "");
    }
    axe.configure({rules: [{id: "color-contrast", selector: most ? "[data-measured]" : "*"}]});
    return (await axe.run({resultTypes: ["violations"]})).violations;
}"""


def violations(page: Page, most: int = OF_EACH_KIND) -> list[str]:
    """Rule and element of each violation, two elements a rule; `most` texts of a kind are measured, 0: every one."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, most)
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"][:2]]
