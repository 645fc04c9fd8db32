# expect: WA
# What a validator or a driver would write, written by the program itself.
import os

for path in ("/tmp/.eduscale-result", "/tmp/feedback/score.txt", "/tmp/feedback/nextpass.in", "/tmp/feedback/teammessage.txt", "/keep/score.txt"):
    try:
        with open(path, "w") as file:
            file.write("contained")
    except OSError:
        pass
