# expect: TLE
# Burns its time.
while True:
    pass
