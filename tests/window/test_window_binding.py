"""The binding of Qt keeps its references: version 6.12.0 lost one to None each time a property was absent."""

from __future__ import annotations

import sys

from PySide6.QtGui import QTextFormat
from PySide6.QtWidgets import QListWidgetItem


def test_absent_properties_do_not_eat_references_to_none() -> None:
    shape, item = QTextFormat(), QListWidgetItem()
    before = sys.getrefcount(None)
    for _ in range(2_000):
        shape.property(0x100001)
        item.data(300)
    assert sys.getrefcount(None) > before - 1_000
