"""The guides say only commands and options that exist."""

from __future__ import annotations

import argparse
import re
import tomllib

import pytest

from secretaire.cli.main import build_parser
from secretaire.desk import help as guides
from secretaire.store.policy import OPTIONS, Policy

GUIDES = {page.stem: page.read_text(encoding="utf-8") for page in guides.folder().glob("*.md")}
COMMANDS = sorted(set(re.findall(r"`(?:sudo )?secretaire ([a-z][^`]*)`", "".join(GUIDES.values()))))


def test_the_guide_was_found() -> None:
    assert len(COMMANDS) > 12


@pytest.mark.parametrize("written", COMMANDS)
def test_each_command_of_the_guide_exists_with_its_options(written: str) -> None:
    parser: argparse.ArgumentParser = build_parser()
    words = written.replace("[", " ").replace("]", " ").split()
    for word in words:
        inside = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        if not inside:
            break
        assert word in inside[0].choices, written
        parser = inside[0].choices[word]
    known = {option for action in parser._actions for option in action.option_strings}
    assert {word for word in words if word.startswith("--")} <= known, written


def test_the_settings_of_the_guide_are_options() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", GUIDES["guide-installateur"], re.DOTALL)
    given = tomllib.loads(block)
    assert set(given["verrouilles"]) <= OPTIONS.keys()
    named = {f"{part}.{name}" for part, options in given.items() if part != "verrouilles" for name in options}
    assert named == OPTIONS.keys()
    Policy.model_validate({"assistant": given["assistant"]})
