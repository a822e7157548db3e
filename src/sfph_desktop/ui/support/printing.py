"""Prints pages that were drawn elsewhere, each filling its sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

DOTS = 300
"""Dots to the inch that pages should be drawn at for paper."""


def print_pages(pages: Sequence[bytes], title: str, parent: QWidget) -> bool:
    """Ask for a printer and print the pages (PNG images of A4 sheets); whether they were sent to it."""
    printer = choose_printer(title, parent)
    return printer is not None and draw_pages(pages, printer)


def choose_printer(title: str, parent: QWidget) -> QPrinter | None:
    """Ask for a printer for A4 sheets; None when none was chosen after all."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Print {title}")
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def printers_there() -> bool:
    """Whether this computer knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def draw_pages(pages: Sequence[bytes], printer: QPrinter) -> bool:
    """Draw the pages on a printer that was chosen; False when the printer takes nothing."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number, drawn in enumerate(pages):
        image = QImage()
        image.loadFromData(QByteArray(drawn))
        if number:
            printer.newPage()
        sheet = printer.pageLayout().fullRect(QPageLayout.Unit.Point)
        scale = printer.resolution() / 72
        room = QSizeF(sheet.width() * scale, sheet.height() * scale)
        fitted = QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF((room.width() - fitted.width()) / 2, 0, fitted.width(), fitted.height()), image)
    return painter.end()
