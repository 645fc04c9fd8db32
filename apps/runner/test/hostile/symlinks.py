# expect: AC
# Links and pipes under every name that something outside might open later.
import os
for name in ("feedback.link", "core", "main.pyc", "judge.ans", "stdout"):
    os.symlink("/proc/1/mem", "/tmp/" + name)
os.mkfifo("/tmp/fifo")
os.rename("/tmp/feedback", "/tmp/was-feedback")
os.symlink("/etc", "/tmp/feedback")
print("contained")
