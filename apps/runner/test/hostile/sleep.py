# expect: TLE
# Uses no processor time at all; the wall clock ends it.
import time
time.sleep(1000)
