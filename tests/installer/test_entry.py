"""What is left of a packed program's start for the programs that it starts itself."""

from __future__ import annotations

from installer.entry import as_it_was

PACKED = {
    "PATH": "/usr/bin",
    "LD_LIBRARY_PATH": "/home/moira/.local/lib/sfph-desktop/_internal",
    "QT_PLUGIN_PATH": "/home/moira/.local/lib/sfph-desktop/_internal/PySide6/Qt/plugins",
    "QML2_IMPORT_PATH": "/home/moira/.local/lib/sfph-desktop/_internal/PySide6/Qt/qml",
    "_PYI_ARCHIVE_FILE": "/home/moira/.local/lib/sfph-desktop/sfph-desktop",
    "_PYI_PARENT_PROCESS_LEVEL": "-1",
}


def test_a_reader_of_pdf_is_started_with_its_own_libraries() -> None:
    environment = dict(PACKED)
    as_it_was(environment)
    assert environment == {"PATH": "/usr/bin"}


def test_libraries_that_somebody_named_on_purpose_are_named_again() -> None:
    environment = {**PACKED, "LD_LIBRARY_PATH_ORIG": "/opt/own"}
    as_it_was(environment)
    assert environment == {"PATH": "/usr/bin", "LD_LIBRARY_PATH": "/opt/own"}
