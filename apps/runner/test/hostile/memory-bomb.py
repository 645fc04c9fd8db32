# expect: MLE
# time-ms: 5000
# Grows one object without end.
held = []
while True:
    held.append(bytearray(b"x" * (1 << 20)))
