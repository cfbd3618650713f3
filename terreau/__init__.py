"""Terreau: an enterprise social network that carries its own programme."""

__version__ = "0.1.0"
