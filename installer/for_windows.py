"""What one installs on Windows, made of the program's folder: two installers and a zip."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent / "windows"
SCOPES = {"user": "", "machine": "-alla"}
"""For whom an installer is, and what that adds to its name."""
PROGRAMS = {"larcentrum-gui": "Lärcentrum", "larcentrum": "Lärcentrum på kommandoraden"}
"""The programs, and what Windows says of each."""
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_USUAL = ("NSIS/makensis.exe", "NSIS/Bin/makensis.exe")


def icon(drawing: Path, target: Path) -> Path:
    """Draw an icon of every size that Windows asks for.

    Args:
        drawing: an SVG.
        target: the icon file to write.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication([])
    drawn, renderer = [], QSvgRenderer(str(drawing))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        drawn.append(Image.open(io.BytesIO(buffer.data().data())))
    del app
    drawn[-1].save(target, "ICO", sizes=[one.size for one in drawn], append_images=drawn[:-1])
    return target


def prepare(drawing: Path, version: str, out: Path) -> None:
    """Put down what PyInstaller gives the programs: their icon and what Windows says of them.

    Args:
        drawing: an SVG.
        version: as pyproject says.
        out: the folder where `larcentrum.spec` looks for it.
    """
    icon(drawing, out / "larcentrum.ico")
    for name, about in PROGRAMS.items():
        said = version_info(version, f"{name}.exe", about)
        (out / f"{name}.version").write_text(said, "utf-8")


def four(version: str) -> str:
    """Give a version as the four numbers that Windows wants."""
    numbers = re.findall(r"\d+", version.partition("+")[0])[:4]
    return ".".join([*numbers, "0", "0", "0", "0"][:4])


def version_info(version: str, name: str, about: str) -> str:
    """Give the text that PyInstaller makes a program's version of.

    Args:
        version: as pyproject says.
        name: the program's file.
        about: one line for people.
    """
    said = {
        "ProductName": "Lärcentrum", "ProductVersion": version, "FileVersion": version,
        "FileDescription": about, "CompanyName": "Lärcentrum", "LegalCopyright": "EUPL-1.2",
        "OriginalFilename": name,
    }  # fmt: skip
    numbers = tuple(int(one) for one in four(version).split("."))
    strings = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in said.items())
    # 041d: Swedish; 04b0, 1200: Unicode.
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('041d04b0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [0x041d, 1200])])])"
    )


def installers(folder: Path, picture: Path, version: str, out: Path) -> list[Path]:
    """Make both installers of a folder.

    Args:
        folder: the program with all it needs.
        picture: the icon.
        version: as pyproject says.
        out: where the installers are put.

    Raises:
        SystemExit: makensis is missing; it is said what to do.
        CalledProcessError: makensis refused.
    """
    made = []
    size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    for scope, ending in SCOPES.items():
        target = out / f"larcentrum-{version}{ending}.exe"
        words = {
            "SCOPE": scope, "VERSION": version, "VERSION4": four(version), "SOURCE": folder,
            "ICON": picture, "OUT": target, "KILOBYTES": size // 1024,
        }  # fmt: skip
        compile_script(HERE / "larcentrum.nsi", words)
        made.append(target)
    return made


def compile_script(script: Path, words: dict[str, object]) -> None:
    """Compile a script with its words defined; see `installers`."""
    # Debian's NSIS can make 64-bit installers, which a 64-bit wine can try; Windows' own makes
    # 32-bit ones, which every Windows runs.
    if os.name == "posix":
        words = words | {"TARGET": "amd64-unicode"}
    defined = [f"-D{name}={value}" for name, value in words.items()]
    command = [makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(script)]
    subprocess.run(command, check=True)


def makensis() -> str:
    """Find NSIS; see `installers`."""
    found = shutil.which("makensis")
    for name in ("ProgramFiles(x86)", "ProgramFiles"):
        for usual in _USUAL:
            place = Path(os.environ.get(name, "")) / usual
            if not found and os.environ.get(name) and place.is_file():
                found = str(place)
    if not found:
        raise SystemExit(
            "makensis saknas. Installera NSIS 3 (https://nsis.sourceforge.io; i Debian: nsis)."
        )
    return found


def unzip_and_run(folder: Path, version: str, out: Path) -> Path:
    """Pack the folder so that it can be run where it is unpacked; see `installers`."""
    target = out / f"larcentrum-{version}-windows.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                inside = Path(f"Larcentrum-{version}") / path.relative_to(folder)
                packed.write(path, inside.as_posix())
    return target
