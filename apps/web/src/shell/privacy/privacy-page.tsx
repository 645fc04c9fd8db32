import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Link } from '../../i18n/navigation'
import { PageHead } from '../../ui/page-head'
import page from '../../ui/page.module.css'
import styles from './privacy.module.css'

const kept = [
  'account',
  'email',
  'sessions',
  'battles',
  'typing',
  'practice',
  'runs',
  'traces',
  'mails',
  'limits',
  'staff',
  'guests',
] as const
const seen = ['everybody', 'opponents', 'spectators', 'staff', 'operator', 'you'] as const
const gone = ['asked', 'week', 'after', 'stays', 'signed', 'guest'] as const
const others = ['cookies', 'outside', 'program'] as const

/** What is kept about people, how long, and who sees it; docs/retention.md has the tables behind it. */
export function PrivacyPage() {
  const t = useTranslations('privacy')
  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      <Part id="kept" title={t('keptTitle')}>
        <dl className={styles.kept}>
          {kept.map((item) => (
            <div key={item}>
              <dt>{t(`kept.${item}`)}</dt>
              <dd>{t(`howLong.${item}`)}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part id="seen" title={t('seenTitle')}>
        <List items={seen.map((item) => t(`seen.${item}`))} />
      </Part>
      <Part id="own" title={t('ownTitle')}>
        <p>{t.rich('own', { link: (text) => <Link href="/settings#your-data">{text}</Link> })}</p>
      </Part>
      <Part id="gone" title={t('goneTitle')}>
        <List items={gone.map((item) => t(`gone.${item}`))} />
      </Part>
      <Part id="others" title={t('othersTitle')}>
        <List items={others.map((item) => t(`others.${item}`))} />
      </Part>
    </div>
  )
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}
