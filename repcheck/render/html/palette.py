"""The colours, for a light and a dark screen, and which stand on which.

Every pair of text and ground has a contrast of at least 4.5, and of what only shows a shape at least 3
(WCAG 2.2, 1.4.3 and 1.4.11). No colour stands alone: each look has its word or sign too.
"""

from typing import NamedTuple

TEXT, SHAPE = 4.5, 3.0


class Shade(NamedTuple):
    """One colour for each scheme."""

    light: str
    dark: str


PALETTE: dict[str, Shade] = {
    "ground": Shade("#f4f5f7", "#0f1319"),
    "sheet": Shade("#ffffff", "#181d25"),
    "ink": Shade("#171b22", "#e9edf3"),
    "soft": Shade("#4c5563", "#a9b3c1"),
    "line": Shade("#d5d9e0", "#2f3743"),
    "edge": Shade("#7b8494", "#6f7b8c"),
    "link": Shade("#0b57b0", "#8dbdff"),
    "critical": Shade("#8c0d1e", "#ff9aa2"),
    "critical-ground": Shade("#fbdfe2", "#4a1219"),
    "high": Shade("#9a3000", "#ffb184"),
    "high-ground": Shade("#ffe5d6", "#47220d"),
    "medium": Shade("#6e4a00", "#f3ca66"),
    "medium-ground": Shade("#fdf0c9", "#3a2d08"),
    "low": Shade("#3d4a86", "#b7c3ff"),
    "low-ground": Shade("#e6eaff", "#232c52"),
    "info": Shade("#434b57", "#c0c8d4"),
    "info-ground": Shade("#e9ecf0", "#2a313b"),
    "clean": Shade("#0b5f56", "#6fd6c6"),
    "clean-ground": Shade("#dcf3ef", "#0e3530"),
    "unknown": Shade("#4b3a72", "#d4c2ff"),
    "unknown-ground": Shade("#f1ecfb", "#2a2240"),
    "hatch": Shade("#d9cef0", "#3d325c"),
}

#: Foreground, ground, and the least contrast.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, TEXT) for ink in ("ink", "soft", "link") for ground in ("ground", "sheet")),
    *(
        (look, f"{look}-ground", TEXT)
        for look in ("critical", "high", "medium", "low", "info", "clean", "unknown")
    ),
    *((look, "sheet", TEXT) for look in ("critical", "high", "medium", "low", "info", "clean", "unknown")),
    ("unknown", "hatch", TEXT),
    ("ink", "info-ground", TEXT),
    ("edge", "sheet", SHAPE),
    ("edge", "ground", SHAPE),
)


def css_of_palette() -> str:
    """The colours as CSS variables."""
    light = "".join(f"--{name}:{shade.light};" for name, shade in PALETTE.items())
    dark = "".join(f"--{name}:{shade.dark};" for name, shade in PALETTE.items())
    by_preference = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f":root{{color-scheme:light dark;{light}}}\n{by_preference}"
