"""Opening hours as data: is it notation, open now, until when."""

from __future__ import annotations

from guide.visiting.notation import has_holidays, is_notation, is_selector, looks_like_notation

__all__ = ["has_holidays", "is_notation", "is_selector", "looks_like_notation"]
