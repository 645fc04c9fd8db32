# expect: AC
# No family of sockets but pairs.
import socket
opened = []
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK, socket.AF_PACKET, 40):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            socket.socket(family, kind)
            opened.append((family, kind))
        except OSError:
            pass
print("ESCAPED" if opened else "contained")
