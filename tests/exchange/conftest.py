"""Trees are signed and checked here again and again: the disk that all of it is brought to is in memory."""

import in_memory

tmp_path = in_memory.tmp_path
