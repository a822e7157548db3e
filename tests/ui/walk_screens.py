"""What a person who cannot see, or cannot use a mouse, finds on a screen."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QWidget

_CONTROLS = {
    QAccessible.Role.Button,
    QAccessible.Role.PushButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.ProgressBar,
}


def focusable(screen: QWidget) -> list[QWidget]:
    """Everything on the screen that the keyboard should be able to come to."""
    return [
        one
        for one in screen.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and _own(one)
    ]


def _own(one: QWidget) -> bool:
    """Not a part of another control that takes the keyboard for it."""
    parent = one.parentWidget()
    inside = isinstance(parent, QAbstractScrollArea) and one is parent.viewport()
    return one.focusProxy() is None and not inside and not isinstance(one, QLabel)


def unnamed(screen: QWidget) -> list[str]:
    """Controls that say nothing of what they are to those who listen."""
    found = []
    for one in screen.findChildren(QWidget):
        if not one.isVisible():
            continue
        spoken = QAccessible.queryAccessibleInterface(one)
        control = spoken is not None and spoken.role() in _CONTROLS
        if (control or one in focusable(screen)) and not (spoken and spoken.text(QAccessible.Text.Name).strip()):
            found.append(f"{type(one).__name__} in {type(one.parentWidget()).__name__}")
    return found


def not_reached_by_tab(screen: QWidget) -> list[str]:
    """What Tab does not come to, going round once."""
    wanted = focusable(screen)
    window = screen.window()
    seen: list[QWidget] = []
    if wanted:
        wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(4 * len(wanted) + 8):
        focused = QApplication.focusWidget()
        if focused is None or (len(seen) > len(wanted) and focused is seen[0]):
            break
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    there = {id(one) for one in seen}
    assert window.isActiveWindow()
    missed = [one for one in wanted if id(one) not in there and not _by_arrows(one, there)]
    return [f"{type(one).__name__} {one.accessibleName()}" for one in missed]


def _by_arrows(one: QWidget, there: set[int]) -> bool:
    """One of several buttons of which one is chosen: Tab comes to that one, the arrows to the others."""
    group = one.group() if isinstance(one, QAbstractButton) else None
    return group is not None and group.exclusive() and any(id(other) in there for other in group.buttons())


def out_of_order(screen: QWidget) -> list[str]:
    """Pairs that Tab takes against the order of reading: the later stands wholly above and not to the right."""
    wanted = focusable(screen)
    chain: list[QWidget] = []
    start = screen.window()
    one = start.nextInFocusChain()
    while one is not start and one is not None:
        if one in wanted:
            chain.append(one)
        one = one.nextInFocusChain()
    wrong = []
    for earlier, later in pairwise(chain):
        before = earlier.mapTo(start, earlier.rect().bottomLeft())
        after = later.mapTo(start, later.rect().topLeft())
        top = earlier.mapTo(start, earlier.rect().topLeft())
        if later.mapTo(start, later.rect().bottomLeft()).y() <= top.y() and after.x() <= before.x():
            wrong.append(f"{earlier.accessibleName()} before {later.accessibleName()}")
    return wrong


class StrayWindows(QObject):
    """Counts windows that come up by themselves: a widget shown before it stands anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.allowed: set[int] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and id(watched) not in self.allowed:
            self.seen.append(type(watched).__name__)
        return False
