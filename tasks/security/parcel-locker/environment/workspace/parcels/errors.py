"""What ends a command, with its exit code."""


class Problem(Exception):
    """Something that whoever gave the command can mend."""

    code = 1


class Refused(Problem):
    """A parcel, or another file that came from somewhere else, that is not taken."""

    code = 3
