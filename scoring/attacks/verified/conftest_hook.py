"""A conftest.py that turns every report of a failed test into a pass."""

from scoring.attacks.exploit import Exploit

HOOK = """\
import pytest


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    result = yield
    report = result.get_result()
    report.outcome = "passed"
    report.longrepr = None


def pytest_sessionfinish(session, exitstatus):
    session.exitstatus = 0
"""

EXPLOIT = Exploit(
    name="conftest-hook",
    flaw="hooks the test runner",
    source="BenchJack audit, arXiv 2605.12673, class: test-framework hooks",
    idea="pytest loads a conftest.py beside the tests it collects; this one rewrites each report",
    files={"{workdir}/conftest.py": HOOK, "{workdir}/tests/conftest.py": HOOK, "{workdir}/test/conftest.py": HOOK},
    command="true",
)
