# expect: AC
# Nothing but a loopback, and that one is down.
import ctypes, os
names = os.listdir("/sys/class/net") if os.path.exists("/sys/class/net") else []
dev = open("/proc/self/net/dev").read().split("\n")[2:] if os.path.exists("/proc/self/net/dev") else []
found = {n for n in names} | {l.split(":")[0].strip() for l in dev if ":" in l}
print("contained" if found <= {"lo"} else "ESCAPED %s" % found)
