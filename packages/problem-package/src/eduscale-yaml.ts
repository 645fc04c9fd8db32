import { languageIdSchema } from '@eduscale/contracts/language'
import { difficultySchema } from '@eduscale/contracts/problem'
import { z } from 'zod'
import { exactPartsSchema } from './exact-parts'
import type { FileTree } from './file-tree'
import { kindKeys } from './kinds/registry'
import type { AboutProblem } from './problem-package'
import { parseYaml, readYaml } from './read-yaml'
import type { Report } from './report'

export const eduscaleFile = 'eduscale.yaml'

/** What neither format has a word for; every key may be absent. */
const eduscaleYamlSchema = z.object({
  difficulty: difficultySchema.optional(),
  rating: z.number().int().min(0).max(5000).optional(),
  skills: z.array(z.string().max(60)).max(30).optional(),
  summary: z.string().max(300).optional(),
  arena: z.boolean().optional(),
  ...kindKeys,
  timeMultipliers: z.partialRecord(languageIdSchema, z.number().min(0.1).max(100)).optional(),
  /**
   * Of scoring problems in the legacy format: false leaves the points of samples out, as some tools read it. The format sums over
   * sample and secret ("ignore_sample: The first sub-result (sample) will be ignored" is a flag, and off without a word).
   */
  samplesScore: z.boolean().optional(),
  /** Legacy has no word for allowed languages. */
  languages: z.array(languageIdSchema).min(1).optional(),
  /** What an exported package's format could not say, exactly as it was (exact-parts.ts). */
  exact: exactPartsSchema.optional(),
})
export type EduscaleYaml = z.infer<typeof eduscaleYamlSchema>

export function readEduscaleYaml(tree: FileTree, report: Report): EduscaleYaml {
  return parseYaml(readYaml(tree, eduscaleFile, { texts: ['summary', 'skills', 'io'], report }), {
    schema: eduscaleYamlSchema,
    path: eduscaleFile,
    report,
  })
}

export function aboutProblem(
  given: EduscaleYaml,
  { keywords, name }: { keywords: readonly string[]; name: string },
): AboutProblem {
  return {
    difficulty: given.difficulty ?? 'medium',
    rating: given.rating ?? 1500,
    skills: given.skills ?? [...keywords].slice(0, 30),
    summary: given.summary ?? name,
    arena: given.arena ?? true,
  }
}
