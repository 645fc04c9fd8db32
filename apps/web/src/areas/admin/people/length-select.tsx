'use client'

import { useTranslations } from 'next-intl'
import { Select } from '../../../ui/select'

const lengths = ['1', '7', '30', '90', '365', ''] as const
export type Length = (typeof lengths)[number]

/** As the api takes it: days, or null for good. */
export function daysOf(length: Length): number | null {
  return length === '' ? null : Number(length)
}

interface LengthSelectProps {
  label: string
  value: Length
  /** In days; any where it isn't said. */
  longest?: number
  mayBeForGood: boolean
  onChange: (length: Length) => void
}

/** For how long a role is granted, or somebody is kept out. */
export function LengthSelect({ label, value, longest = Infinity, mayBeForGood, onChange }: LengthSelectProps) {
  const t = useTranslations('people')
  const offered = lengths.filter((length) => (length === '' ? mayBeForGood : Number(length) <= longest))
  return (
    <Select
      label={label}
      value={value}
      options={offered.map((length) => ({
        value: length,
        label: length === '' ? t('forGood') : t('days', { count: Number(length) }),
      }))}
      onChange={onChange}
    />
  )
}
