"""JSON as its standard has it: no NaN, no Infinity, no endless nesting."""

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser
from pydantic_core import from_json


class StrictParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        """Raises ValueError, which ninja answers with 400."""
        return from_json(request.body, allow_inf_nan=False)
