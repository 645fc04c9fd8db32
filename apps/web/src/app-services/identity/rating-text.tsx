import type { Rating } from '@eduscale/contracts/account'
import { useTranslations } from 'next-intl'

/** A rating in words; a question mark marks a provisional one, as chess players know it. */
export function RatingText({ rating, isShort = false }: { rating: Rating; isShort?: boolean }) {
  const t = useTranslations('identity')
  const figure = Math.round(rating.rating)
  const spoken = t(rating.isProvisional ? 'ratingProvisional' : 'rating', { rating: String(figure) })
  if (!isShort) return <span className="numerals">{spoken}</span>
  return (
    <span className="numerals">
      <span aria-hidden="true">
        {figure}
        {rating.isProvisional && '?'}
      </span>
      <span className="visually-hidden">{spoken}</span>
    </span>
  )
}
