"""The guide on paper: every page in order, with its pictures, a list of contents and an outline."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import resources
from lärcentrum import __version__
from lärcentrum.documents import fonts
from lärcentrum.documents.guide_flow import A4_WIDTH, Flow, contents, style
from lärcentrum.documents.guide_pages import blocks, guide_files, page_text
from lärcentrum.documents.paper import A4, GREY, MM
from lärcentrum.language import SOURCE, _, in_language


def draw_guide(folder: Path | None = None) -> bytes:
    """Give the whole guide as a PDF; the same pages give the same bytes.

    The guide is written in Swedish, and so are the words around it.

    Args:
        folder: where its pages are; None for the shipped ones.

    Raises:
        GlyphMissing: a page holds a sign that the typeface lacks.
    """
    from reportlab.platypus import PageBreak, Paragraph

    where = folder or resources.path("guide")
    with in_language(SOURCE):
        story: list[Any] = [
            Paragraph(_("Lärcentrum"), style("over")),
            Paragraph(_("Vägledning"), style("title")),
            Paragraph(_("Version {version}").format(version=__version__), style("caption")),
            contents(),
        ]
        for file in guide_files(where):
            flow = Flow(where, file.stem)
            story.append(PageBreak())
            story.extend(_flowables(flow, page_text(file)))
        return _paginate(story)


def _flowables(flow: Flow, text: str) -> Iterator[Any]:
    for block in blocks(text):
        yield from flow.flowables(block)


def _paginate(story: list[Any]) -> bytes:
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    class Paper(BaseDocTemplate):  # type: ignore[misc]
        """Notes headings for the contents and the outline as they fall on their pages."""

        def afterFlowable(self, flowable: Any) -> None:
            """See reportlab."""
            heading = getattr(flowable, "guide_heading", None)
            if heading is None:
                return
            self.canv.bookmarkPage(heading.key, fit="XYZ", top=self.frame._y + 40)  # noqa: SLF001
            self.canv.addOutlineEntry(heading.text, heading.key, heading.level - 1, closed=True)
            if heading.level == 1:
                self.notify("TOCEntry", (0, heading.markup, self.page, heading.key))

    buffer = io.BytesIO()
    side, foot = (A4[0] - A4_WIDTH) / 2, 20 * MM
    paper = Paper(
        buffer, pagesize=A4, invariant=1, pageCompression=1, lang="sv-SE",
        initialFontName=fonts.REGULAR, title=_("Vägledning till Lärcentrum"), author="Lärcentrum",
        creator="Lärcentrum", subject="",
    )  # fmt: skip
    frame = Frame(
        side, foot, A4_WIDTH, A4[1] - foot - 18 * MM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    paper.addPageTemplates([PageTemplate(frames=[frame], onPage=_foot)])
    paper.multiBuild(story)
    return buffer.getvalue()


def _foot(canvas: Any, paper: Any) -> None:
    canvas.saveState()
    canvas.setFont(fonts.REGULAR, 8.5)
    canvas.setFillColor(GREY)
    side = (A4[0] - A4_WIDTH) / 2
    canvas.drawString(side, 11 * MM, _("Vägledning till Lärcentrum"))
    canvas.drawRightString(A4[0] - side, 11 * MM, _("Sida {page}").format(page=paper.page))
    canvas.restoreState()
