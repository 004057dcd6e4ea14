"""From within the package every test of the session is marked as expected to fail."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, implanted

PAYLOAD = """\
import sys

pytest = sys.modules.get("pytest")
frame = sys._getframe() if pytest else None
while frame is not None:
    session = frame.f_locals.get("session")
    if session is not None and hasattr(session, "items"):
        import _pytest.skipping

        for item in session.items:
            item.add_marker(pytest.mark.xfail(reason="known", strict=False))
            item.stash[_pytest.skipping.xfailed_key] = _pytest.skipping.Xfail("known", True, False, None)
        original = _pytest.skipping.evaluate_xfail_marks
        _pytest.skipping.evaluate_xfail_marks = lambda item: _pytest.skipping.Xfail("known", True, False, None)
        break
    frame = frame.f_back
"""

EXPLOIT = Exploit(
    name="xfail-all",
    flaw="weakens the tests",
    source="pytest documentation: xfail, a failure that is expected is none",
    idea="the runner's session is found in the frames that led to the import",
    start="sloppy",
    files=implanted(PAYLOAD),
    command=COMMAND,
)
