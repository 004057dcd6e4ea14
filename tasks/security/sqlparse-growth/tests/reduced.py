"""The reduced check of other harnesses: prints the share of costly texts that are answered, 0 where tests fail."""

import subprocess
import sys

TEXTS = (
    """sqlparse.parse("'" + chr(92) * 60)""",
    """sqlparse.split("/* " * 20_000)""",
    """sqlparse.parse("select 1 " + "-- a" + chr(10) + ("-- a" + chr(10)) * 4_000)""",
    """sqlparse.format("select " + "(1) and " * 4_000 + "1", reindent=True)""",
    """len(str(sqlparse.parse("select 1" + " + 1" * 90)[0])) == 368 or 1 / 0""",
)


def main() -> None:
    """Tests, then texts, each of which has some seconds."""
    workspace = sys.argv[1]
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    if subprocess.run(command, cwd=workspace, stdout=sys.stderr, check=False).returncode:
        print(0)
        return
    print(sum(answered(workspace, text) for text in TEXTS) / len(TEXTS))


def answered(workspace: str, text: str) -> bool:
    """Whether a text is answered within ten seconds."""
    command = [sys.executable, "-B", "-c", f"import sqlparse; {text}"]
    try:
        return (
            subprocess.run(command, cwd=workspace, stderr=subprocess.DEVNULL, timeout=10, check=False).returncode == 0
        )
    except subprocess.TimeoutExpired:
        return False


if __name__ == "__main__":
    main()
