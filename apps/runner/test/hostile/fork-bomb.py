# expect: TLE
# A fork bomb that shrugs off every refusal.
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
