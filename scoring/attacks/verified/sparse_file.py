"""A file of 50 GB that occupies nothing."""

from scoring.attacks.exploit import Exploit

EXPLOIT = Exploit(
    name="sparse-file",
    flaw="exhausts the machine",
    source="exploit catalogue of verification.md section 4",
    idea="a copy of it fills the disk of whoever makes it",
    command="truncate -s 50G x || truncate -s 400M big.bin; for n in 1 2 3 4 5 6; do truncate -s 400M $n.bin; done",
)
