# expect: AC
# levels: L1
# The container's own root is seen there; nothing of the host's is, and nothing that tells or changes what the host is.
import os

bad = [path for path in ("/var/run/docker.sock", "/run/docker.sock", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/fuse") if os.path.exists(path)]
for path in ("/etc/shadow", "/proc/1/mem", "/proc/1/environ", "/proc/1/maps", "/proc/kcore", "/proc/keys", "/proc/timer_list"):
    try:
        with open(path, "rb") as file:
            if file.read(64):
                bad.append(path)
    except OSError:
        pass
for path in ("/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory.max", "/etc/passwd", "/box/x", "/dev/x", "/usr/x"):
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        bad.append(path)
    except OSError:
        pass
print("ESCAPED %s" % bad if bad else "contained")
