"""The map draws today's units and those of 2013, and says in words what it colours."""

from django.template import Context, Template
from django.utils import translation

from centre.templatetags import unit_shapes
from tests.frame import sample

TODAY = frozenset(unit_shapes.shapes())
THEN = frozenset(row[0] for row in sample.UNITS)


def drawn(language: str) -> str:
    """Draw the sample's units."""
    with translation.override(language):
        template = Template("{% load frame %}{% map_of_units units %}")
        return str(template.render(Context({"units": sample.units(language)})))


def test_the_units_of_2013_are_unions() -> None:
    """South Kazakhstan is Turkistan and Shymkent; nothing of the land is left out."""
    assert unit_shapes.members("51", THEN) == ("61", "79")
    assert unit_shapes.members("19", THEN) == ("19", "33")
    assert unit_shapes.members("35", THEN) == ("35", "62")
    assert unit_shapes.members("63", THEN) == ("10", "63")
    parts = [part for code in THEN for part in unit_shapes.members(code, THEN)]
    assert sorted(parts) == sorted(TODAY)


def test_today_every_unit_stands_for_itself() -> None:
    """The twenty units of today are drawn one by one."""
    assert len(TODAY) == 20
    for code in TODAY:
        assert unit_shapes.members(code, TODAY) == (code,)


def test_the_border_of_a_union_leaves_out_the_shared_edges() -> None:
    """The line between the two halves is not drawn."""
    alone = len(unit_shapes.border(("35",))) + len(unit_shapes.border(("62",)))
    assert len(unit_shapes.border(("35", "62"))) < alone


def test_the_map_is_said_in_a_sentence() -> None:
    """Who does not see the colours reads the count."""
    assert "A level is in force in 6 of 16 units." in drawn("en")


def test_a_region_keeps_its_kind_where_the_city_has_the_same_name() -> None:
    """Almaty Region and Almaty are told apart; Akmola needs no word for its kind."""
    words = drawn("en")
    assert ">Almaty</text>" in words
    assert ">Region</text>" in words
    assert ">Akmola</text>" in words


def test_a_level_is_shown_by_a_shape_besides_the_colour() -> None:
    """Grey-scale print still tells the three apart."""
    assert drawn("kk").count('class="sign"') == 6
