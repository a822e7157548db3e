"""Charts drawn elsewhere, as vector pages of PDF, brought into ours as form objects: never as pixels."""

from __future__ import annotations

import io

import pikepdf

from sfph_desktop.core.domain.problems import OurBug


class DrawnCharts:
    """The charts of one document. Equal charts are kept once."""

    def __init__(self) -> None:
        self._names: dict[bytes, str] = {}
        self._opened: dict[str, pikepdf.Pdf] = {}

    def take(self, figure_pdf: bytes) -> tuple[str, tuple[float, float]]:
        """Keep a chart; its name among the page's resources, and its width and height in points.

        OurBug when the bytes are no PDF page.
        """
        name = self._names.get(figure_pdf)
        if name is None:
            name = self._names[figure_pdf] = f"Chart{len(self._names) + 1}"
            try:
                self._opened[name] = pikepdf.open(io.BytesIO(figure_pdf))
            except pikepdf.PdfError:
                raise OurBug("A chart is not a page of PDF.") from None
        left, foot, right, top = (float(edge) for edge in self._opened[name].pages[0].mediabox.as_list())
        return name, (right - left, top - foot)

    def place(self, pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        """The resources' dictionary of form objects, with a copy of every chart."""
        forms = pikepdf.Dictionary()
        for name, opened in self._opened.items():
            forms[f"/{name}"] = pdf.copy_foreign(opened.pages[0].as_form_xobject())
        return forms
