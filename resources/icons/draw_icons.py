"""Writes the two icon themes, the pictures for the tray and the application's icon.

Run it after changing a drawing: `python resources/icons/draw_icons.py`. Every
drawing exists once, here; the folders `light` and `dark` hold the same names in
the colours of their theme, found through `QIcon.setThemeSearchPaths`.
"""

import math
import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
APP_ICON = "zeelandnet-desktop"
APP_SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)
# Below this size the waves of the full drawing turn to grey; the small one leaves them out.
SMALL_UP_TO_PX = 24
STROKE = 1.75


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme; the figures are those of the style tables."""

    name: str
    text: str
    on_accent: str
    secondary: str
    accent: str
    ground: str
    paper: str


THEMES = (
    Theme("light", "#1a1f24", "#ffffff", "#54606c", "#0b5cad", "#e4eefa", "#ffffff"),
    Theme("dark", "#e8ebee", "#0d1720", "#a3adb8", "#7db7f0", "#22303f", "#1b2026"),
)


def star_path(*, centre_y: float = 12.5, outer: float = 8.9, inner: float = 3.95) -> str:
    """Return a five-pointed star around x=12, its first point up."""
    corners = []
    for step in range(10):
        radius = inner if step % 2 else outer
        angle = math.pi * (step / 5 - 0.5)
        x, y = 12 + radius * math.cos(angle), centre_y + radius * math.sin(angle)
        corners.append(f"{x:.2f} {y:.2f}")
    return "M" + "L".join(corners) + "z"


def path(*shapes: str) -> str:
    """Return one path element from several sub-paths."""
    return f'<path d="{" ".join(shapes)}"/>'


def dot(x: float, y: float) -> str:
    """Return a dot of one and a half stroke widths."""
    return f'<circle fill="currentColor" cx="{x}" cy="{y}" r="0.4"/>'


ENVELOPE = '<rect x="3" y="5.25" width="18" height="13.5" rx="2.25"/>' + path(
    "M3.75 7.5 12 13.25l8.25-5.75"
)
CHECK = path("M4.75 12.75l4.75 4.75L19.5 7")
CHEVRON = path("M6 9.25l6 6 6-6")
STAR = star_path()
LIST_ROWS = (6.5, 12.0, 17.5)
SUN_RAYS = " ".join(
    f"M{12 + 6.9 * math.cos(a):.2f} {12 + 6.9 * math.sin(a):.2f}"
    f"L{12 + 9 * math.cos(a):.2f} {12 + 9 * math.sin(a):.2f}"
    for a in (math.pi * k / 4 for k in range(8))
)

ICONS = {
    "mail": ENVELOPE,
    "refresh": path("M19.75 12.25a7.75 7.75 0 1 1-2.3-5.7L19.5 8.6", "M19.75 3.9v4.85H14.9"),
    "search": '<circle cx="10.75" cy="10.75" r="6.5"/>' + path("M15.5 15.5l5 5"),
    "text-smaller": path("M3.5 18.25 8 7.5l4.5 10.75", "M5 14.75h6", "M16 12h5.25"),
    "text-larger": path("M2.25 19.5 8.5 4.5l6.25 15", "M4.5 14.5h8", "M16.25 10h6", "M19.25 7v6"),
    "menu": path(*(f"M4 {y}h16" for y in LIST_ROWS)),
    "chevron-down": CHEVRON,
    "chevron-up": path("M6 14.75l6-6 6 6"),
    "chevron-right": path("M9.5 6.5 15 12l-5.5 5.5"),
    "back": path("M19.5 12H4.75", "M11 5.5 4.5 12l6.5 6.5"),
    "forward": path("M4.5 12h14.75", "M13 5.5 19.5 12 13 18.5"),
    "star": path(STAR),
    "star-filled": f'<path fill="currentColor" d="{STAR}"/>',
    "external-link": path(
        "M18.5 13.75v3.75a2.5 2.5 0 0 1-2.5 2.5H6.5A2.5 2.5 0 0 1 4 17.5V8",
        "M4 8a2.5 2.5 0 0 1 2.5-2.5h3.75",
        "M14.25 4H20v5.75",
        "M19.75 4.25 11 13",
    ),
    "copy": '<rect x="8.5" y="8.5" width="11.75" height="11.75" rx="2.25"/>'
    + path("M15.5 5.5V6a2.25 2.25 0 0 0-2.25-2.25H6A2.25 2.25 0 0 0 3.75 6v7.25")
    + path("M3.75 13.25a2.25 2.25 0 0 0 1.75 2.15"),
    "close": path("M6 6l12 12", "M18 6 6 18"),
    "offline": path(
        "M9.3 6.05A5.9 5.9 0 0 1 17.4 10a4.3 4.3 0 0 1 3 6.9",
        "M16.5 18.5H7.25a4.25 4.25 0 0 1-.85-8.42c.1-.6.3-1.2.6-1.75",
        "M4 4l16.5 16.5",
    ),
    "warning": path("M12 4.25 20.9 19.5H3.1z", "M12 10v4") + dot(12, 16.8),
    "info": '<circle cx="12" cy="12" r="8.75"/>' + path("M12 11.25v5") + dot(12, 8),
    "settings": path("M3.75 6.5H12", "M17 6.5h3.25", "M3.75 17.5H7", "M12 17.5h8.25")
    + '<circle cx="14.5" cy="6.5" r="2.5"/><circle cx="9.5" cy="17.5" r="2.5"/>'
    + path("M3.75 12h16.5"),
    "globe": '<circle cx="12" cy="12" r="8.75"/><ellipse cx="12" cy="12" rx="3.9" ry="8.75"/>'
    + path("M3.5 12h17"),
    "printer": path(
        "M7 8.75V3.75h10v5",
        "M7 17H6a2.5 2.5 0 0 1-2.5-2.5v-3.25A2.5 2.5 0 0 1 6 8.75h6",
        "M12 8.75h6a2.5 2.5 0 0 1 2.5 2.5v3.25A2.5 2.5 0 0 1 18 17h-1",
        "M7 14h10v6.25H7z",
    ),
    "share-mail": path(
        "M21 11.5v-4a2.25 2.25 0 0 0-2.25-2.25H5.25A2.25 2.25 0 0 0 3 7.5v9",
        "M3 16.5a2.25 2.25 0 0 0 2.25 2.25h6",
        "M3.75 7.5 12 13.25l8.25-5.75",
        "M14.5 18.25h7",
        "M18.5 15.25l3 3-3 3",
    ),
    "check": CHECK,
    "sources": path(*(f"M9.25 {y}h11" for y in LIST_ROWS))
    + "".join(dot(4.75, y) for y in LIST_ROWS),
    "moon": path("M20 14.4A8.4 8.4 0 1 1 9.6 4a6.6 6.6 0 0 0 10.4 10.4z"),
    "sun": '<circle cx="12" cy="12" r="3.9"/>' + path(SUN_RAYS),
}  # fmt: skip
# How the mail stands, on the webmail button: at 20 px a shape that is filled is clearer than lines.
OFFLINE = '<g stroke-width="2.4"><circle cx="12" cy="12" r="7.8"/><path d="M6.5 17.5l11-11"/></g>'
LOCKED = (
    '<path stroke-width="2.6" d="M7.7 11V8a4.3 4.3 0 0 1 8.6 0V11"/>'
    '<path fill="currentColor" stroke="none" fill-rule="evenodd" d="M6 10.5h12a1.8 1.8 0 0 1 1.8'
    " 1.8v7.4a1.8 1.8 0 0 1-1.8 1.8H6a1.8 1.8 0 0 1-1.8-1.8v-7.4A1.8 1.8 0 0 1 6 10.5z"
    'M11 13.6v4.8h2v-4.8z"/>'
)
ATTENTION = (
    '<path fill="currentColor" stroke="none" fill-rule="evenodd" d="M10.4 2.8a1.85 1.85 0 0 1 3.2 0'
    "L22.8 19a1.85 1.85 0 0 1-1.6 2.8H2.8A1.85 1.85 0 0 1 1.2 19z"
    'M10.7 8.6v6.4h2.6V8.6zM10.7 16.8v2.6h2.6v-2.6z"/>'
)
ON_ACCENT = {
    "mail-on-accent": ENVELOPE,
    "chevron-down-on-accent": CHEVRON,
    "check-on-accent": CHECK,
    "mail-offline-on-accent": OFFLINE,
    "mail-locked-on-accent": LOCKED,
    "mail-attention-on-accent": ATTENTION,
}

# The buttons of the title bar, where Wayland leaves it to the program to draw one (GNOME). Qt looks
# for them by these names in our themes, not in the system's, and fills them with the bar's colour.
TITLE_BAR = {
    "window-close-symbolic": "M4.7 4 8 7.3 11.3 4l.7.7L8.7 8l3.3 3.3-.7.7L8 8.7 4.7 12l-.7-.7"
    "L7.3 8 4 4.7z",
    "window-minimize-symbolic": "M4 10h8v1H4z",
    "window-maximize-symbolic": "M4 4h8v8H4zM5 5v6h6V5z",
    "window-restore-symbolic": "M4 6h6v6H4zM5 7v4h4V7zM6 4h6v6h-1V5H6z",
}

# Drawings for empty panes, 96x72. {s} secondary, {a} accent, {g} tinted ground, {p} paper.
STATES = {
    "state-empty": """
