import { useLocale } from 'next-intl'
import { useMemo } from 'react'

/** Writes numbers with so many digits behind the sign that the reader's language has there: 0.53, or 0,53. */
export function useDecimal(digits: number): (value: number) => string {
  const locale = useLocale()
  return useMemo(() => {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    return (value) => format.format(value)
  }, [locale, digits])
}
