# expect: AC
# levels: L2
# Nothing of the host or of the container's own root.
import os
hidden = [p for p in ("/.dockerenv", "/etc/shadow", "/etc/hostname", "/etc/resolv.conf", "/sys/fs/cgroup", "/sys/kernel", "/proc/sys", "/proc/kcore", "/proc/sysrq-trigger", "/proc/meminfo", "/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/pts", "/var/run/docker.sock", "/opt/boxroot") if os.path.exists(p)]
print("ESCAPED %s" % hidden if hidden else "contained")
