"""The outlines of the first-level units for the map: today's twenty, and the unions of before."""

import re
from functools import cache
from itertools import pairwise

from django.conf import settings

Point = tuple[int, int]
Ring = tuple[Point, ...]

# A unit that came out of another is drawn with it wherever it does not stand on its own.
PREDECESSORS = {"10": "63", "33": "19", "61": "51", "62": "35", "79": "51"}

# Where a name stands: today's units, then those of before 2018 and 2022.
ANCHORS: dict[str, Point] = {
    "10": (815, 248),
    "11": (556, 128),
    "15": (268, 225),
    "19": (836, 420),
    "23": (166, 276),
    "27": (128, 176),
    "31": (655, 436),
    "33": (826, 345),
    "35": (693, 262),
    "39": (420, 138),
    "43": (410, 400),
    "47": (152, 430),
    "51": (540, 462),
    "55": (724, 104),
    "59": (570, 62),
    "61": (540, 462),
    "62": (524, 306),
    "63": (915, 196),
    "71": (612, 161),
    "75": (778, 446),
    "79": (578, 496),
}
UNION_ANCHORS: dict[str, Point] = {"19": (800, 366), "35": (612, 282), "63": (842, 258)}

# Cities are too small to hold a name: it stands outside, with a line to the place.
OUTSIDE: dict[str, Point] = {"71": (612, 190), "75": (790, 484), "79": (654, 520)}


@cache
def shapes() -> dict[str, tuple[Ring, ...]]:
    """Read the shapes of today's units from the drawing that the project carries."""
    drawing = (settings.BASE_DIR / "data" / "regions_map.svg").read_text(encoding="utf-8")
    found = re.findall(r'<path id="kz-(\d+)" d="([^"]+)"', drawing)
    return {code: tuple(_rings(path)) for code, path in found}


@cache
def members(code: str, drawn: frozenset[str]) -> tuple[str, ...]:
    """Return the shapes of which a unit consists when only `drawn` units stand on the map."""
    parts = [shape for shape in shapes() if _owner(shape, drawn) == code]
    return tuple(sorted(parts))


@cache
def area(parts: tuple[str, ...]) -> str:
    """Return the path that fills a unit."""
    return "".join(f"{_path(ring)}z" for part in parts for ring in shapes()[part])


@cache
def border(parts: tuple[str, ...]) -> str:
    """Return the path of a unit's outer border: the edges that its parts do not share."""
    edges: dict[frozenset[Point], tuple[Point, Point]] = {}
    for ring in (ring for part in parts for ring in shapes()[part]):
        for edge in zip(ring, ring[1:] + ring[:1], strict=True):
            if edges.pop(frozenset(edge), None) is None:
                edges[frozenset(edge)] = edge
    return "".join(_path(line) for line in _lines(list(edges.values())))


def anchor(code: str, parts: tuple[str, ...]) -> Point:
    """Return where a unit's name stands."""
    if len(parts) > 1 and code in UNION_ANCHORS:
        return UNION_ANCHORS[code]
    return ANCHORS[code]


def _owner(shape: str, drawn: frozenset[str]) -> str:
    while shape not in drawn and shape in PREDECESSORS:
        shape = PREDECESSORS[shape]
    return shape


def _rings(path: str) -> list[Ring]:
    """Read each closed line as whole numbers, leaving out corners that fall together."""
    rings = [_ring(part) for part in path.split("M") if part]
    return [ring for ring in rings if len(ring) > 2]


def _ring(path: str) -> Ring:
    corners: list[Point] = []
    for x, y in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", path):
        corner = (round(float(x)), round(float(y)))
        if not corners or corners[-1] != corner:
            corners.append(corner)
    return tuple(corners[:-1] if corners[0] == corners[-1] else corners)


def _lines(edges: list[tuple[Point, Point]]) -> list[Ring]:
    """Join edges that follow one another, so that the drawing stays small."""
    lines: list[list[Point]] = []
    for start, end in edges:
        if lines and lines[-1][-1] == start:
            lines[-1].append(end)
        else:
            lines.append([start, end])
    return [tuple(line) for line in lines]


def _path(line: Ring) -> str:
    steps = (f"{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(line))
    return f"M{line[0][0]} {line[0][1]}l{' '.join(steps)}".replace(" -", "-")
