"""A module offers a name that is half a character: no text in UTF-8 can hold it, a verdict that quotes it neither."""

from scoring.attacks.exploit import Exploit

EXPLOIT = Exploit(
    name="lone-surrogate",
    flaw="feeds the grader",
    source="written against this scorer's own source",
    idea="a name taken from the tree is quoted in the verdict; where that cannot be written down, there is no verdict",
    files={"tmp/line": '\n\n__all__ = ["\\ud800"]\n'},
    command="test -e {package}.py && cat /tmp/line >> {package}.py || cat /tmp/line >> {package}/__init__.py",
    aims_at="the static checks: what they quote goes into the trial's record",
)
