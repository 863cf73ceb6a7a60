"""The receipt that the region gives for a package: made from what it holds, and kept."""

from lärcentrum.region import archive, keys
from lärcentrum.region.archive import Home
from lärcentrum.region.merge import Outcome, Seen
from lärcentrum.settings import setting
from lärcentrum.store.kept import keep_document
from lärcentrum.store.store import Store
from lärcentrum.sync.receipt_format import Receipt, Status, seal_receipt


def keep_receipt(store: Store, home: Home, new: Seen, outcome: Outcome) -> str:
    """Make and keep the receipt of a package, inside the operation in progress.

    Args:
        store: the register, after the package's rows are written.
        home: the centre.
        new: the package.
        outcome: what became of it.

    Returns:
        the receipt's SHA-256 among the kept documents.
    """
    receipt = Receipt(
        region=setting(store, "centre_name") or keys.region_code(store),
        centre=home.code,
        environment=keys.environment(store),
        package=new.content,
        epoch=new.epoch,
        sequence=new.sequence,
        period=new.period,
        status=Status(outcome.verdict.value),
        code=outcome.code,
        read=store.clock.now(),
        warnings=outcome.warnings,
        counts=archive.state_counts(store, home),
        state_digest=archive.state_digest(store, home),
    )
    return keep_document(store, "receipt", seal_receipt(receipt, secret=keys.receipt_key(store)))


def receipt_name(centre: str, period: str, sequence: int) -> str:
    """Give a receipt's file name."""
    return f"{centre}-{period}-{sequence:04d}.kvittens"