<ellipse cx="48" cy="62" rx="34" ry="4.5" fill="{g}" stroke="none"/>
<path fill="{p}" d="M25 14h40a3 3 0 0 1 3 3v40a4 4 0 0 1-4 4H28a6 6 0 0 1-6-6V17a3 3 0 0 1 3-3z"/>
<path fill="{p}" d="M68 27h6v28a6 6 0 0 1-6 6h-4a4 4 0 0 0 4-4z"/>
<path d="M30 22h18" stroke="{a}"/><path d="M30 31h13M30 37h13M30 43h13M30 52h29"/>
<rect x="48" y="30" width="12" height="13" rx="1.5" fill="{g}"/>""",
    "state-offline": """
<ellipse cx="48" cy="62" rx="34" ry="4.5" fill="{g}" stroke="none"/>
<path fill="{p}" d="M34 44a11 11 0 0 1-1.4-21.9A16 16 0 0 1 63 20.5a12 12 0 0 1 1.5 23.5z"/>
<path d="M42.5 26l11 11M53.5 26l-11 11" stroke="{a}"/>
<path d="M24 55q4-3.5 8 0t8 0 8 0 8 0 8 0 8 0"/>""",
    "state-search": """
<ellipse cx="48" cy="64" rx="34" ry="4.5" fill="{g}" stroke="none"/>
<rect x="21" y="11" width="42" height="48" rx="4" fill="{p}"/>
<path d="M29 21h26M29 29h12M29 37h9M29 45h10"/>
<circle cx="56" cy="38" r="12.5" fill="{g}"/><path d="M65.2 47.2 76 58" stroke="{a}"/>
<circle cx="56" cy="38" r="12.5" stroke="{a}"/>""",
    "state-article": """
