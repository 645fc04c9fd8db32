'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { Button } from '../../../ui/button'
import { useAction } from '../../../app-services/errors/use-action'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import styles from './arena.module.css'
import { primeCue } from '../cues/cue'

const limitMinutes = 20

export function BotPanel() {
  const t = useTranslations('arena')
  const { api, store, identity } = useServices()
  const router = useRouter()
  const [play, isBusy] = useAction(async () => {
    primeCue()
    await identity.ensureUser()
    const { battleId } = await api.openBotBattle({ difficulty: store.getState().preferences.difficulty, limitMinutes })
    store.dispatch(activeBattleChanged(battleId))
    router.push(`/battle/${battleId}`)
  })
  return (
    <section className={styles.way} aria-labelledby="play-the-bot">
      <div className={styles.about}>
        <h2 id="play-the-bot">{t('botTitle')}</h2>
        <p>{t('botLead')}</p>
      </div>
      <div className={styles.action}>
        <Button size="large" isBusy={isBusy} onClick={play}>
          {t('playBot')}
        </Button>
      </div>
    </section>
  )
}
