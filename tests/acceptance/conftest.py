"""The door's modules stand beside each other, as the command finds them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
