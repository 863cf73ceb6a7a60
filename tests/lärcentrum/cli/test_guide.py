"""`larcentrum guide`: the guide as a PDF, without any register."""

from tests.helpers.command_line import Terminal


def test_the_guide_is_saved_as_pdf(tmp_path):
    terminal = Terminal(tmp_path / "åäö", tmp_path / "state")
    file = tmp_path / "vägledning.pdf"
    done = terminal("guide", str(file))
    assert (done.code, str(file) in done.out) == (0, True), done.err
    assert file.read_bytes().startswith(b"%PDF")


def test_where_it_cannot_be_saved_the_reason_is_said(tmp_path):
    terminal = Terminal(tmp_path / "åäö", tmp_path / "state")
    done = terminal("guide", str(tmp_path / "saknas" / "vägledning.pdf"))
    assert (done.code, bool(done.err)) == (1, True)
