"""How the window looks for this user of the computer: light or dark, size of text, language."""

from lärcentrum.language import SOURCE, _
from ui.kit import capture, theme
from ui.kit.fields import CheckField, Choice, ChoiceField
from ui.kit.form import Form
from ui.kit.settings import Memory
from ui.kit.theme import Scheme
from ui.kit.widgets import label
from ui.settings.section import Section

SIZES = (100, 125, 150, 200)


class LookSection(Section):
    """Choices that hold at once, and from the next start on.

    Args:
        memory: where they are kept: with the user of the computer, not in the register.
    """

    def __init__(self, memory: Memory) -> None:
        super().__init__(
            _("Utseende"),
            _("Gäller dig på den här datorn. Ljusare, mörkare och större syns genast."),
        )
        self._memory = memory
        self.form = Form(lambda **_values: None)
        schemes = [
            Choice(Scheme.SYSTEM.value, _("Som datorn")),
            Choice(Scheme.LIGHT.value, _("Ljust")),
            Choice(Scheme.DARK.value, _("Mörkt")),
        ]
        self.form.add("scheme", _("Färger"), ChoiceField(schemes))
        sizes = [Choice(str(one), _("{n} %").format(n=one)) for one in SIZES]
        self.form.add("text_percent", _("Textstorlek"), ChoiceField(sizes))
        # A language is found by who reads it, so its name is not translated.
        languages = [Choice(SOURCE, "Svenska"), Choice("en", "English")]
        self.form.add("language", _("Språk"), ChoiceField(languages))
        if capture.can_hide():
            self.form.add("hide", "", CheckField(_("Dölj fönstret för skärmdelning")),
                          hint=_("Gäller även skärmbilder. Andra program på datorn ser inte vad som"
                                 " står i fönstret."))  # fmt: skip
        self.said = label(soft=True, wrap=True, name="look_said")
        self.body.addWidget(self.form)
        self.body.addWidget(self.said)
        self.body.addStretch(1)
        self.form.fill(
            scheme=memory.get("scheme", Scheme.SYSTEM.value),
            text_percent=_nearest(memory.get("text_percent", 100)),
            language=memory.get("language", SOURCE),
        )
        if capture.can_hide():
            self.form.fill(hide=memory.get(capture.SETTING) is True)
        self._before = self.form.values()
        self.form.changed.connect(self._take)

    def _take(self) -> None:
        """Keep what is chosen and show it."""
        now = self.form.values()
        percent = int(now["text_percent"])
        kept = {"scheme": now["scheme"], "text_percent": percent, "language": now["language"]}
        if "hide" in now:
            kept[capture.SETTING] = now["hide"]
        for name, value in kept.items():
            self._memory.put(name, value)
        self._memory.save()
        self.form.settle()
        theme.theme().use(now["scheme"], percent)
        later = []
        if now["language"] != self._before["language"]:
            later.append(_("Språket byts nästa gång programmet startar."))
        if now.get("hide") != self._before.get("hide"):
            later.append(_("Skärmdelningen ändras nästa gång programmet startar."))
        if now["text_percent"] != self._before["text_percent"]:
            later.append(_("Kolumner och rutor får sin nya bredd vid nästa start."))
        self.said.setText(" ".join(later))


def _nearest(percent: object) -> str:
    """Give the size on offer that is nearest to the one in use."""
    known = percent if isinstance(percent, int) else 100
    return str(min(SIZES, key=lambda one: abs(one - known)))