<ellipse cx="48" cy="64" rx="34" ry="4.5" fill="{g}" stroke="none"/>
<rect x="26" y="9" width="44" height="50" rx="4" fill="{p}"/>
<path d="M34 18h22" stroke="{a}"/>
<rect x="34" y="24" width="28" height="13" rx="1.5" fill="{g}"/>
<path d="M37 37l7-7 5 5 3.5-3.5L58 37"/>
<path stroke-dasharray="3 4.2" d="M34 44h28M34 51h20"/>""",
}

# Pictures for the tray. Which colour the panel has is not known on most systems, so each can be
# seen on a light and on a dark one: light paper with dark lines, and a clear ring around the sign.
PAPER, LINE, ALARM, QUIET = "#ffffff", "#242b33", "#d32222", "#5f6f80"
TRAY_KINDS = (
    "no-account", "read", "unread", "unread-many", "waiting", "offline", "locked", "attention",
)  # fmt: skip
# Each size of panel has drawings whose edges are on whole pixels; macOS paints a mask in the colour
# of its menu bar.
TRAY_GRIDS_PX = (16, 20, 22, 24)
MASK_GRID_PX = 22

APP_LARGE = """
<defs><linearGradient id="sea" x1="0" y1="0" x2="0" y2="1">
<stop offset="0" stop-color="#1a74cb"/><stop offset="1" stop-color="#0b5cad"/>
</linearGradient></defs>
<rect x="16" y="16" width="480" height="480" rx="112" fill="url(#sea)"/>
<rect x="96" y="120" width="320" height="216" rx="30" fill="#ffffff"/>
<path d="M112 150 256 252 400 150" fill="none" stroke="#0b5cad" stroke-width="30"
 stroke-linecap="round" stroke-linejoin="round"/>
