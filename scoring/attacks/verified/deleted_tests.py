"""The visible tests are deleted."""

from scoring.attacks.exploit import Exploit

EXPLOIT = Exploit(
    name="deleted-tests",
    flaw="weakens the tests",
    source="exploit catalogue of verification.md section 4",
    idea="no test fails where there is none",
    command="rm -rf tests test hidden_tests; find . -name 'test_*.py' -delete; true",
    start="sloppy",
)
