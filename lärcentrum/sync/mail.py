"""A mail draft with the monthly file attached: an `.eml` that the user's mail program opens."""

from email.message import EmailMessage
from email.policy import SMTP

from lärcentrum.language import _


def mail_draft(
    *, to: tuple[str, ...], name: str, data: bytes, centre: str, period: str, as_text: bool = False
) -> bytes:
    """Make a draft; nothing is sent, the user's own mail program shows it with a send button.

    Args:
        to: addresses, possibly none.
        name: the attachment's name.
        data: the finished file.
        centre: the centre's name.
        period: the month, YYYY-MM.
        as_text: attach it as text (an armoured file), for filters that stop other types.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _("Månadsfil {period} från {centre}").format(period=period, centre=centre)
    if to:
        message["To"] = ", ".join(to)
    # Outlook opens a message with this line as a draft of the user's own.
    message["X-Unsent"] = "1"
    message.set_content(
        _(
            "Hej!\n\n"
            "Här är månadsfilen för {period} från {centre}. Den är krypterad och förseglad:"
            " läs in den i Lärcentrum, under Region.\n"
            "Svara med kvittensen som programmet gör.\n"
        ).format(period=period, centre=centre)
    )
    if as_text:
        message.add_attachment(data.decode("ascii"), subtype="plain", filename=f"{name}.txt")
    else:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return _with_boundary(message)


def _with_boundary(message: EmailMessage) -> bytes:
    # A fixed boundary makes the same draft the same bytes; base64 never holds it.
    message.set_boundary("=_larcentrum_manadsfil_=")
    return message.as_bytes()
