"""The shape of what administrators write."""

from terreau.foundation.administration.forms.network import (
    LanguagesForm,
    LogoForm,
    MoveForm,
    NetworkForm,
    SiteForm,
    UnitForm,
)

__all__ = ["LanguagesForm", "LogoForm", "MoveForm", "NetworkForm", "SiteForm", "UnitForm"]
