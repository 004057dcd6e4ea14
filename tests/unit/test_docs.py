"""The documentation says what the program does."""

import re
from pathlib import Path

from harness.dataset import tasks_root
from harness.reports.card import page
from tests.docs import PAGE, SUITE, render

ROOT = Path(__file__).resolve().parents[2]


def test_the_command_line_reference_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "run `make docs`"


def test_the_suite_card_is_up_to_date() -> None:
    assert SUITE.read_text(encoding="utf-8") == page(tasks_root()), "run `make docs`"


def test_links_between_documents_lead_somewhere() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"
