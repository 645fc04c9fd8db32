'use client'

import { newId } from '@eduscale/client/new-id'
import type { LanguageId } from '@eduscale/contracts/language'
import type { RejudgeBody, RejudgePreview, RejudgeSet } from '@eduscale/contracts/rejudge'
import type { Verdict } from '@eduscale/contracts/verdict'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import type { ApiError } from '@eduscale/client/http-client'
import { useServices } from '../../../app-services/context/use-services'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { languageName } from '../../../app-services/languages/languages'
import { queries } from '../../../app-services/resources/queries'
import { useStatementLang } from '../../../app-services/preferences/use-statement-lang'
import { useAsker } from '../../../app-services/resources/use-asker'
import { Button } from '../../../ui/button'
import { Combobox } from '../../../ui/combobox'
import { Dialog } from '../../../ui/dialog'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton, textOf } from '../../../ui/form'
import { Select } from '../../../ui/select'
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
  const [chosen, setChosen] = useState<Chosen>({ problem: '', language: '', verdict: '' })
  const [preview, setPreview] = useState<{ filter: string; counted: RejudgePreview } | null>(null)
  const asker = useAsker()
  const [lang] = useStatementLang()
  const { currentData: problems = [] } = queries.useProblemsQuery(asker === null ? skipToken : { asker, lang })
  const { currentData: status } = queries.useStatusQuery()
  const explain = useRefusal(
    useCallback(
      (error: ApiError, field: string | null) => {
        if (error.code === 'too-large') return t('tooMany')
        return error.code === 'bad-request' && (field === null || field === 'filter') ? t('nothingChosen') : null
      },
      [t],
    ),
  )
  const choose = (part: Partial<Chosen>) => {
    setChosen({ ...chosen, ...part })
    setPreview(null)
  }

  const send = async (values: FormData) => {
    const filter = readFilter(values, chosen)
    const asText = JSON.stringify(filter)
    if (preview?.filter === asText && preview.counted.count > 0) {
      onCreated(await api.createRejudge({ id, reason: textOf(values, 'reason'), filter }))
    } else setPreview({ filter: asText, counted: await api.previewRejudge(filter) })
  }
  const mayStart = preview !== null && preview.counted.count > 0

  return (
    <Dialog title={t('create')} onClose={onClose}>
      <Form className={styles.form} explain={explain} onSubmit={send} onChange={() => setPreview(null)}>
        <TextField
          className={styles.wide}
          name="reason"
          label={t('reason')}
          hint={t('reasonHint')}
          isRequired
          length={[3, 200]}
        />
        <Combobox
          name="problemSlug"
          label={t('problem')}
          value={chosen.problem}
          options={[{ value: '', label: t('anyProblem') }, ...problems.map(({ slug, title }) => ({ value: slug, label: title }))]}
          onChange={(problem) => choose({ problem })}
        />
        <Select
          label={t('language')}
          value={chosen.language}
          options={[
            { value: '' as const, label: t('anyLanguage') },
            ...(status?.languages ?? []).map(({ id: value }) => ({ value, label: languageName(value) })),
          ]}
          onChange={(language) => choose({ language })}
        />
        <Select
          label={t('verdict')}
          value={chosen.verdict}
          options={[
            { value: '' as const, label: t('anyVerdict') },
            ...verdictChoices.map((value) => ({ value, label: verdicts(value) })),
          ]}
          onChange={(verdict) => choose({ verdict })}
        />
        <TextField name="battleId" label={t('battle')} kind="machine" />
        <TextField name="receivedFrom" label={t('from')} kind="datetime-local" />
        <TextField name="receivedUntil" label={t('until')} kind="datetime-local" />
        <TextField className={styles.wide} name="submissionIds" label={t('ids')} kind="textarea" />
        <div className={styles.answer}>
          <FormRefusal />
          <div role="status" data-testid="preview">
            {preview && (
              <>
                <p>{t('previewCount', { count: preview.counted.count })}</p>
                {preview.counted.count > 0 && <p>{t('previewBattles', { count: preview.counted.inBattles })}</p>}
              </>
            )}
          </div>
        </div>
        <div className={styles.actions}>
          <SubmitButton>{mayStart ? t('start') : t('preview')}</SubmitButton>
          <Button look="quiet" onClick={onClose}>
            {t('cancelCreate')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

interface Chosen {
  problem: string
  language: LanguageId | ''
  verdict: Verdict | ''
}

function readFilter(values: FormData, chosen: Chosen): RejudgeBody['filter'] {
  const instant = (name: string) => (textOf(values, name) === '' ? null : new Date(textOf(values, name)).toISOString())
  return {
    problemSlug: chosen.problem || null,
    language: chosen.language || null,
    verdict: chosen.verdict || null,
    battleId: textOf(values, 'battleId') || null,
    receivedFrom: instant('receivedFrom'),
    receivedUntil: instant('receivedUntil'),
    submissionIds: textOf(values, 'submissionIds')
      .split(/[\s,]+/)
      .filter((id) => id !== ''),
  }
}
