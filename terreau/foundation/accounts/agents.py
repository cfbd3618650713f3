"""What a browser says of itself, in words a person recognises. Order matters: most claim to be several."""

import re

BROWSERS = [
    ("Edge", r"\bEdg(?:e|A|iOS)?/"),
    ("Opera", r"\b(?:OPR|Opera)/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Chrome|Chromium|CriOS|HeadlessChrome)/"),
    ("Safari", r"\bSafari/"),
    ("curl", r"\bcurl/"),
]
SYSTEMS = [
    ("iPad", r"\biPad\b"),
    ("iPhone", r"\biPhone\b"),
    ("Android", r"\bAndroid\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Windows", r"\bWindows\b"),
    ("macOS", r"\bMac OS X\b|\bMacintosh\b"),
    ("Linux", r"\bLinux\b"),
]
ON_THE_MOVE = {"iPad", "iPhone", "Android"}


def browser_of(agent: str) -> str:
    """The browser’s name; empty when it is none we know."""
    return next((name for name, pattern in BROWSERS if re.search(pattern, agent)), "")


def system_of(agent: str) -> str:
    """The device or its system; empty when unknown."""
    return next((name for name, pattern in SYSTEMS if re.search(pattern, agent)), "")
