# expect: AC
# No answer, no input of another test, no source of the judge anywhere.
import os
found = []
for top in ("/box", "/tmp", "/var", "/etc", "/opt", "/home", "/root", "/run", "/mnt", "/srv", "/data", "/sys"):
    for d, _, names in os.walk(top):
        found += [d + "/" + n for n in names if n.endswith((".ans", ".in")) or "boxd" in n]
print("ESCAPED %s" % found if found else "contained")
