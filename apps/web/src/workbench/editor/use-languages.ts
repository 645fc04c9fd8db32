'use client'

import type { LanguageId } from '@eduscale/contracts/language'
import type { Problem } from '@eduscale/contracts/problem'
import { useCallback, useMemo } from 'react'
import { useServices } from '../../app-services/context/use-services'
import { useResource } from '../../app-services/resources/use-resource'
import { editorLanguageList, starterLanguages, type EditorLanguage } from '../../app-services/languages/languages'

export interface OfferedLanguage {
  id: EditorLanguage
  /** Null until it is known, and where nothing can be judged. */
  version: string | null
}

/**
 * What the problem allows and a runner has. As long as that isn't known, and for the language in use always, what is likely:
 * nobody loses their editor because a runner is away.
 */
export function useLanguages(problem: Problem | null, allowed: readonly LanguageId[] | null = null): readonly OfferedLanguage[] {
  const { api } = useServices()
  const [resource] = useResource(useCallback((signal: AbortSignal) => api.listLanguages({ signal }), [api]))
  const known = resource.status === 'ready' ? resource.value : null
  return useMemo(() => {
    const versions = new Map(known?.filter(({ isAvailable }) => isAvailable).map(({ id, version }) => [id, version]))
    return offerLanguages({ problem, allowed, versions })
  }, [allowed, known, problem])
}

interface Offer {
  problem: Problem | null
  /** By the rules of a battle; null for every language that the problem allows. */
  allowed: readonly LanguageId[] | null
  /** Of what a runner has; empty until that is known. */
  versions: ReadonlyMap<LanguageId, string | null>
}

/** Of few allowed ones each is likely, also without a starter. */
export function offerLanguages({ problem, allowed, versions }: Offer): OfferedLanguage[] {
  return editorLanguageList
    .filter((id) => isAllowed(problem, id) && (allowed?.includes(id) ?? true))
    .filter((id) => (versions.size > 0 ? versions.has(id) : allowed !== null || hasStarter(problem, id)))
    .map((id) => ({ id, version: versions.get(id) ?? null }))
}

interface Choice {
  problem: Problem
  offered: readonly OfferedLanguage[]
  preferred: EditorLanguage
  allowed: readonly LanguageId[] | null
}

/** The preferred one if it may be used, else the first that has a starter. */
export function chooseLanguage({ problem, offered, preferred, allowed }: Choice): EditorLanguage {
  const isFit = (id: EditorLanguage) => allowed?.includes(id) ?? true
  const areKnown = offered.some(({ version }) => version !== null)
  const may = areKnown ? offered.some(({ id }) => id === preferred) : isAllowed(problem, preferred)
  if (isFit(preferred) && (may || problem.starters[preferred] !== undefined)) return preferred
  const starter = starterLanguages.find((id) => problem.starters[id] !== undefined && isFit(id))
  return starter ?? offered[0]?.id ?? allowed?.[0] ?? 'python'
}

function hasStarter(problem: Problem | null, id: EditorLanguage): boolean {
  return problem === null ? starterLanguages.some((each) => each === id) : problem.starters[id] !== undefined
}

/** SQL is for problems whose input is SQL, and those say so. */
function isAllowed(problem: Problem | null, id: EditorLanguage): boolean {
  if (problem?.starters[id] !== undefined) return true
  return problem?.languages ? problem.languages.includes(id) : id !== 'sql'
}
