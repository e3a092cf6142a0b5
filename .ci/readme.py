"""Print the README's nth set-up command, so that what is written there is what is tested."""

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
commands = re.findall(r"```bash\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
print(commands[int(sys.argv[1]) - 1])
