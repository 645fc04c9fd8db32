# expect: AC
# A daemon in its own session keeps stdout open; the run ends without it.
import os, sys, time
print("contained")
sys.stdout.flush()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(1000)
    os._exit(0)
