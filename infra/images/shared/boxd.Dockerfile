# boxd alone, compiled once for all images. Static, so that it needs nothing of the root it leaves, and musl, so that it stays
# small: a program's measured memory starts from what its forking parent holds.
ARG BASE_IMAGE=debian:trixie-slim
FROM ${BASE_IMAGE} AS build
LABEL eduscale.stage=build
COPY host/ /host/
COPY shared/ /shared/
RUN sh /shared/prepare.sh gcc linux-libc-dev musl-dev musl-tools
COPY boxd/ /src/
RUN musl-gcc -std=c11 -Os -static -Wall -Wextra -Wno-missing-field-initializers -Werror -s \
      -idirafter /usr/include -idirafter /usr/include/$(gcc -print-multiarch) -o /boxd /src/*.c

FROM scratch
COPY --from=build /boxd /boxd
