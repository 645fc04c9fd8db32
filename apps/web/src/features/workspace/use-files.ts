'use client'

import type { TextFile } from '@eduscale/contracts/test-set'
import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { tabStorage } from '../../services/tab-storage'
import { findFilesProblem } from './file-changes'

/** Files beside the code, per problem; they stay in this browser. */
export function useFiles(slug: string): [files: TextFile[], change: (files: TextFile[]) => void] {
  const [files, setFiles] = useState<TextFile[]>([])
  const key = `eduscale.files:${slug}`
  const restore = useEffectEvent(() => setFiles(readFiles(tabStorage('local').getItem(key))))
  useEffect(() => restore(), [key])
  const change = useCallback(
    (next: TextFile[]) => {
      setFiles(next)
      try {
        tabStorage('local').setItem(key, JSON.stringify(next))
      } catch {
        // The browser's storage is full: they last as long as the page.
      }
    },
    [key],
  )
  return [files, change]
}

function readFiles(text: string | null): TextFile[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) && value.every(isFile) && findFilesProblem(value) === null ? value : []
  } catch {
    return []
  }
}

function isFile(value: unknown): value is TextFile {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('text' in value)) return false
  return typeof value.name === 'string' && typeof value.text === 'string'
}
