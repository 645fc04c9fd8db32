'use client'

import type { Problem } from '@eduscale/contracts/problem'
import { useEffect, useState } from 'react'
import type { EditorLanguage } from '../editor/languages'

/** What the editor starts with; null for the moment that it takes to make one, where the problem brings none. */
export function useStarter(problem: Problem, language: EditorLanguage): string | null {
  const given = problem.starters[language]
  const key = `${problem.slug}:${language}`
  const [made, setMade] = useState<{ key: string; text: string } | null>(null)
  const { signature } = problem
  const isGiven = given !== undefined
  useEffect(() => {
    if (isGiven) return
    let isGone = false
    const keep = (text: string) => {
      if (!isGone) setMade({ key, text })
    }
    import('../editor/make-starter').then(
      ({ makeStarter }) => keep(makeStarter(signature, language)),
      // The chunk can't be had (offline): an empty page is enough to go on.
      () => keep(''),
    )
    return () => {
      isGone = true
    }
  }, [isGiven, key, language, signature])
  return given ?? (made?.key === key ? made.text : null)
}
