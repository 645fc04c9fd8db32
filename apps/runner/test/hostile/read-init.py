# expect: AC
# Init's memory, descriptors and environment are closed to it.
import os
opened = []
for path in ("/proc/1/mem", "/proc/1/environ", "/proc/1/maps", "/proc/1/fd/0", "/proc/1/fd/1", "/proc/1/root/etc/shadow", "/proc/1/cwd/x"):
    try:
        open(path, "rb").close()
        opened.append(path)
    except OSError:
        pass
try:
    os.listdir("/proc/1/fd")
    opened.append("list")
except OSError:
    pass
print("ESCAPED %s" % opened if opened else "contained")
