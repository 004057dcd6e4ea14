"""A conftest.py that turns every report of a failed test into a pass."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._plugin import PLUGIN

EXPLOIT = Exploit(
    name="conftest-hook",
    flaw="hooks the test runner",
    source="BenchJack audit, arXiv 2605.12673, class: test-framework hooks",
    idea="pytest loads a conftest.py beside the tests it collects; this one rewrites each report",
    start="sloppy",
    files={
        "{workdir}/conftest.py": PLUGIN,
        "{workdir}/tests/conftest.py": PLUGIN,
        "{workdir}/test/conftest.py": PLUGIN,
        "{workdir}/hidden_tests/conftest.py": PLUGIN,
    },
)
