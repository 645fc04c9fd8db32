'use client'

import { grantedRoles, type GrantedRole } from '@eduscale/contracts/actions'
import type { AuditEntry } from '@eduscale/contracts/audit'
import { useTranslations } from 'next-intl'
import { useWhen } from '../home/use-when'

/** An entry of the audit in words: what was done, and what else is known of it. */
export function useEntryText(): { actionOf: (entry: AuditEntry) => string; detailOf: (entry: AuditEntry) => string } {
  const t = useTranslations('audit')
  const roles = useTranslations('role')
  const when = useWhen()
  return {
    actionOf: ({ action }) => t(`action.${action}`),
    detailOf: ({ before, after, data }) => {
      const role = findRole(textIn(after, 'role') ?? textIn(before, 'role') ?? textIn(data, 'role'))
      const until = textIn(after, 'until')
      const sessions = before?.['sessions']
      const parts = [
        role && roles(role),
        until !== null && t('until', { when: when(until) }),
        after?.['until'] === null && t('forGood'),
        typeof sessions === 'number' && t('sessions', { count: sessions }),
        textIn(data, 'reason') ?? textIn(after, 'reason'),
        textIn(data, 'passkey'),
        textIn(data, 'device'),
      ]
      return parts.filter((part) => typeof part === 'string').join(' · ')
    },
  }
}

function findRole(text: string | null): GrantedRole | null {
  return grantedRoles.find((known) => known === text) ?? null
}

function textIn(values: Readonly<Record<string, unknown>> | null, key: string): string | null {
  const value = values?.[key]
  return typeof value === 'string' ? value : null
}
