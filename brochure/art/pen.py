"""The few SVG elements that art is made of. Solid fills and strokes only; numbers to a hundredth of a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import asin, cos, pi, sin, sqrt, tan

from brochure.art.colour import Colour

Point = tuple[float, float]
HAIRLINE = 0.35  # pt; what an office printer still holds as an unbroken line


def number(value: float) -> str:
    """A coordinate as short as a hundredth of a point allows; never '-0'."""
    text = f"{value:.2f}"
    if text[-1] != "0":  # nine of ten
        return text
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _steps(start: Point, points: Iterable[Point]) -> str:
    """The points as offsets from `start`: half as long as coordinates. Rounded first, so that no error adds up."""
    x, y = round(start[0], 2), round(start[1], 2)
    return " ".join([f"{number(round(px, 2) - x)},{number(round(py, 2) - y)}" for px, py in points])


def _at(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"


def fill(data: str, colour: Colour) -> str:
    return f'<path d="{data}" fill="{colour.hex}"/>'


def stroke(data: str, colour: Colour, width: float, ground: Colour | None = None) -> str:
    """A line, never thinner than a hairline; filled with `ground` where there is one."""
    inside, weight = ground.hex if ground else "none", number(max(width, HAIRLINE))
    return f'<path d="{data}" fill="{inside}" stroke="{colour.hex}" stroke-width="{weight}"/>'


def group(elements: Iterable[str]) -> str:
    """The elements as one fragment in which all lines have round ends and corners."""
    return f'<g stroke-linecap="round" stroke-linejoin="round">{"".join(elements)}</g>'


def dot(centre: Point, radius: float, colour: Colour) -> str:
    return f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(radius)}" fill="{colour.hex}"/>'


def unit(vector: Point) -> Point:
    """The vector at length 1; straight up where it has no length. sqrt, unlike hypot, is the same on every machine."""
    length = sqrt(vector[0] * vector[0] + vector[1] * vector[1])
    return (vector[0] / length, vector[1] / length) if length > 1e-9 else (0.0, -1.0)


def curve(points: Sequence[Point], *, move: str = "M") -> str:
    """A smooth open curve through the points (Catmull-Rom, written as cubics)."""
    padded = [points[0], *points, points[-1]]
    return f"{move}{_at(points[0])}" + "".join(_cubic(padded[i : i + 4]) for i in range(len(points) - 1))


def loop(points: Sequence[Point]) -> str:
    """A smooth closed curve through the points."""
    padded = [points[-1], *points, *points[:2]]
    return f"M{_at(points[0])}" + "".join(_cubic(padded[i : i + 4]) for i in range(len(points))) + "Z"


def _cubic(four: Sequence[Point]) -> str:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = four
    first = (bx + (cx - ax) / 6, by + (cy - ay) / 6)
    second = (cx - (dx - bx) / 6, cy - (dy - by) / 6)
    return f"c{_steps((bx, by), (first, second, (cx, cy)))}"


def cubics(start: Point, points: Sequence[Point]) -> str:
    """A closed path of curves: of each three points the first two draw the curve, and it ends in the third."""
    starts = (start, *points[2:-1:3])
    steps = "".join(f"c{_steps(a, points[3 * at : 3 * at + 3])}" for at, a in enumerate(starts))
    return f"M{_at(start)}{steps}Z"


def polygon(corners: Sequence[Point]) -> str:
    """A closed shape with straight sides."""
    sides = (_steps(a, [b]) for a, b in pairwise(corners))
    return f"M{_at(corners[0])}l{' '.join(sides)}Z"


def arc(centre: Point, radius: float, start: float, sweep: float, *, squash: float = 1.0) -> str:
    """The rest of a path along a circle, from the angle `start` on for `sweep`: radians, clockwise where y runs down.

    `squash` is its depth to its width. The path must stand at `on_arc(centre, radius, start)` already.
    """
    pieces = max(1, round(abs(sweep) / (pi / 2) + 0.49))
    step = sweep / pieces
    reach = 4 / 3 * tan(step / 4) * radius
    drawn = ""
    for piece in range(pieces):
        a, b = start + piece * step, start + (piece + 1) * step
        p, q = on_arc(centre, radius, a, squash=squash), on_arc(centre, radius, b, squash=squash)
        first = (p[0] - reach * sin(a), p[1] + reach * cos(a) * squash)
        second = (q[0] + reach * sin(b), q[1] - reach * cos(b) * squash)
        drawn += f"c{_steps(p, (first, second, q))}"
    return drawn


def on_arc(centre: Point, radius: float, angle: float, *, squash: float = 1.0) -> Point:
    """The point of a circle at an angle in radians: 0 is at the right, a quarter turn on is below."""
    return centre[0] + radius * cos(angle), centre[1] + radius * sin(angle) * squash


def ellipse(centre: Point, radius: float, squash: float, *, backwards: bool = False) -> str:
    """A closed ellipse `radius` pt to each side; drawn backwards it is a hole in the one around it."""
    turn = -2 * pi if backwards else 2 * pi
    return f"M{_at(on_arc(centre, radius, 0))}{arc(centre, radius, 0, turn, squash=squash)}Z"


def sector(centre: Point, radii: tuple[float, float], start: float, sweep: float) -> str:
    """What lies between two arcs of one centre, the inner first; the inner may be 0."""
    inner, outer = radii
    edge = f"M{_at(on_arc(centre, outer, start))}{arc(centre, outer, start, sweep)}"
    back = f"L{_at(on_arc(centre, inner, start + sweep))}"
    return f"{edge}{back}{arc(centre, inner, start + sweep, -sweep) if inner else ''}Z"


def window(ridge: Sequence[Point], centre: Point, radius: float) -> str:
    """What lies below a smooth line in a round window; the line runs from its rim at the left to that at the right."""
    left, right = (asin(_bounded((end[1] - centre[1]) / radius)) for end in (ridge[0], ridge[-1]))
    return f"{curve(ridge)}{arc(centre, radius, right, pi - left - right)}Z"


def _bounded(share: float) -> float:
    return max(-1.0, min(1.0, share))


def below(points: Sequence[Point], floor: float) -> str:
    """The area between a smooth curve and the horizontal `floor` under it: a hill."""
    return f"{curve(points)}L{_at((points[-1][0], floor))} {_at((points[0][0], floor))}Z"


def limb(points: Sequence[Point], radii: Sequence[float]) -> str:
    """A tapering limb along the points, as one filled outline."""
    left: list[Point] = []
    right: list[Point] = []
    for index, ((x, y), radius) in enumerate(zip(points, radii, strict=True)):
        ahead, behind = points[min(index + 1, len(points) - 1)], points[max(index - 1, 0)]
        dx, dy = unit((ahead[0] - behind[0], ahead[1] - behind[1]))
        left.append((x + dy * radius, y - dx * radius))
        right.append((x - dy * radius, y + dx * radius))
    return curve(left) + curve(right[::-1], move="L") + "Z"
