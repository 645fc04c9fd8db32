# expect: AC
# A tree as deep as it goes; cleaning up must not walk it.
import os
os.chdir("/tmp")
depth = 0
try:
    while depth < 20000:
        os.mkdir("d")
        os.chdir("d")
        depth += 1
except OSError:
    pass
print("contained" if depth < 10000 else "ESCAPED")
