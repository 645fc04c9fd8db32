import type { CompileResult, JudgeLimits } from '@eduscale/contracts/judge'
import type { Judging } from '@eduscale/contracts/test-set'
import type { Language } from '../languages/language'
import type { Box } from '../sandbox/sandbox'
import type { AskedProgram } from './asked-program'
import { compileWithMaps, refused } from './compile'
import { compileKey, worthKeepingMs, type CompileCache } from './compile-cache'
import { runMemoryBytes } from './limits'
import { packProgram, unpackProgram } from './program-archive'
import { layoutOf, withoutByteOrderMark, type ProgramLayout, type Source } from './program-files'
import { SourceLines } from './source-lines'

interface ProgramRequest {
  language: Language
  sources: readonly Source[]
  limits: JudgeLimits
  judging: Judging
  asked: AskedProgram
  tests: readonly { input: Buffer }[]
  compileCache?: CompileCache | undefined
  speedStep?: number | undefined
}

export interface PreparedProgram {
  compiled: CompileResult
  program: ProgramLayout
  /** Packs what was compiled for the cache. After the tests: before, each of them would wait for it; now only the result does. */
  keep: () => Promise<void>
}

const nothing = async (): Promise<void> => undefined

/** The box with the contestant's program in it, compiled now or before. */
export async function prepareProgram(box: Box, request: ProgramRequest): Promise<PreparedProgram> {
  const { language, judging, asked, compileCache } = request
  const sources = request.sources.map(withoutByteOrderMark)
  const files = asked.files(language, { sources, includes: judging.includes })
  if (typeof files === 'string')
    return { compiled: refused(files), program: { entry: language.sourceName, dataFiles: [] }, keep: nothing }
  const program = layoutOf(language, files)
  const flags = [...language.compileArgv(files.map(({ name }) => name)), ...(language.fallbackCompile?.argv([]) ?? [])]
  const key = compileKey({ language: language.id, image: language.image, flags, files })
  const kept = compileCache?.find(key)
  if (kept && (await unpackProgram(box, kept.archive)))
    return { compiled: kept.result, program: { ...program, sourceLines: new SourceLines(kept.sources) }, keep: nothing }
  const { result: compiled, sources: compiledSources } = await compileWithMaps(box, {
    language,
    files,
    signature: asked.signature ?? undefined,
    runMemoryBytes: runMemoryBytes(request),
    speedStep: request.speedStep,
  })
  const isWorthIt = compileCache !== undefined && compiled.ok && compiled.wallMs > worthKeepingMs
  return {
    compiled,
    program: { ...program, sourceLines: new SourceLines(compiledSources) },
    keep: async () => {
      const archive = isWorthIt ? await packProgram(box) : null
      if (archive) compileCache?.keep(key, { result: compiled, archive, sources: compiledSources })
    },
  }
}
