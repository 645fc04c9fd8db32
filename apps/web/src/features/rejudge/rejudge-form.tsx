'use client'

import { newId } from '@eduscale/client/new-id'
import type { LanguageId } from '@eduscale/contracts/language'
import type { RejudgeBody, RejudgePreview, RejudgeSet } from '@eduscale/contracts/rejudge'
import type { Verdict } from '@eduscale/contracts/verdict'
import { useTranslations } from 'next-intl'
import { useCallback, useState, type FormEvent } from 'react'
import { isApiError } from '@eduscale/client/http-client'
import { useServices } from '../../services/services-provider'
import { useResource } from '../../services/use-resource'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Select } from '../../ui/select'
import { verdictChoices } from './items-view'
import styles from './rejudge-form.module.css'

interface RejudgeFormProps {
  onClose: () => void
  onCreated: (set: RejudgeSet) => void
}

/** Which submissions are judged again, and why: first counted, then begun. */
export function RejudgeForm({ onClose, onCreated }: RejudgeFormProps) {
  const t = useTranslations('rejudge')
  const verdicts = useTranslations('verdict')
  const { api } = useServices()
  const [id] = useState(newId)
  const [problem, setProblem] = useState('')
  const [language, setLanguage] = useState<LanguageId | ''>('')
  const [verdict, setVerdict] = useState<Verdict | ''>('')
  const [preview, setPreview] = useState<{ filter: string; counted: RejudgePreview } | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [problems] = useResource(useCallback((signal: AbortSignal) => api.listProblems({ signal }), [api]))
  const [status] = useResource(useCallback((signal: AbortSignal) => api.getStatus({ signal }), [api]))

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { filter, reason } = readForm(new FormData(event.currentTarget), { problem, language, verdict })
    const asText = JSON.stringify(filter)
    setIsBusy(true)
    setRefusal(null)
    try {
      if (preview?.filter === asText && preview.counted.count > 0) onCreated(await api.createRejudge({ id, reason, filter }))
      else setPreview({ filter: asText, counted: await api.previewRejudge(filter) })
    } catch (error) {
      if (!isApiError(error)) throw error
      setRefusal(error.message)
    } finally {
      setIsBusy(false)
    }
  }
  const mayStart = preview !== null && preview.counted.count > 0

  return (
    <Dialog title={t('create')} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void send(event)} onChange={() => setPreview(null)}>
        <label className={styles.wide}>
          <span>{t('reason')}</span>
          <input name="reason" required minLength={3} maxLength={200} aria-describedby="reason-hint" />
          <small id="reason-hint">{t('reasonHint')}</small>
        </label>
        <Select
          label={t('problem')}
          value={problem}
          options={[
            { value: '', label: t('anyProblem') },
            ...(problems.value ?? []).map(({ slug, title }) => ({ value: slug, label: title })),
          ]}
          onChange={setProblem}
        />
        <Select
          label={t('language')}
          value={language}
          options={[
            { value: '' as const, label: t('anyLanguage') },
            ...(status.value?.languages ?? []).map(({ id: value }) => ({ value, label: value })),
          ]}
          onChange={setLanguage}
        />
        <Select
          label={t('verdict')}
          value={verdict}
          options={[
            { value: '' as const, label: t('anyVerdict') },
            ...verdictChoices.map((value) => ({ value, label: verdicts(value) })),
          ]}
          onChange={setVerdict}
        />
        <label>
          <span>{t('battle')}</span>
          <input name="battle" spellCheck={false} />
        </label>
        <label>
          <span>{t('from')}</span>
          <input name="from" type="datetime-local" />
        </label>
        <label>
          <span>{t('until')}</span>
          <input name="until" type="datetime-local" />
        </label>
        <label className={styles.wide}>
          <span>{t('ids')}</span>
          <textarea name="ids" rows={3} spellCheck={false} />
        </label>
        <div className={styles.answer} role="status" data-testid="preview">
          {refusal && <p className={styles.refusal}>{refusal}</p>}
          {preview && (
            <>
              <p>{t('previewCount', { count: preview.counted.count })}</p>
              {preview.counted.count > 0 && <p>{t('previewBattles', { count: preview.counted.inBattles })}</p>}
            </>
          )}
        </div>
        <div className={styles.actions}>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {mayStart ? t('start') : t('preview')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('cancelCreate')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function readForm(
  form: FormData,
  chosen: { problem: string; language: LanguageId | ''; verdict: Verdict | '' },
): Pick<RejudgeBody, 'reason' | 'filter'> {
  const field = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const instant = (name: string) => (field(name) === '' ? null : new Date(field(name)).toISOString())
  return {
    reason: field('reason'),
    filter: {
      problemSlug: chosen.problem || null,
      language: chosen.language || null,
      verdict: chosen.verdict || null,
      battleId: field('battle') || null,
      receivedFrom: instant('from'),
      receivedUntil: instant('until'),
      submissionIds: field('ids')
        .split(/[\s,]+/)
        .filter((id) => id !== ''),
    },
  }
}
