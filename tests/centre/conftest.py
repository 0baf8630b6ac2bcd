"""The site's screens are read in English here, whatever language the cast prefers."""

import pytest

from agencies.models import User


@pytest.fixture(autouse=True)
def _cast_reads_english(request: pytest.FixtureRequest) -> None:
    if "cast" in request.fixturenames:
        request.getfixturevalue("cast")
        User.objects.update(language="en")
