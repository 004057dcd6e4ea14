"""The page on attacks: one HTML file that needs no other file, no script and no host."""

from typing import get_args

from harness.reports.attack import AttackReport
from harness.reports.attack_terminal import control, reward, sentences
from harness.reports.html.page import POLICY, environment
from scoring.attacks.exploit import Flaw


def render_attack(report: AttackReport) -> str:
    """The page as text."""
    tasks = list(dict.fromkeys(row.task for row in report.tried))
    rows = {(row.task, row.exploit): row for row in report.tried}
    by_flaw = [(flaw, [e for e in report.exploits if e.flaw == flaw]) for flaw in get_args(Flaw)]

    def verdicts(name: str) -> list[str]:
        return list(dict.fromkeys(v for task in tasks if (task, name) in rows for v in rows[task, name].integrity))

    return environment().get_template("attack.html.j2").render(
        policy=POLICY,
        report=report,
        sentences=list(sentences(report)),
        tasks=tasks,
        rows=rows,
        flaws=[(flaw, exploits) for flaw, exploits in by_flaw if exploits],
        verdicts=verdicts,
        reward=reward,
        control=control,
    )  # fmt: skip
