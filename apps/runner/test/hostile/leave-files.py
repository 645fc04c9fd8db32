# expect: AC
# What one test wrote, the next one doesn't find.
import glob, os
left = [p for d in ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/box") for p in glob.glob(d + "/**/left*", recursive=True)]
for d in ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/box"):
    try:
        open(d + "/left", "w").close()
    except OSError:
        pass
print("ESCAPED" if left else "contained")