<path d="M92 398q41-38 82 0t82 0 82 0 82 0" fill="none" stroke="#bfe0ff" stroke-width="32"
 stroke-linecap="round"/>"""
APP_SMALL = """
<rect x="0" y="0" width="512" height="512" rx="112" fill="#0b5cad"/>
<rect x="80" y="84" width="352" height="236" rx="20" fill="#ffffff"/>
<path d="M96 120 256 236 416 120" fill="none" stroke="#0b5cad" stroke-width="48"
 stroke-linecap="round" stroke-linejoin="round"/>
<path d="M88 412q84-72 168 0t168 0" fill="none" stroke="#ffffff" stroke-width="44"
 stroke-linecap="round"/>"""

INDEX = """[Icon Theme]
Name={name}
Comment=ZeelandNet Desktop, for {name} windows
Directories=scalable,states

[scalable]
Size=24
MinSize=8
MaxSize=512
Type=Scalable

[states]
Size=96
MinSize=48
MaxSize=768
Type=Scalable
"""


def icon_svg(body: str, *, colour: str) -> str:
    """Return a 24x24 line drawing in one colour."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">'
        f'<g fill="none" stroke="{colour}" stroke-width="{STROKE}" stroke-linecap="round"'
        f' stroke-linejoin="round">{body.replace("currentColor", colour)}</g></svg>\n'
    )


