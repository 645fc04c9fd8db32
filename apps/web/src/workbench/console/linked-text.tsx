import { useTranslations } from 'next-intl'
import { useContext } from 'react'
import { printable } from '@eduscale/rules/printable'
import { PlaceLinksContext } from './go-to-place'
import styles from './output-block.module.css'
import { splitPlaces } from './source-places'

/** What a compiler or a program wrote: what can't be seen is shown, and places in the code lead there. */
export function LinkedText({ text }: { text: string }) {
  const t = useTranslations('workspace')
  const links = useContext(PlaceLinksContext)
  const seen = printable(text)
  if (!links) return seen
  return splitPlaces(seen, links.pattern).map(({ text: piece, place }, index) =>
    place === null ? (
      piece
    ) : (
      <button
        key={index}
        type="button"
        className={styles.place}
        title={t('goToLine', { line: place.line })}
        onClick={() => links.goTo(place)}
      >
        {piece}
      </button>
    ),
  )
}
