# expect: AC
# A program with the setuid bit gives nothing: no_new_privs, and only one user is mapped.
import os, subprocess
for path in ("/usr/bin/su", "/usr/bin/mount", "/usr/bin/passwd", "/usr/bin/newgrp"):
    if os.path.exists(path):
        subprocess.run([path, "root"], stdin=subprocess.DEVNULL, capture_output=True)
with open("/proc/self/status") as status:
    lines = dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
good = lines["NoNewPrivs"] == "1" and lines["Seccomp"] == "2" and all(int(lines[k], 16) == 0 for k in ("CapInh", "CapPrm", "CapEff", "CapAmb")) and int(lines["CapBnd"], 16) in (0, 0xE0)
print("contained" if good and os.getuid() >= 1000 else "ESCAPED")
