"""Where the law is bent, in the open: law -> name of the place -> why. An exception nobody needs any more fails."""

EXCEPTIONS: dict[str, dict[str, str]] = {}
