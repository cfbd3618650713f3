"""What every test may use: the cast, and where the real data lies."""

pytest_plugins = ["tests.cast", "tests.data", "tests.loading", "tests.reporting"]
