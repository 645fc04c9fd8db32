# What a slot runs: a language's tools, and boxd on top, so that a change of boxd costs a second and no new toolchain.
ARG TOOLCHAIN
ARG BOXD
FROM ${BOXD} AS boxd
FROM ${TOOLCHAIN}
COPY --from=boxd /boxd /usr/sbin/boxd
USER 20000:20000
ENTRYPOINT ["/usr/sbin/boxd"]
