# expect: TLE
# Closes everything and stays.
import os, time
for fd in range(3):
    os.close(fd)
time.sleep(1000)
