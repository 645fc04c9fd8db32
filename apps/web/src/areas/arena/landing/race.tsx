'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { animateRace } from './animate-race'
import { ownLines, rivalLines, testCount } from './race-script'
import styles from './race.module.css'

/**
 * The product in one picture: one's own code above, below the rival as one sees them in a battle (lines and progress,
 * never code), and both lanes running towards the finish.
 */
export function Race() {
  const t = useTranslations('landing')
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!root.current || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    return animateRace(root.current)
  }, [])
  return (
    <div className={styles.race} role="img" aria-label={t('raceLabel')} ref={root}>
      <div className={styles.lane} data-side="you">
        <span className={styles.who}>{t('youLane')}</span>
        <pre className={styles.code} translate="no">
          {ownLines.map((line, index) => (
            <span className={styles.line} key={index}>
              {colour(line)}
              <i className={styles.cover} data-part="cover">
                <i className={styles.caret} data-part="caret" />
              </i>
            </span>
          ))}
        </pre>
        <Dots side="you" />
        <Track />
      </div>
      <div className={styles.lane} data-side="rival">
        <span className={styles.who}>{t('rivalLane')}</span>
        <span className={styles.bars}>
          {rivalLines.map((width, index) => (
            <i key={index} className={styles.bar} data-part="bar" style={{ inlineSize: `${width}%` }} />
          ))}
        </span>
        <Dots side="rival" />
        <Track />
      </div>
      <i className={styles.finish} />
    </div>
  )
}

/** Enough colour for seven lines of Python. */
function colour(line: string) {
  return line.split(/(\b(?:for|in|if|and|else)\b|'[^']*'|\b(?:input|print)\b|-?\b\d+\b)/).map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      <span key={index} data-kind={kindOf(piece)}>
        {piece}
      </span>
    ),
  )
}

function kindOf(piece: string): string {
  if (piece.startsWith("'")) return 'string'
  if (/\d/.test(piece)) return 'number'
  return piece === 'input' || piece === 'print' ? 'name' : 'keyword'
}

function Dots({ side }: { side: 'you' | 'rival' }) {
  return (
    <span className={styles.dots}>
      {Array.from({ length: testCount }, (_, index) => (
        <i key={index} className={styles.dot} data-fails={(side === 'rival' && index === 7) || undefined}>
          <i data-part="dot" data-late={(side === 'rival' && index >= 7) || undefined} />
        </i>
      ))}
    </span>
  )
}

function Track() {
  return (
    <span className={styles.track}>
      <i data-part="runner" />
    </span>
  )
}
