'use client'

import { useLocale } from 'next-intl'
import { useCallback } from 'react'
import type { Locale } from '../../i18n/routing'
import { useAppDispatch, useAppSelector } from '../store/store'
import { preferencesChanged } from './preferences-slice'

/** What problems are to be read in, the page's language unless another was chosen; and how to choose. */
export function useStatementLang(): [Locale, (lang: Locale) => void] {
  const locale = useLocale()
  const dispatch = useAppDispatch()
  const chosen = useAppSelector((state) => state.preferences.statementLang)
  const choose = useCallback(
    (lang: Locale) => dispatch(preferencesChanged({ statementLang: lang === locale ? null : lang })),
    [dispatch, locale],
  )
  return [chosen ?? locale, choose]
}
