"""Change a template, read one in from another centre, and see an example of it.

A template counts only once examples drawn with it were read back and found genuine.
"""

from dataclasses import replace
from pathlib import Path

from lärcentrum.certificates.attested import template_surroundings
from lärcentrum.certificates.facts import CertificateFacts, CertificateKind, IdentityKind
from lärcentrum.certificates.seal import KEY_BYTES, IssuerKey, public_of, ring, seal
from lärcentrum.certificates.template_errors import TemplateFault, TemplateUnread
from lärcentrum.certificates.template_files import (
    MOST_BYTES,
    TemplateFile,
    read_file,
    write_file,
)
from lärcentrum.certificates.template_reading import LANGUAGES, read_template
from lärcentrum.certificates.template_records import Look, Template
from lärcentrum.certificates.templates import (
    keep_signature,
    keep_template,
    own_signature,
    read_certificate_template,
)
from lärcentrum.certificates.verify import Outcome, verify_pdf
from lärcentrum.certificates.wording import Surroundings, municipality_line, with_fingerprint
from lärcentrum.documents.certificate_paper import (
    CertificateSheet,
    draw_certificate,
    draw_example,
)
from lärcentrum.documents.pictures import checked_picture
from lärcentrum.language import N_, _
from lärcentrum.operations import operation, reading
from lärcentrum.rights import Right
from lärcentrum.settings import setting
from lärcentrum.store.files import read_foreign
from lärcentrum.store.store import Store

# --- rules -----------------------------------------------------------------

_CENTRE = "0000"
_LONG = "Wilhelmina Ánne-Márjá Đorđević-Lindström von Åkerhjelm af Östergårdshammar"


def example_facts(kind: CertificateKind, language: str) -> CertificateFacts:
    """Give facts of an invented person, to see how a template comes out."""
    swedish = language == "sv"
    internship = kind is CertificateKind.INTERNSHIP
    timed = kind in (CertificateKind.EXAM, CertificateKind.SAT)
    return CertificateFacts(
        kind=kind,
        language=language,
        number="0000-2026-0001",
        centre=_CENTRE,
        centre_name="Exempelby lärcentrum",
        municipality="Exempelby kommun",
        name="Elsa Exempel",
        identity_kind=IdentityKind.BIRTH,
        identity="1999-04-12",
        title="Statistik" if swedish else "Statistics",
        code="ST0001",
        part=("Skriftlig tentamen" if swedish else "Written examination") if timed else "",
        provider="Exempeluniversitetet",
        workplace="Exempelverket AB, Driften" if internship else "",
        starts="2026-12-14T09:00" if timed else "2026-09-07",
        ends="2026-12-14T13:00" if timed else "2026-11-13",
        place="" if internship else "Exempelby lärcentrum, sal 1",
        extent=("400 timmar" if swedish else "400 hours") if internship else "",
        issued="2026-12-15",
        issued_in="Exempelby",
        signer="Berit Exempelsson",
        signer_title="Samordnare" if swedish else "Coordinator",
    )


def try_template(look: Look, around: Surroundings) -> None:
    """Draw certificates with a template, short and crowded, and check them as anybody would.

    Args:
        look: the template and its logo.
        around: the letterhead and contact of the centre.

    Raises:
        TemplateUnread: one of them would not be found genuine.
        GlyphMissing, DoesNotFit: it cannot be drawn.
    """
    private = bytes(KEY_BYTES)
    keys = ring(IssuerKey(public=public_of(private), centre=_CENTRE))
    for language in LANGUAGES:
        for facts in _trials(example_facts(look.template.kind, language)):
            worded = replace(around, said=look.template.said[language])
            whole = with_fingerprint(facts, worded)
            sheet = CertificateSheet(
                facts=whole, sealed=seal(whole, private), around=worded, look=look
            )
            paper = draw_certificate(sheet, copy=bool(facts.replaces))
            if verify_pdf(paper, keys, {}).outcome is not Outcome.GENUINE:
                raise TemplateUnread


def _trials(facts: CertificateFacts) -> tuple[CertificateFacts, ...]:
    crowded = replace(
        facts,
        name=_LONG,
        replaces="0000-2026-0009",
        provider="Exempeluniversitetet, Institutionen för naturvetenskap och samhälle",
        environment="demo",
        valid_to="2028-12-15",
        signer=_LONG,
    )
    return facts, crowded


