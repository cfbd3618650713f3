"""Keeping secrets out of what people and logs read."""

import re

MASK = "•••"
PATTERNS = [
    (re.compile(r"(?<=://)([^/\s:@]*):[^/\s@]+(?=@)"), rf"\1:{MASK}"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}"), rf"\1 {MASK}"),
    (
        re.compile(
            r"(?i)([\"']?\b[\w-]*(?:password|passwd|secret|token|api[_-]?key|authorization|cookie|session(?:id|_key)?)[\"']?\s*[=:]\s*)"
            r"(\"[^\"]*\"|'[^']*'|[^\s,;&)}]+)"
        ),
        rf"\1{MASK}",
    ),
]


def mask(text: str) -> str:
    """`text` with the values of passwords, tokens, keys and credentials inside addresses replaced by dots."""
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text
