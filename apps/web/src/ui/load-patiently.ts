/** So many times, each wait twice as long as the one before. */
const tries = 3
const firstWaitMs = 400

/** The code of a part couldn't be had: no fault of the part, and nothing that a reload would mend. */
export class LoadError extends Error {
  override name = 'LoadError'
}

/** Loads code, a few times where that fails. Throws `LoadError`. */
export async function loadPatiently<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await load()
    } catch (cause) {
      if (attempt === tries) throw new LoadError('a part of the page could not be loaded', { cause })
      await wait(firstWaitMs * 2 ** (attempt - 1))
    }
  }
}

/** The same without an end, for what a page can't do without: null when it isn't wanted any more. */
export async function loadUntil<Module>(load: () => Promise<Module>, isUnwanted: () => boolean): Promise<Module | null> {
  for (let waitMs = firstWaitMs; !isUnwanted(); waitMs = Math.min(waitMs * 2, 8_000)) {
    try {
      return await load()
    } catch {
      await wait(waitMs)
    }
  }
  return null
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