def title_bar_svg(shape: str, *, colour: str) -> str:
    """Return a 16x16 drawing without lines: only what is filled gets the bar's colour."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">'
        f'<path fill="{colour.upper()}" fill-rule="evenodd" d="{shape}"/></svg>\n'
    )


def state_svg(body: str, theme: Theme) -> str:
    """Return a 96x72 drawing for an empty pane."""
    colours = {"s": theme.secondary, "a": theme.accent, "g": theme.ground, "p": theme.paper}
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72" width="96" height="72">'
        f'<g fill="none" stroke="{theme.secondary}" stroke-width="{STROKE}"'
        f' stroke-linecap="round" stroke-linejoin="round">{body.format(**colours)}\n</g></svg>\n'
    )


@dataclass(frozen=True, slots=True)
class TrayDrawing:
    """One picture for the tray, `size` x `size`; places are those of a grid of 16."""

    size: int
    is_mask: bool

    def svg(self, kind: str) -> str:
        """Return the envelope, and the sign of `kind` in front of it."""
        envelope, folds = self.opened() if kind == "read" else self.closed(kind)
        shape, mark, colour = self.sign(kind)
        ring = 'fill="#000" stroke="#000" stroke-width="2"'
        cut = shape.format(ring) + (folds.format("#000") if self.is_mask else "")
        ink = "#000" if self.is_mask else colour
        mark_cut = mark.format("#000") if self.is_mask else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size} {self.size}"'
            f' width="{self.size}" height="{self.size}">\n'
            + self.without("envelope", cut, envelope + ("" if self.is_mask else folds.format(LINE)))
            + self.without("sign", mark_cut, shape.format(f'fill="{ink}"'))
            + ("" if self.is_mask else mark.format(PAPER))
            + "</svg>\n"
        )

    def without(self, name: str, cut: str, body: str) -> str:
        """Return `body` where `cut` does not cover it."""
        if not cut or not body:
            return body
        return (
            f'<mask id="{name}"><rect width="{self.size}" height="{self.size}" fill="#fff"/>{cut}'
            f'</mask><g mask="url(#{name})">{body}</g>\n'
        )

    # The envelope, and the lines on it

    def closed(self, kind: str) -> tuple[str, str]:
        """Return it in the middle, or higher and to the left, where it leaves room for a sign."""
        is_aside = kind not in ("no-account", "offline")
        left, top, right, bottom = self.box(0, *((1, 15, 11) if is_aside else (3, 16, 13)))
        return self.paper(left, top, right, bottom), self.fold(left, top, right, bottom, 0.58)

    def opened(self) -> tuple[str, str]:
        left, top, right, bottom = self.box(0, 6, 16, 15)
        middle, peak = (left + right) / 2, self.at(1) + 0.5
        foot = top + 1 if self.is_mask else top  # no seam
        flap = f"M{left} {top} {middle} {peak} {right} {top}V{foot}H{left}z"
        flap = f'<path {self.paper_ink()} d="{flap}"/>'
        return flap + self.paper(left, top, right, bottom), self.fold(left, top, right, bottom, 0.6)

    def paper(self, left: float, top: float, right: float, bottom: float) -> str:
        place = f'x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" rx="1"'
        return f"<rect {place} {self.paper_ink()}/>"

    def paper_ink(self) -> str:
        return 'fill="#000"' if self.is_mask else f'fill="{PAPER}" stroke="{LINE}"'

    def fold(self, left: float, top: float, right: float, bottom: float, depth: float) -> str:
        low = top + (bottom - top) * depth
        way = f"M{left} {top} {(left + right) / 2} {low:.4g} {right} {top}"
        return f'<path fill="none" stroke="{{}}" d="{way}"/>'

    # The signs: shape, the mark on it, colour

    def sign(self, kind: str) -> tuple[str, str, str]:
        match kind:
            case "unread":
                return self.pill(5, 5, 16, 16), "", ALARM
            case "unread-many":
                return self.pill(2, 5, 16, 16), "", ALARM
            case "waiting":
                return self.pill(2, 8, 16, 15), self.dots(), QUIET
            case "offline":
                return self.stroke(), "", ALARM
            case "locked":
                return *self.padlock(), ALARM
            case "attention":
                return *self.warning(), ALARM
        return "", "", ""

    def pill(self, *corners: int) -> str:
        left, top, right, bottom = map(self.at, corners)
        place = f'x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'
        return f'<rect {place} rx="{(bottom - top) / 2}" {{}}/>'

    def dots(self) -> str:
        left, top, right, bottom = map(self.at, (2, 8, 16, 15))
        step, middle = (right - left) * 0.28, (top + bottom) / 2
        places = [(left + right) / 2 + n * step for n in (-1, 0, 1)]
        radius = self.size / 16
        return "".join(
            f'<circle cx="{x:.4g}" cy="{middle}" r="{radius:.4g}" fill="{{0}}"/>' for x in places
        )

    def stroke(self) -> str:
        """Return a stroke from corner to corner, as a shape."""
        unit = self.size / 16
        half = unit * 0.7071
        near, far = 1.5 * unit - half, 14.5 * unit + half
        corners = (
            (near - half, far - half), (far - half, near - half),
            (far + half, near + half), (near + half, far + half),
        )  # fmt: skip
        return f'<path d="M{" ".join(f"{x:.4g} {y:.4g}" for x, y in corners)}z" {{}}/>'

    def padlock(self) -> tuple[str, str]:
        left, top, right, bottom = map(self.at, (6, 9, 16, 16))
        unit, middle = self.size / 16, (left + right) / 2
        half = (right - left) / 2 - 1.5 * unit
        inner = top - unit
        body = (
            f"M{left + unit:.4g} {top}H{right - unit:.4g}a{unit:.4g} {unit:.4g} 0 0 1 {unit:.4g}"
            f" {unit:.4g}V{bottom}H{left}V{top + unit:.4g}a{unit:.4g} {unit:.4g} 0 0 1 {unit:.4g}"
            f" {-unit:.4g}z"
        )
        outer_r, inner_r = half, half - 2 * unit
        arch = (
            f"M{middle - half:.4g} {top}V{inner:.4g}a{outer_r:.4g} {outer_r:.4g} 0 0 1"
            f" {2 * outer_r:.4g} 0V{top}h{-2 * unit:.4g}V{inner:.4g}a{inner_r:.4g} {inner_r:.4g}"
            f" 0 0 0 {-2 * inner_r:.4g} 0V{top}z"
        )
        key = f'x="{middle - unit:.4g}" y="{top + 2 * unit:.4g}"'
        key += f' width="{2 * unit:.4g}" height="{3 * unit:.4g}"'
        return f'<path d="{body}{arch}" {{}}/>', f'<rect {key} fill="{{0}}"/>'

    def warning(self) -> tuple[str, str]:
        left, top, right, bottom = map(self.at, (4, 4, 16, 16))
        middle, unit = (left + right) / 2, (bottom - top) / 12
        marks = "".join(
            f'<rect x="{middle - unit:.4g}" y="{top + y * unit:.4g}" width="{2 * unit:.4g}"'
            f' height="{height * unit:.4g}" fill="{{0}}"/>'
            for y, height in ((4, 4), (9, 2))
        )
        return f'<path d="M{middle} {top} {right} {bottom} {left} {bottom}z" {{}}/>', marks

    # Places

    def at(self, place: float) -> int:
        """Return the whole pixel at a place of the grid."""
        return round(place * self.size / 16)

    def box(self, left: int, top: int, right: int, bottom: int) -> tuple[float, ...]:
        """Return a box on whole pixels; where a line runs along it, within its edges."""
        inset = 0 if self.is_mask else 0.5
        edges = [self.at(place) for place in (left, top, right, bottom)]
        return edges[0] + inset, edges[1] + inset, edges[2] - inset, edges[3] - inset


def tray_files() -> dict[str, str]:
    """Return path within the folder `tray` -> text of every picture for the tray."""
    drawings = {str(size): TrayDrawing(size, is_mask=False) for size in TRAY_GRIDS_PX}
    drawings["mask"] = TrayDrawing(MASK_GRID_PX, is_mask=True)
    return {
        f"{folder}/{kind}.svg": drawing.svg(kind)
        for folder, drawing in drawings.items()
        for kind in TRAY_KINDS
    }


def app_svg(body: str) -> str:
    """Return the application's icon on its 512 grid."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">'
        f"{body}\n</svg>\n"
    )


