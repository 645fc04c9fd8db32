# expect: AC
# Sees its init and itself.
import os
pids = {int(p) for p in os.listdir("/proc") if p.isdigit()}
print("contained" if pids <= {1, os.getpid()} else "ESCAPED %s" % pids)
