import { attemptHeader } from '@eduscale/contracts/routes/address'
import { describeRoutes, type DescribedRoute, type JsonSchema } from '@eduscale/contracts/routes/describe'
import { mayEver } from '@eduscale/rules/may'
import { useTranslations } from 'next-intl'
import { PageHead } from '../../ui/page-head'
import page from '../../ui/page.module.css'
import { ScrollText } from '../../ui/scroll-box'
import styles from './api-docs.module.css'
import { DocumentLink } from './document-link'
import { outline } from './outline'

/** Of the contracts, which the server has and the browser doesn't (docs/decisions/0021-no-zod-in-the-browser.md); the same for all. */
const described = describeRoutes((action) => mayEver(null, action))
const areas = [...new Set(described.routes.map(({ area }) => area))]

/** Every route of the api by area. What comes from the contracts is English; the page's own words are the reader's. */
export function ApiDocs() {
  const t = useTranslations('apiDocs')
  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={t('lead')}>
        <DocumentLink>{t('document')}</DocumentLink>
      </PageHead>
      <nav aria-label={t('areas')} className={styles.areas}>
        {areas.map((area) => (
          <a key={area} href={`#${area}`}>
            {t(`area.${area}`)}
          </a>
        ))}
        <a href="#shapes">{t('shapes')}</a>
      </nav>
      {areas.map((area) => (
        <section key={area} aria-labelledby={area} className={styles.area}>
          <h2 id={area}>{t(`area.${area}`)}</h2>
          {described.routes
            .filter((route) => route.area === area)
            .map((route) => (
              <RouteArticle key={route.name} route={route} />
            ))}
        </section>
      ))}
      <section aria-labelledby="shapes" className={styles.area}>
        <h2 id="shapes">{t('shapes')}</h2>
        {Object.entries(described.schemas).map(([name, schema]) => (
          <article key={name} className={styles.route}>
            <h3 translate="no">{name}</h3>
            <Shape label={name} schema={schema} />
          </article>
        ))}
      </section>
    </div>
  )
}

function RouteArticle({ route }: { route: DescribedRoute }) {
  const t = useTranslations('apiDocs')
  const { name, method, path, summary, isOpen, params, query, body, status, answer, refusals, rate, repeating } = route
  return (
    <article id={name} className={styles.route}>
      <h3 translate="no">
        <span className={styles.method}>{method}</span> <code translate="no">{path}</code>
      </h3>
      <p lang="en">{summary}</p>
      <ul className={styles.facts}>
        <li>{isOpen ? t('open') : t('closed')}</li>
        {rate !== null && <li>{t('rate', { count: rate })}</li>}
        {repeating === 'by-attempt' && <li>{t('byAttempt', { header: attemptHeader })}</li>}
        {repeating === 'by-own-id' && <li>{t('byOwnId')}</li>}
      </ul>
      <dl className={styles.parts}>
        {params.length > 0 && <Part title={t('path')} schema={toObject(params)} />}
        {query.length > 0 && <Part title={t('query')} schema={toObject(query)} />}
        {body && <Part title={t('body')} schema={body} />}
        {answer === null || typeof answer === 'string' ? (
          <>
            <dt>{t('answer', { status })}</dt>
            <dd>{t(answer ?? 'nothing')}</dd>
          </>
        ) : (
          <Part title={t('answer', { status })} schema={answer} />
        )}
        <dt>{t('refusals')}</dt>
        <dd translate="no">{refusals.join(', ')}</dd>
      </dl>
    </article>
  )
}

function Part({ title, schema }: { title: string; schema: JsonSchema }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <Shape label={title} schema={schema} />
      </dd>
    </>
  )
}

function Shape({ label, schema }: { label: string; schema: JsonSchema }) {
  return (
    <ScrollText label={label} className={styles.shape}>
      {outline(schema)}
    </ScrollText>
  )
}

function toObject(parameters: DescribedRoute['params']): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.flatMap(({ name, isRequired }) => (isRequired ? [name] : [])),
  }
}
