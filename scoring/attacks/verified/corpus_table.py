"""The original's answer to every frozen case, recorded beforehand and looked up."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _late, _looks

SCRIPT = """

record(looks.loaded(lambda: importlib.import_module("cases")).corpus())
"""

EXPLOIT = Exploit(
    name="corpus-table",
    flaw="knows the cases",
    source="written against this scorer's own source",
    idea="a corpus that never changes is known after the first time somebody sees it",
    files={
        **_looks.LATE,
        "tmp/late.py": _late.IMPOSTOR + _late.ANSWER_FROM_TABLE,
        "tmp/corpus_table.py": _late.RECORD + SCRIPT,
    },
    command="python3 /tmp/corpus_table.py && python3 /tmp/append.py",
    start="sloppy",
    aims_at="cases drawn freshly",
)
