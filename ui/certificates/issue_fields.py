"""The fields of a new certificate: which are asked for each kind, and what they hand on."""

from typing import Any

from lärcentrum.certificates.activities import OF_ACTIVITY, Activity
from lärcentrum.certificates.attested import OF_BOOKING
from lärcentrum.certificates.facts import KIND_NAMES, CertificateKind, IdentityKind
from lärcentrum.documents.issue_certificate import (
    issue_certificate,
    issue_internship_certificate,
    preview_certificate,
)
from lärcentrum.documents.issue_other_certificates import (
    issue_activity_certificate,
    preview_activity_certificate,
    preview_internship_certificate,
)
from lärcentrum.language import N_, _
from lärcentrum.store.store import Store
from ui.certificates.sources import Sources, field_of
from ui.kit import theme
from ui.kit.fields import Choice, ChoiceField, DateField, NumberField, TextField, TimeField
from ui.kit.form import Form
from ui.kit.typeahead import SearchField

IDENTITIES = {
    IdentityKind.BIRTH: N_("Födelsedatum"),
    IdentityKind.HIDDEN: N_("Personnummer, fyra sista dolda"),
    IdentityKind.NUMBER: N_("Hela personnumret"),
    IdentityKind.NONE: N_("Bara namnet"),
}
_LARGE = 150
"""Percent of text size from which the choices stand below each other."""
_MOST_HOURS = 9999
SOURCES = ("booking", "internship", "student")
_ACTIVITY = ("title", "code", "provider", "starts_on", "ends_on", "place", "extent")
_TIMES = ("starts", "ends")


def add_kind(form: Form, sources: Sources) -> None:
    """Add what the certificate is of."""
    kinds = [Choice(kind.value, _(name)) for kind, name in KIND_NAMES.items()]
    form.add("kind", _("Slag"), ChoiceField(kinds))
    form.add("booking", _("Tentamen"), SearchField(sources.bookings, _("Namn eller kurs")),
             required=True, hint=_("Skriv en del av namnet eller kursen."))  # fmt: skip
    found = SearchField(sources.internships, _("Namn eller arbetsplats"))
    form.add("internship", _("Praktik"), found, required=True,
             hint=_("Skriv en del av namnet eller arbetsplatsen."))  # fmt: skip
    form.add("student", _("Student"), SearchField(sources.students, _("Namn eller nummer")),
             required=True, hint=_("Skriv en del av namnet."))  # fmt: skip


def add_activity(form: Form, store: Store) -> None:
    """Add what is typed where the register holds no source."""
    form.add("title", _("Vad det gäller"), TextField(), required=True,
             hint=_("Tillfället, kursen eller utbildningen, som den ska stå på intyget."),
             )  # fmt: skip
    today = store.clock.today
    form.add("starts_on", _("Första dagen"), DateField(today), required=True)
    form.add("ends_on", _("Sista dagen"), DateField(today), beside=_beside("starts_on"),
             hint=_("Tom: samma dag. Studier som pågår har ingen."))  # fmt: skip
    form.add("starts", _("Klockan från"), TimeField())
    form.add("ends", _("Klockan till"), TimeField(), beside=_beside("starts"))
    form.add("provider", _("Anordnare"), TextField())
    form.add("code", _("Kod"), TextField(), beside=_beside("provider"))
    form.add("place", _("Plats"), TextField(), hint=_("Tom: lärcentrum."))
    form.add("extent", _("Omfattning"), TextField(_("t.ex. 40 timmar")), beside=_beside("place"))
    form.add("hours", _("Timmar"), NumberField(0, _MOST_HOURS),
             hint=_("Tom: räknas från perioderna. 0: inga timmar på intyget."))  # fmt: skip


def add_look(form: Form, store: Store) -> None:
    """Add how the certificate is to be written."""
    form.add("language", _("Språk"), ChoiceField(
        [Choice("sv", _("Svenska")), Choice("en", _("Engelska"))]))  # fmt: skip
    kinds = [Choice(kind.value, _(text)) for kind, text in IDENTITIES.items()]
    form.add("identity", _("Personen anges med"), ChoiceField(kinds), beside=_beside("language"))
    form.add("valid_to", _("Gäller till"), DateField(store.clock.today),
             hint=_("Tom: så länge som mallen säger, annars utan slut."))  # fmt: skip
    form.add("reason", _("Skäl"), TextField(longest=400),
             hint=_("Behövs bara för en person med skyddade uppgifter."))  # fmt: skip


def offer_fields(form: Form, kind: CertificateKind) -> None:
    """Show the fields that a kind needs, and no others."""
    typed = kind in OF_ACTIVITY
    shown = {name: name == field_of(kind) for name in SOURCES}
    shown |= dict.fromkeys(_ACTIVITY, typed)
    shown |= dict.fromkeys(_TIMES, kind is CertificateKind.ATTENDANCE)
    shown["hours"] = kind is CertificateKind.INTERNSHIP
    for name, offered in shown.items():
        form.field(name).setVisible(offered)


def source_of(values: dict[str, Any]) -> str:
    """Give the uid of what the certificate is of, "" while nothing is chosen."""
    return str(values[field_of(CertificateKind(values["kind"]))] or "")


def is_whole(values: dict[str, Any]) -> bool:
    """Tell whether enough is filled in for a preview."""
    if not source_of(values):
        return False
    typed = CertificateKind(values["kind"]) in OF_ACTIVITY
    return not typed or bool(values["title"] and values["starts_on"])


def issued(store: Store, values: dict[str, Any], was_present: bool | None) -> str:
    """Issue what the fields say, and give the certificate's uid.

    Args:
        store: the register.
        values: the fields' values by name.
        was_present: the answer to whether the student was there; None while it is not asked.
    """
    kind, written = CertificateKind(values["kind"]), _written(values)
    reason = values["reason"]
    if kind in OF_BOOKING:
        return issue_certificate(
            store, booking=values["booking"], kind=kind, was_present=was_present, reason=reason,
            **written,
        )  # fmt: skip
    if kind in OF_ACTIVITY:
        return issue_activity_certificate(
            store, student=values["student"], kind=kind, what=_activity(kind, values),
            reason=reason, **written,
        )  # fmt: skip
    return issue_internship_certificate(
        store, internship=values["internship"], hours=values["hours"], reason=reason, **written
    )


def previewed(store: Store, values: dict[str, Any]) -> bytes:
    """Give the paper that the fields would become, marked as an example."""
    kind, written = CertificateKind(values["kind"]), _written(values)
    if kind in OF_BOOKING:
        return preview_certificate(store, booking=values["booking"], kind=kind, **written)
    if kind in OF_ACTIVITY:
        return preview_activity_certificate(
            store, student=values["student"], kind=kind, what=_activity(kind, values), **written
        )
    return preview_internship_certificate(
        store, internship=values["internship"], hours=values["hours"], **written
    )


def _written(values: dict[str, Any]) -> dict[str, Any]:
    identity = IdentityKind(values["identity"]) if values["identity"] else None
    return {
        "language": values["language"],
        "identity": identity,
        "valid_to": values["valid_to"],
    }


def _activity(kind: CertificateKind, values: dict[str, Any]) -> Activity:
    # Times typed for an occasion are kept in the fields while another kind is looked at.
    timed = kind is CertificateKind.ATTENDANCE
    names = (*_ACTIVITY, *_TIMES) if timed else _ACTIVITY
    return Activity(**{name: values[name] for name in names})


def _beside(name: str) -> str:
    # At large text two beside each other are wider than a small screen.
    return name if theme.theme().percent < _LARGE else ""
