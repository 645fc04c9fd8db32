'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { Button, type ButtonLook } from '../../../ui/button'
import { useFindMatch } from './use-find-match'

interface NewOpponentProps {
  isRanked: boolean
  look: ButtonLook
  size: 'medium' | 'large'
}

/** After a match: looks for another one of the same kind, and goes where the search is shown. */
export function NewOpponent({ isRanked, look, size }: NewOpponentProps) {
  const t = useTranslations('result')
  const { store } = useServices()
  const router = useRouter()
  const [find, isBusy] = useFindMatch({ onOpen: () => router.push('/arena') })
  const ask = () => {
    // The battle's own difficulty may have been the opponent's wish.
    const { difficulty, language } = store.getState().preferences
    find({ difficulty, language, isRanked })
  }
  return (
    <Button look={look} size={size} isBusy={isBusy} onClick={ask}>
      {t('newOpponent')}
    </Button>
  )
}
