"""Tiny judged tasks, each with a ladder of six rungs and a good variant, for tests that put them to judges."""

from pathlib import Path

RUNGS = 6


def tasks(root: Path, number: int) -> Path:
    """A directory of so many tasks of the family writing."""
    for at in range(number):
        _make(root / "writing" / f"letter-{at}", at)
    return root


def _make(directory: Path, number: int) -> None:
    (directory / "environment" / "workspace").mkdir(parents=True)
    (directory / "environment" / "Dockerfile").write_text("FROM base\n")
    (directory / "environment" / "workspace" / "notes.txt").write_text(f"House {number} has a red door.\n")
    (directory / "instruction.md").write_text("Write a letter about the house.\n")
    (directory / "task.toml").write_text(
        '[meltbench]\nfamily = "writing"\ndomain = "writing"\n[meltbench.judge]\nartifact = "letter.md"\n'
    )
    anchors = ", ".join(f"{{ score = {n}, text = 'Like {n}.' }}" for n in range(4))
    criterion = f"id = 'warmth'\nweight = 100\nquestion = 'Is it warm?'\nanchors = [{anchors}]\n"
    (directory / "rubric.toml").write_text(f"version = '1'\nartifact = 'letter.md'\n[[criteria]]\n{criterion}")
    rungs = [(f"k{n}", "defect", n) for n in range(RUNGS)] + [("short", "variant", 0)]
    table = "".join(f"[[artifact]]\nname='{a}'\nkind='{k}'\ndefects={n}\nfiles='{a}'\n" for a, k, n in rungs)
    for name, _, defects in rungs:
        (directory / "ladder" / name).mkdir(parents=True)
        said = [f"Door {at} of house {number} is {'green' if at < defects else 'red'}." for at in range(RUNGS)]
        (directory / "ladder" / name / "letter.md").write_text(f"The {name} letter.\n\n" + "\n\n".join(said) + "\n")
    (directory / "ladder" / "ladder.toml").write_text(table)


def mirroring(directory: Path, check: str) -> None:
    """Let the task have a word limit called `room`, and its one criterion mirror a check of this name."""
    hidden = directory / "tests" / "hidden"
    hidden.mkdir(parents=True)
    (hidden / "checks.toml").write_text(
        "[deliverable]\npath = 'letter.md'\n[[check]]\nid = 'room'\nkind = 'word_count'\nweight = 100\nmax = 99\n"
    )
    for name, more in (
        ("task.toml", "[[meltbench.verify]]\nkind = 'constraint'\nrole = 'reward'\n"),
        ("rubric.toml", f"mirrors = ['{check}']\n"),
    ):
        (directory / name).write_text((directory / name).read_text() + more)
