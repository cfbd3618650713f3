"""Who administers the whole network, and who one branch of it."""

from terreau.foundation.orgs.tests.conftest import fanny, tree, whole

__all__ = ["fanny", "tree", "whole"]
