"""Reads a text aloud with the system's own voice, as a program beside ours; the text never meets a shell."""

from __future__ import annotations

from PySide6.QtCore import QObject, QProcess, Signal

from sfph_desktop.core.usecases.self_completion import Voice


class ReadAloud(QObject):
    """One voice; a new text stops the one before. `failed`: the program could not be started."""

    failed = Signal()

    def __init__(self, voice: Voice, parent: QObject) -> None:
        super().__init__(parent)
        self._voice = voice
        self._process: QProcess | None = None

    def say(self, text: str) -> None:
        """Read this aloud."""
        self.stop()
        process = self._process = QProcess(self)
        process.finished.connect(lambda *_: self._over(process))
        process.errorOccurred.connect(self._on_error)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.start(self._voice.program, list(self._voice.arguments))
        process.write(text.encode("utf-8"))
        process.closeWriteChannel()

    @property
    def speaking(self) -> bool:
        """Whether it reads now."""
        return self._process is not None

    def stop(self) -> None:
        """Be quiet."""
        process, self._process = self._process, None
        if process is not None and process.state() != QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished(500)
            if self._voice.hush:
                QProcess.startDetached(self._voice.program, list(self._voice.hush))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process = None
            self.failed.emit()

    def _over(self, process: QProcess) -> None:
        """It has read to its end, or was stopped: Qt may let go of it, and nothing asks it again."""
        if self._process is process:
            self._process = None
        process.deleteLater()
