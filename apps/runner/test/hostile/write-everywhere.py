# expect: AC
# Of all directories only /tmp takes a file.
import os
written = []
for top in ("/", "/box", "/dev", "/etc", "/usr", "/var", "/proc"):
    for d, subs, _ in os.walk(top):
        if d.startswith("/proc/") and d.count("/") > 2 or d == "/var/tmp":
            subs.clear()
            continue
        if d == "/tmp" or d.startswith(("/tmp/", "/usr/share/zoneinfo")):
            subs.clear()
            continue
        if d.count("/") > 4:
            subs.clear()
        try:
            open(d + "/planted", "x").close()
            written.append(d)
        except OSError:
            pass
print("ESCAPED %s" % written[:5] if written else "contained")
