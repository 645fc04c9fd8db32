# expect: AC
# Its own program stays as it was compiled.
import os
changed = []
for name in os.listdir("/box"):
    for attempt in (lambda p: open(p, "w").close(), os.unlink, lambda p: os.rename(p, "/tmp/x"), lambda p: os.chmod(p, 0o777), lambda p: os.symlink("/etc/passwd", p + ".link")):
        try:
            attempt("/box/" + name)
            changed.append(name)
        except OSError:
            pass
print("ESCAPED %s" % changed if changed else "contained")
