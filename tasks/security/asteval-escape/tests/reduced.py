"""The reduced check of other harnesses: prints the share of a few attacks that fail, 0 where the visible tests do."""

import subprocess
import sys

START = """
import io
from asteval import Interpreter
def grant(who, admin=False): return admin
own = {"grant": grant, "limit": 10}
one = Interpreter(err_writer=io.StringIO(), writer=io.StringIO(), user_symbols=own, readonly_symbols=["limit"])
"""
ATTACKS = (
    "one('\\'{0.__class__}\\'.format(1)'); assert one.error",
    "one('s = \\'}{0.__class__\\'\\nf\\'{1:{s}}\\''); assert one.error",
    "one('grant.__defaults__ = (True,)'); assert not grant('x')",
    "one('def f(x): return x'); one('f.body.clear()'); assert one('f(3)') == 3",
    "one('int.mro()'); assert one.error",
    "one('def f(limit): return 1/0'); one('f(5)'); assert one('limit') == 10",
    "one('break'); assert one('1+1') == 2",
    "one('open(0)'); assert one.error",
    "one('9000000 * \\'x\\''); assert one.error",
    "one('factorial(145000)'); assert one.error",
    "try: one.eval('raise SystemExit(1)', raise_errors=True)\nexcept Exception: pass",
)


def main() -> None:
    """Tests, then attacks."""
    workspace = sys.argv[1]
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    if subprocess.run(command, cwd=workspace, stdout=sys.stderr, check=False).returncode:
        print(0)
        return
    print(sum(fails(workspace, attack) for attack in ATTACKS) / len(ATTACKS))


def fails(workspace: str, attack: str) -> bool:
    """Whether an attack fails, in a process of its own."""
    command = [sys.executable, "-B", "-c", START + attack + "\nprint('end')"]
    found = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False, timeout=60)
    return found.returncode == 0 and found.stdout.endswith("end\n")


if __name__ == "__main__":
    main()