def theme_files(theme: Theme) -> dict[str, str]:
    """Return path within the theme's folder -> text of every file of one theme."""
    files = {"index.theme": INDEX.format(name=theme.name)}
    for name, body in ICONS.items():
        files[f"scalable/{name}.svg"] = icon_svg(body, colour=theme.text)
    for name, body in ON_ACCENT.items():
        files[f"scalable/{name}.svg"] = icon_svg(body, colour=theme.on_accent)
    for name, shape in TITLE_BAR.items():
        files[f"scalable/{name}.svg"] = title_bar_svg(shape, colour=theme.text)
    for name, body in STATES.items():
        files[f"states/{name}.svg"] = state_svg(body, theme)
    return files


def rendered(svg: str, size_px: int) -> QImage:
    """Return a drawing as a square picture with a transparent ground."""
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


def write_app_icons(folder: Path) -> None:
    """Write the application's icon as SVG and in every size that the three systems ask for."""
    folder.mkdir(parents=True, exist_ok=True)
    large, small = app_svg(APP_LARGE), app_svg(APP_SMALL)
    (folder / f"{APP_ICON}.svg").write_text(large, encoding="utf-8")
    for size_px in APP_SIZES_PX:
        svg = small if size_px <= SMALL_UP_TO_PX else large
        rendered(svg, size_px).save(str(folder / f"{APP_ICON}-{size_px}.png"))


def main() -> None:
    """Write every file beside this script."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    files = {HERE / "tray" / name: text for name, text in tray_files().items()}
    for theme in THEMES:
        files |= {HERE / theme.name / name: text for name, text in theme_files(theme).items()}
    for target, text in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    write_app_icons(HERE / "app")
    application.quit()


if __name__ == "__main__":
    main()
