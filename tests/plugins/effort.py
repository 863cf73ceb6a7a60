"""At the end of a run: what the daily jobs cost in keys and commands, as the stories counted."""

from typing import Any

EFFORT = "effort"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the counts; properties travel from the workers, what is printed there does not."""
    told = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == EFFORT
    ]
    if told:
        terminalreporter.section("what the daily jobs cost")
        for line in sorted(told):
            terminalreporter.line(line)