# --- operations ------------------------------------------------------------


@operation(right=Right.MANAGE, label=N_("Intygsmall ändrad"))
def change_certificate_template(
    store: Store, *, kind: CertificateKind, body: str, logo: bytes | None = None
) -> None:
    """Change how certificates of a kind look from now on; those that are issued stay as they are.

    Args:
        store: the register.
        kind: which certificates.
        body: the template's text.
        logo: a PNG or JPEG; empty takes the logo away, None leaves it.

    Raises:
        TemplateFault: a line of the text cannot be used.
        PictureRefused: the logo cannot be used.
        GlyphMissing, DoesNotFit, TemplateUnread: an example with it fails.
    """
    template = _of_kind(body, kind)
    if logo is None:
        picture = read_certificate_template(store, kind=kind).logo
    else:
        picture = checked_picture(logo) if logo else b""
    _keep(store, template, picture)


@operation(right=Right.MANAGE, label=N_("Intygsmall inläst"))
def import_certificate_template(store: Store, *, file: Path) -> CertificateKind:
    """Read in a template that another centre lends, and use it from now on (C02).

    Args:
        store: the register.
        file: a `.lcmall`, which is trusted in nothing.

    Returns:
        the kind that it is for.

    Raises:
        TemplateFileBroken, TemplateFault, PictureRefused: it cannot be used.
        GlyphMissing, DoesNotFit, TemplateUnread: an example with it fails.
        NotAFile, TooLarge, TargetGone, ReadFailed: as `read_foreign`.
    """
    found = read_file(read_foreign(file, MOST_BYTES))
    template = read_template(found.body)
    _keep(store, template, checked_picture(found.logo) if found.logo else b"")
    return template.kind


@reading(right=Right.SEE)
def export_certificate_template(store: Store, *, kind: CertificateKind) -> bytes:
    """Give a kind's template as one file with its logo; nobody's signature goes along (C02)."""
    one = read_certificate_template(store, kind=kind)
    return write_file(TemplateFile(body=one.body, logo=one.logo))


@operation(right=Right.CERTIFY, label=N_("Namnteckning ändrad"))
def set_own_signature(store: Store, *, picture: bytes) -> None:
    """Keep one's own signature as a picture, printed on the certificates that one issues.

    Args:
        store: the register.
        picture: a PNG or JPEG; empty takes it away.

    Raises:
        PictureRefused: it cannot be used.
    """
    keep_signature(store, checked_picture(picture) if picture else b"")


@reading(right=Right.SEE)
def preview_certificate_template(
    store: Store,
    *,
    kind: CertificateKind,
    body: str,
    language: str = "sv",
    logo: bytes | None = None,
) -> bytes:
    """Give an invented certificate drawn with a text as it stands, marked as an example (C03).

    Args:
        store: the register.
        kind: which certificates.
        body: the template's text.
        language: `sv` or `en`.
        logo: a PNG or JPEG; empty shows none, None the one that is kept.

    Raises:
        TemplateFault, PictureRefused, GlyphMissing, DoesNotFit: as `change_certificate_template`.
    """
    template = _of_kind(body, kind)
    if logo is None:
        picture = read_certificate_template(store, kind=kind).logo
    else:
        picture = checked_picture(logo) if logo else b""
    facts = example_facts(kind, "en" if language == "en" else "sv")
    # The centre's own head shows how long names come out.
    facts = replace(
        facts,
        centre_name=setting(store, "centre_name") or facts.centre_name,
        municipality=municipality_line(setting(store, "municipality") or "Exempelby"),
        environment="demo",
    )
    around = template_surroundings(store, template, facts.language)
    look = Look(template=template, logo=picture, signature=own_signature(store))
    return draw_example(CertificateSheet(facts=facts, sealed="", around=around, look=look))


# --- inner -----------------------------------------------------------------


def _of_kind(body: str, kind: CertificateKind) -> Template:
    template = read_template(body)
    if template.kind is not kind:
        raise TemplateFault(0, _("kind ska vara {kind}").format(kind=kind.value))
    return template


def _keep(store: Store, template: Template, logo: bytes) -> None:
    around = template_surroundings(store, template, "sv")
    try_template(Look(template=template, logo=logo), around)
    keep_template(store, template.kind, template.body, logo)
