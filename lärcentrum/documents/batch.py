"""Many papers at once, drawn in processes of their own so that the window stays smooth.

Drawing holds the interpreter's lock: in a thread 3.5 % of the window's frames stutter, in a
process none (architecture.md).
"""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from lärcentrum.documents.errors import DrawingStopped
from lärcentrum.progress import Progress, silent

Draw = Callable[[], bytes]
_AT_ONCE = 10
_WORTH_TWO = 100
"""Papers from which a second process draws as well: it takes as long to start as fifty papers."""
_LOOK_SECONDS = 0.2
_GIVE_WAY = 10


def draw_many(
    papers: Sequence[Draw], progress: Progress = silent, *, processes: int = 0
) -> list[bytes]:
    """Draw papers in one worker process, or in two where there are many.

    Args:
        papers: calls that can be sent to a process: `functools.partial(draw_certificate, what)`.
        progress: told after each ten papers and five times a second; may stop the work.
        processes: how many; 0 for as many as they are worth.

    Returns:
        the PDFs in the order of `papers`.

    Raises:
        Cancelled: the user stopped it; nothing is left behind.
        DrawingStopped: the worker died, or had no memory left (FE12).
        GlyphMissing, DoesNotFit: as the first paper that cannot be drawn says.
    """
    lots = [papers[at : at + _AT_ONCE] for at in range(0, len(papers), _AT_ONCE)]
    context = multiprocessing.get_context("spawn")
    many = processes or min(2 if len(papers) >= _WORTH_TWO else 1, os.cpu_count() or 1)
    pool = ProcessPoolExecutor(max_workers=many, mp_context=context, initializer=_give_way)
    try:
        futures = [pool.submit(_draw_lot, lot) for lot in lots]
        _watch(futures, len(papers), progress)
        return [paper for future in futures for paper in future.result()]
    except (BrokenProcessPool, MemoryError):
        raise DrawingStopped from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def joined(papers: Sequence[bytes]) -> bytes:
    """Give PDFs as one, for one print job (C09); one alone stays as it is, byte for byte."""
    if len(papers) == 1:
        return papers[0]

    import io

    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    try:
        for data in papers:
            part = pypdfium2.PdfDocument(data)
            whole.import_pages(part)
            part.close()
        buffer = io.BytesIO()
        whole.save(buffer)
        return buffer.getvalue()
    finally:
        whole.close()


def _watch(futures: Sequence[Future[list[bytes]]], total: int, progress: Progress) -> None:
    waiting = set(futures)
    done = 0
    while waiting:
        progress(done, total)
        finished, waiting = wait(waiting, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
        done += sum(len(future.result()) for future in finished)
    progress(done, total)


def _give_way() -> None:
    # The window comes first. Windows knows no such number, and shares the processor evenly.
    if hasattr(os, "nice"):
        os.nice(_GIVE_WAY)


def _draw_lot(papers: Sequence[Draw]) -> list[bytes]:
    return [draw() for draw in papers]
