"""`larcentrum` as a process of its own, as a script would call it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "demo-lösenord-ÅÄÖ"


@dataclass(frozen=True)
class Answer:
    """What a call said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its result."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> Any:
        """Why it refused."""
        return json.loads(self.err)


@dataclass(frozen=True)
class Terminal:
    """One user at one register."""

    folder: Path
    state: Path
    login: str = "berit"
    password: str = PASSWORD

    def __call__(self, *arguments: str, given: str = "", **env: str) -> Answer:
        """Call a command; `given` stands on its stdin."""
        ours = {
            "LARCENTRUM_REGISTER": str(self.folder),
            "LARCENTRUM_USER": self.login,
            "LARCENTRUM_PASSWORD": self.password,
            "LARCENTRUM_STATE": str(self.state),
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "latin-1",
        }
        kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        done = subprocess.run(
            [sys.executable, "-m", "lärcentrum", *arguments],
            input=given.encode(),
            capture_output=True,
            env={**kept, **ours, **env},
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def op(self, name: str, /, **arguments: Any) -> Any:
        """Run an operation that must succeed."""
        return self("op", name, "--json", "-", given=json.dumps(arguments)).json

    def refused(self, name: str, /, **arguments: Any) -> Any:
        """Run an operation that must refuse; gives its refusal."""
        answer = self("op", name, "--json", "-", given=json.dumps(arguments))
        assert answer.code == 1, answer
        return answer.refusal
