# expect: AC
# levels: L2
# Its mounts: the image read-only, its own /tmp and /proc, five device nodes.
bad = []
for line in open("/proc/self/mounts"):
    source, path, kind, options = line.split()[:4]
    if kind == "overlay" and path in ("/", "/usr") and "ro" in options.split(","):
        continue
    if (kind, path) in (("tmpfs", "/box"),) and "ro" in options.split(","):
        continue
    if (kind, path) in (("tmpfs", "/tmp"), ("proc", "/proc")) or (kind == "tmpfs" and path.startswith("/dev/")):
        continue
    if kind not in ("tmpfs", "proc") and path in ("/", "/usr") and "ro" in options.split(","):
        continue
    bad.append(line)
print("ESCAPED %s" % bad if bad else "contained")
