/** Without zod, so that the browser's bundle can have them for little. */
export const maxSourceBytes = 64 * 1024
export const maxSourceFiles = 64
/** Of all files of a submission together. */
export const maxSourcesBytes = 192 * 1024
/** Captured stdout, stderr and compiler output are cut to this many bytes before they leave the runner. */
export const maxCapturedBytes = 16 * 1024
export const fileNamePattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/
