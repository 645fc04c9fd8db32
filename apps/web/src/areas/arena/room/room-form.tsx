'use client'

import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { useRouter } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { tabStorage } from '../../../app-services/storage/tab-storage'
import { queries } from '../../../app-services/resources/queries'
import { useStatementLang } from '../../../app-services/preferences/use-statement-lang'
import { useAsker } from '../../../app-services/resources/use-asker'
import { LinkButton } from '../../../ui/button'
import { ChoiceGroup } from '../../../ui/choice-group'
import { Combobox } from '../../../ui/combobox'
import { CheckField, ChipsField, NumberField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton } from '../../../ui/form'
import { loadLater } from '../../../ui/load-later'
import { DifficultyChoice } from '../../../ui/difficulty-choice'
import { keepBattleInvite, keepOwnRoom } from '../invite/invite-storage'
import { primeCue } from '../cues/cue'
import { languageName } from '../../../app-services/languages/languages'
import { useLanguages } from '../../../workbench/editor/use-languages'
import { useAction } from '../../../app-services/errors/use-action'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { findOpenRoom, type OpenRoom } from './open-room'
import { defaultRoom, bounds, findRoomFaults, formats, parseRoom, roomBody, scorings, type RoomChoice } from './room-choice'
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
  // After hydration: the server can't know what this browser remembers.
  useEffect(() => setChoice(parseRoom(tabStorage('local').getItem(storageKey))), [])
  const asker = useAsker()
  const [lang] = useStatementLang()
  const { currentData: problems } = queries.useProblemsQuery(asker === null ? skipToken : { asker, lang })
  const languages = useLanguages(null)
  const skills = useMemo(() => [...new Set(problems?.flatMap((problem) => problem.skills))].toSorted(), [problems])
  const explain = useRefusal()
  const faults = useMemo(
    () => Object.fromEntries(Object.entries(findRoomFaults(choice)).map(([field, fault]) => [field, t(`fault.${fault}`)])),
    [choice, t],
  )
  const change = (part: Partial<RoomChoice>) => {
    const next = { ...choice, ...part }
    setChoice(next)
    tabStorage('local').setItem(storageKey, JSON.stringify(next))
  }
  const [closing, setClosing] = useState<OpenRoom | null>(null)
  const create = async (isSure: boolean) => {
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
  }
  const [createAnyway, isClosing] = useAction(async () => create(true))

  return (
    <Form className={styles.form} explain={explain} faults={faults} onSubmit={async () => create(false)}>
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
            name="limitMinutes"
            label={t('minutes')}
            value={choice.limitMinutes}
            range={bounds.minutes}
            onChange={(limitMinutes) => change({ limitMinutes })}
          />
          {choice.format !== 'duel' && (
            <NumberField
              name="maxPlayers"
              label={t('seats')}
              value={choice.maxPlayers}
              range={bounds.seats}
              onChange={(maxPlayers) => change({ maxPlayers })}
            />
          )}
          {choice.format === 'teams' && (
            <NumberField
              name="teamCount"
              label={t('teams')}
              value={choice.teamCount}
              range={bounds.teams}
              onChange={(teamCount) => change({ teamCount })}
            />
          )}
        </div>
      </section>
      <section className={styles.part} aria-labelledby="room-problem">
        <h2 id="room-problem">{t('problem')}</h2>
        <Combobox
          name="problemSlug"
          label={t('problemLabel')}
          value={choice.problemSlug ?? ''}
          options={[
            { value: '', label: t('anyProblem') },
            ...(problems ?? []).map((problem) => ({ value: problem.slug, label: problem.title })),
          ]}
          onChange={(slug) => change({ problemSlug: slug === '' ? null : slug })}
        />
        {choice.problemSlug === null && (
          <>
            <DifficultyChoice value={choice.difficulty} onChange={(difficulty) => change({ difficulty })} />
            <ChipsField
              name="skills"
              label={t('skills')}
              none={t('anySkill')}
              hint={t('skillsHint')}
              options={skills.map((skill) => ({ value: skill, label: skill }))}
              chosen={choice.skills}
              onChange={(chosen) => change({ skills: chosen })}
            />
          </>
        )}
        <ChipsField
          name="languages"
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
          name="isListed"
          label={t('listed')}
          hint={t('listedHint')}
          isChecked={choice.isListed}
          onChange={(isListed) => change({ isListed })}
        />
        <CheckField
          name="mayJoinLate"
          label={t('late')}
          hint={t('lateHint')}
          isChecked={choice.mayJoinLate}
          onChange={(mayJoinLate) => change({ mayJoinLate })}
        />
        <CheckField
          name="isRanked"
          label={t('ranked')}
          hint={t('rankedHint')}
          isChecked={choice.isRanked}
          onChange={(isRanked) => change({ isRanked })}
        />
      </section>
      <div className={styles.end}>
        <SubmitButton size="large" testId="create-room">
          {t('create')}
        </SubmitButton>
        <LinkButton look="quiet" size="large" href="/arena">
          {t('back')}
        </LinkButton>
        <FormRefusal />
      </div>
      {closing && <CloseRoomDialog room={closing} isBusy={isClosing} onConfirm={createAnyway} onClose={() => setClosing(null)} />}
    </Form>
  )
}
