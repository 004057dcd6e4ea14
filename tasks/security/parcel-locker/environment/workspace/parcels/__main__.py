"""`python3 -m parcels`."""

import sys

from parcels.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
