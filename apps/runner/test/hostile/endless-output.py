# expect: OLE
# Prints one endless line.
import sys
while True:
    sys.stdout.write("x" * 65536)
