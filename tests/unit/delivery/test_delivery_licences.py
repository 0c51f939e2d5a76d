"""Nothing is shipped under a licence that nobody has read, or without its text."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from composants import (
    COMPILED,
    PYTHON_LIBRARY,
    ROOT,
    Component,
    canonical,
    distribution_component,
    library_of,
    read_facts,
)
from licences import Reach, Texts, gather, judge, reach_of, read_policy, shipped
from manifeste import Origins

POLICY = read_policy()
FACTS = read_facts()


@pytest.mark.parametrize(
    ("expression", "reach"),
    [
        ("MIT", Reach.PERMISSIVE),
        ("MIT AND LGPL-2.1-or-later", Reach.LIBRARY),
        ("GPL-2.0-or-later OR BSD-3-Clause", Reach.PERMISSIVE),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", Reach.PERMISSIVE),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", Reach.PERMISSIVE),
        ("GPL-3.0-or-later WITH Classpath-exception-2.0", Reach.WHOLE),
        ("MIT AND GPL-3.0-or-later", Reach.WHOLE),
        ("GPL-2.0-only", Reach.UNKNOWN),
        ("AGPL-3.0-only", Reach.UNKNOWN),
        ("CC-BY-NC-4.0", Reach.UNKNOWN),
        ("Licence de la maison", Reach.UNKNOWN),
        ("MIT AND", Reach.UNKNOWN),
        ("", Reach.UNKNOWN),
    ],
)
def test_an_expression_reaches_as_far_as_its_terms(expression: str, reach: Reach) -> None:
    assert reach_of(expression, POLICY) is reach


def test_an_unknown_licence_stops_the_delivery() -> None:
    for licence in ("", "Licence de la maison", "CC-BY-NC-4.0"):
        assert judge(Component("x", "1", licence, PYTHON_LIBRARY), POLICY) is not None


def test_a_whole_copyleft_goes_only_where_somebody_said_why() -> None:
    licence = "GPL-2.0-or-later"
    assert judge(Component("x264", "18", licence, COMPILED, "av"), POLICY) is None
    assert judge(Component("readline", "8", licence, COMPILED), POLICY) is not None
    assert all(len(reason) > 10 for reason in POLICY.accepted.values())


def locked_components() -> list[Component]:
    """What the lock files of the application install here, and the compiled libraries that come with it."""
    names: list[str] = []
    for lock in ("application.lock", "moteur.lock"):
        text = (ROOT / "packaging" / "verrous" / lock).read_text(encoding="utf-8")
        names += re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)
    components: set[Component] = set()
    for name in names:
        try:
            found = distribution(canonical(name))
        except PackageNotFoundError:  # of another platform
            continue
        owner = distribution_component(found, FACTS)
        components.add(owner)
        for file in found.files or ():
            library = library_of(file.as_posix(), owner, FACTS)
            components |= {library} if library else set()
            carried = re.fullmatch(r"[^/]+\.libs/[^/]+", file.as_posix())
            assert library is not None or not carried, f"{file} is a library that nobody named"
    return sorted(components)


def test_all_that_the_locks_install_may_be_shipped_with_its_text(origins: Origins) -> None:
    components = shipped(locked_components(), origins)
    assert [problem for c in components if (problem := judge(c, POLICY))] == []
    text, missing = gather(components, Texts(origins))
    assert missing == []
    for name in ("pyside6-essentials", "x264", "llama.cpp", "GNU LESSER GENERAL PUBLIC LICENSE", "SYSTRAN"):
        assert name in text
    assert str(Path.home()) not in text


def test_a_component_without_a_text_is_told(origins: Origins) -> None:
    stranger = Component("inconnue", "1", "MIT", PYTHON_LIBRARY)
    _text, missing = gather([stranger], Texts(origins))
    assert [problem.component for problem in missing] == [stranger]
