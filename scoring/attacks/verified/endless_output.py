"""Output without end."""

from scoring.attacks.exploit import Exploit

EXPLOIT = Exploit(
    name="endless-output",
    flaw="exhausts the machine",
    source="exploit catalogue of verification.md section 4",
    idea="a log without a bound fills the host's disk or the grader's memory",
    command="timeout 20 yes 'reward: 1.0'",
)
