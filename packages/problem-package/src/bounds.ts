const mebibyte = 1024 * 1024

/** Of everything that is read from a package, so that no package can fill a machine. */
export const bounds = {
  files: 20_000,
  /** What the format itself advises to stay below. */
  fileBytes: 100 * mebibyte,
  totalBytes: 256 * mebibyte,
  archiveBytes: 256 * mebibyte,
  /** Deflate reaches 1030:1 on a test of one repeated letter; a whole package never does. */
  archiveRatio: 200,
  archiveRatioFromBytes: 32 * mebibyte,
  depth: 12,
  nameChars: 255,
  yamlBytes: 256 * 1024,
  yamlDepth: 20,
  latexChars: 128 * 1024,
  statementBytes: 512 * 1024,
  sourceBytes: 1 * mebibyte,
  programFiles: 64,
  /** Of one test, with those of its groups and of the problem. A program can't be called with any number of arguments. */
  flags: 100,
  flagChars: 16 * 1024,
  pictureBytes: 2 * mebibyte,
  picturesBytes: 16 * mebibyte,
  tests: 5_000,
  groups: 500,
  submissions: 500,
} as const
