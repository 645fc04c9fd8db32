'use client'

import { useTranslations } from 'next-intl'
import { useServices } from '../../../app-services/context/use-services'
import { Button } from '../../../ui/button'
import { CopyButton } from '../../../ui/copy-button'
import { saveFile } from '../../../ui/save-file'
import { useAction } from '../../../app-services/errors/use-action'
import result from './battle-result.module.css'
import styles from './record-section.module.css'

/** The whole log, signed: whoever has the file can check the result without asking us. */
export function RecordSection({ battleId }: { battleId: string }) {
  const t = useTranslations('result')
  const { api } = useServices()
  const fileName = `battle-${battleId}.json`
  const command = `npm run -s verify-battle -- ${fileName}`
  const [download, isBusy] = useAction(async () => {
    const record = await api.getRecord(battleId)
    saveFile(new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }), fileName)
  })
  return (
    <section className={result.section} aria-labelledby="record">
      <h2 id="record">{t('record')}</h2>
      <p className={styles.lead}>{t('recordLead')}</p>
      <div className={styles.row}>
        <Button isBusy={isBusy} onClick={download} data-testid="download-record">
          {t('download')}
        </Button>
      </div>
      <details className={styles.check}>
        <summary>{t('checkRecord')}</summary>
        <p className={styles.lead}>{t('checkRecordLead')}</p>
        <span className={styles.command}>
          <code translate="no">{command}</code>
          <CopyButton text={command} label={t('copyCommand')} />
        </span>
      </details>
    </section>
  )
}
