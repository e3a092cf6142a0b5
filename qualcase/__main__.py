"""`python -m qualcase`."""

import sys

from qualcase.cli import main

sys.exit(main())
