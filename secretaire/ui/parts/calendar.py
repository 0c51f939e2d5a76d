"""Buttons that open a calendar beside a line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QSize
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from secretaire.acts.fields import parse_date
from secretaire.ui.parts.basics import icon_tool


def date_button(line: QLineEdit, text: str, picked: Callable[[], object]) -> QWidget:
    """A button that opens a calendar and writes the chosen day in a line."""

    def write(day: date) -> None:
        line.setText(f"{day:%d/%m/%Y}")
        picked()

    return calendar_button(text, lambda: parse_date(line.text()), write)


def calendar_button(text: str, shown: Callable[[], date], picked: Callable[[date], object]) -> QWidget:
    """A button that opens a calendar at the day `shown` gives (today if it raises ValueError) and tells the chosen one."""
    button = icon_tool(text, "calendar", lambda: None)
    calendars: list[QCalendarWidget] = []

    def make() -> QCalendarWidget:
        """Only when first opened: a calendar costs more than all the other editors of a form."""
        menu = QMenu(button)
        calendar = QCalendarWidget()
        calendar.setAccessibleName(text)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setMinimumSize(QSize(280, 220))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def choose() -> None:
            menu.hide()
            chosen = calendar.selectedDate()
            picked(date(chosen.year(), chosen.month(), chosen.day()))

        calendar.activated.connect(choose)
        calendar.clicked.connect(choose)
        calendars.append(calendar)
        menus.append(menu)
        return calendar

    menus: list[QMenu] = []

    def open_calendar() -> None:
        calendar = calendars[0] if calendars else make()
        with contextlib.suppress(ValueError):
            day = shown()
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        menus[0].popup(button.mapToGlobal(button.rect().bottomLeft()))
        calendar.setFocus()

    button.clicked.connect(open_calendar)
    return button
