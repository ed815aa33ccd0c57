"""``python -m tests.baselines "Why the numbers changed."``: record the numbers anew."""

import sys

from wenze.sim.errors import InputError

from tests.baselines.update import update

if __name__ == "__main__":
    try:
        update(sys.argv[1:])
    except InputError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
