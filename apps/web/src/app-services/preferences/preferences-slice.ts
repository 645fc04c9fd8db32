import { locales, type Locale } from '../../i18n/routing'
import { isEditorLanguage, type EditorLanguage } from '../languages/languages'
import type { Difficulty } from '@eduscale/contracts/problem'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

export type ThemeChoice = 'system' | 'light' | 'dark'

export interface Preferences {
  theme: ThemeChoice
  language: EditorLanguage
  difficulty: Difficulty | null
  fontSizePx: number
  isSoundOn: boolean
  /** Whether a match that one looks for counts; null where one hasn't chosen. */
  isQueueRanked: boolean | null
  /** Of statements, where it isn't the page's. */
  statementLang: Locale | null
}

export const preferencesKey = 'eduscale.preferences'
export const fontSizes = { min: 11, max: 22 } as const

declare module '../store/store' {
  interface AppState {
    preferences: Preferences
  }
}

const initialState: Preferences = {
  theme: 'system',
  language: 'python',
  difficulty: null,
  fontSizePx: 14,
  isSoundOn: true,
  isQueueRanked: null,
  statementLang: null,
}

export const preferencesSlice = createSlice({
  name: 'preferences',
  initialState,
  reducers: {
    preferencesChanged: (state, { payload }: PayloadAction<Partial<Preferences>>) => ({ ...state, ...payload }),
  },
})

export const { preferencesChanged } = preferencesSlice.actions

/** What the browser remembers, as far as it still makes sense. */
export function parsePreferences(text: string | null): Partial<Preferences> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(Object.entries(value).filter(([name, entry]) => isSound(name, entry)))
  } catch {
    return {}
  }
}

function isSound(name: string, entry: unknown): boolean {
  switch (name) {
    case 'theme':
      return entry === 'system' || entry === 'light' || entry === 'dark'
    case 'language':
      return isEditorLanguage(String(entry))
    case 'difficulty':
      return entry === null || entry === 'easy' || entry === 'medium' || entry === 'hard'
    case 'fontSizePx':
      return typeof entry === 'number' && entry >= fontSizes.min && entry <= fontSizes.max
    case 'isSoundOn':
    case 'isQueueRanked':
      return typeof entry === 'boolean'
    case 'statementLang':
      return entry === null || locales.some((locale) => locale === entry)
    default:
      return false
  }
}
