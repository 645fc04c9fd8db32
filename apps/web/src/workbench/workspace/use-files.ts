'use client'

import type { TextFile } from '@eduscale/contracts/test-set'
import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { tabStorage } from '../../app-services/storage/tab-storage'
import { keepFiles, readFiles } from './file-store'

/** Files beside the code, per person and problem; they stay in this browser. None while it isn't known whose they are. */
export function useFiles(slug: string, owner: string | null): [files: TextFile[], change: (files: TextFile[]) => void] {
  const [files, setFiles] = useState<TextFile[]>([])
  const restore = useEffectEvent(() => setFiles(owner === null ? [] : readFiles(tabStorage('local'), owner, slug)))
  useEffect(() => restore(), [owner, slug])
  const change = useCallback(
    (next: TextFile[]) => {
      setFiles(next)
      if (owner !== null) keepFiles(tabStorage('local'), { owner, slug, files: next })
    },
    [owner, slug],
  )
  return [files, change]
}
