'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useRouter } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { tabStorage } from '../../../app-services/storage/tab-storage'
import { useResource } from '../../../app-services/resources/use-resource'
import { Button, LinkButton } from '../../../ui/button'
import { ChoiceGroup } from '../../../ui/choice-group'
import { loadLater } from '../../../ui/load-later'
import { Select } from '../../../ui/select'
import { DifficultyChoice } from '../../../ui/difficulty-choice'
import { keepBattleInvite, keepOwnRoom } from '../invite/invite-storage'
import { primeCue } from '../cues/cue'
import { languageName } from '../../../app-services/languages/languages'
import { useLanguages } from '../../../workbench/editor/use-languages'
import { useAction } from '../../../app-services/errors/use-action'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { CheckField, ChipsField, NumberField } from './fields'
import { findOpenRoom, type OpenRoom } from './open-room'
import {
  defaultRoom,
  bounds,
  findRoomFaults,
  formats,
  parseRoom,
  roomBody,
  scorings,
  type RoomChoice,
  type RoomField,
} from './room-choice'
import styles from './room-form.module.css'

const CloseRoomDialog = loadLater(() => import('./close-room-dialog').then((module) => module.CloseRoomDialog), {
  notice: 'dialog',
})

const storageKey = 'eduscale.room'

/** A battle of one's own making. What can't go together is said beside the field, before anything is sent. */
export function RoomForm() {
  const t = useTranslations('room')
  const { api, store, identity } = useServices()
  const router = useRouter()
  const [choice, setChoice] = useState<RoomChoice>(defaultRoom)
  const [hasTried, setHasTried] = useState(false)
  // After hydration: the server can't know what this browser remembers.
  useEffect(() => setChoice(parseRoom(tabStorage('local').getItem(storageKey))), [])
  const [problems] = useResource(useCallback((signal: AbortSignal) => api.listProblems({ signal }), [api]))
  const languages = useLanguages(null)
  const skills = useMemo(() => [...new Set(problems.value?.flatMap((problem) => problem.skills))].toSorted(), [problems.value])
  const faults = findRoomFaults(choice)
  const change = (part: Partial<RoomChoice>) => {
    const next = { ...choice, ...part }
    setChoice(next)
    tabStorage('local').setItem(storageKey, JSON.stringify(next))
  }
  const faultOf = (field: RoomField) => {
    const fault = faults[field]
    return fault === undefined ? null : t(`fault.${fault}`)
  }
  const [closing, setClosing] = useState<OpenRoom | null>(null)
  const [create, isBusy] = useAction(async (isSure: boolean) => {
    setHasTried(true)
    if (Object.keys(faults).length > 0) return
    primeCue()
    await identity.ensureUser()
    const open = isSure ? null : await findOpenRoom({ api, store })
    if (open) {
      setClosing(open)
      return
    }
    const invite = await api.createRoom(roomBody(choice))
    if (invite.battleId === null) return
    keepBattleInvite(invite.battleId, invite)
    keepOwnRoom(invite.host.id, invite.battleId)
    store.dispatch(activeBattleChanged(invite.battleId))
    router.push(`/battle/${invite.battleId}`)
  })

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        create(false)
      }}
    >
      <section className={styles.part} aria-labelledby="room-game">
        <h2 id="room-game">{t('game')}</h2>
        <ChoiceGroup
          label={t('format')}
          value={choice.format}
          options={formats.map((format) => ({ value: format, label: t(`formats.${format}`) }))}
          onChange={(format) => change({ format })}
        />
        <p className={styles.hint}>{t(`formatHint.${choice.format}`)}</p>
        <ChoiceGroup
          label={t('scoring')}
          value={choice.scoring}
          options={scorings.map((scoring) => ({ value: scoring, label: t(`scorings.${scoring}`) }))}
          onChange={(scoring) => change({ scoring })}
        />
        <p className={styles.hint}>{t(`scoringHint.${choice.scoring}`)}</p>
        <div className={styles.row}>
          <NumberField
            label={t('minutes')}
            value={choice.limitMinutes}
            range={bounds.minutes}
            fault={faultOf('limitMinutes')}
            onChange={(limitMinutes) => change({ limitMinutes })}
          />
          {choice.format !== 'duel' && (
            <NumberField
              label={t('seats')}
              value={choice.maxPlayers}
              range={bounds.seats}
              fault={faultOf('maxPlayers')}
              onChange={(maxPlayers) => change({ maxPlayers })}
            />
          )}
          {choice.format === 'teams' && (
            <NumberField
              label={t('teams')}
              value={choice.teamCount}
              range={bounds.teams}
              fault={faultOf('teamCount')}
              onChange={(teamCount) => change({ teamCount })}
            />
          )}
        </div>
      </section>
      <section className={styles.part} aria-labelledby="room-problem">
        <h2 id="room-problem">{t('problem')}</h2>
        <Select
          label={t('problemLabel')}
          value={choice.problemSlug ?? ''}
          options={[
            { value: '', label: t('anyProblem') },
            ...(problems.value ?? []).map((problem) => ({ value: problem.slug, label: problem.title })),
          ]}
          onChange={(slug) => change({ problemSlug: slug === '' ? null : slug })}
        />
        {faults.problemSlug && (
          <p className={styles.fault} role="alert">
            {faultOf('problemSlug')}
          </p>
        )}
        {choice.problemSlug === null && (
          <>
            <DifficultyChoice value={choice.difficulty} onChange={(difficulty) => change({ difficulty })} />
            <ChipsField
              label={t('skills')}
              none={t('anySkill')}
              hint={t('skillsHint')}
              options={skills.map((skill) => ({ value: skill, label: skill }))}
              chosen={choice.skills}
              fault={faultOf('skills')}
              onChange={(chosen) => change({ skills: chosen })}
            />
          </>
        )}
        <ChipsField
          label={t('languages')}
          none={t('anyLanguage')}
          hint={t('languagesHint')}
          options={languages.map(({ id }) => ({ value: id, label: languageName(id) }))}
          chosen={choice.languages}
          onChange={(chosen) => change({ languages: chosen })}
        />
      </section>
      <section className={styles.part} aria-labelledby="room-who">
        <h2 id="room-who">{t('who')}</h2>
        <CheckField
          label={t('listed')}
          hint={t('listedHint')}
          isChecked={choice.isListed}
          onChange={(isListed) => change({ isListed })}
        />
        <CheckField
          label={t('late')}
          hint={t('lateHint')}
          isChecked={choice.mayJoinLate}
          fault={faultOf('mayJoinLate')}
          onChange={(mayJoinLate) => change({ mayJoinLate })}
        />
        <CheckField
          label={t('ranked')}
          hint={t('rankedHint')}
          isChecked={choice.isRanked}
          onChange={(isRanked) => change({ isRanked })}
        />
      </section>
      <div className={styles.end}>
        <Button type="submit" look="primary" size="large" isBusy={isBusy} data-testid="create-room">
          {t('create')}
        </Button>
        <LinkButton look="quiet" size="large" href="/arena">
          {t('back')}
        </LinkButton>
        <p className={styles.fault} role="status">
          {hasTried && Object.keys(faults).length > 0 && t('fault.some')}
        </p>
      </div>
      {closing && (
        <CloseRoomDialog room={closing} isBusy={isBusy} onConfirm={() => create(true)} onClose={() => setClosing(null)} />
      )}
    </form>
  )
}
