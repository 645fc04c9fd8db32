'use client'

import { isApiError, type ApiError } from '@eduscale/client/http-client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '../../../app-services/errors/use-error-text'
import { Button, type ButtonLook } from '../../../ui/button'
import { faultOf } from './ceremony'
import styles from './passkey-button.module.css'

interface PasskeyButtonProps {
  look?: ButtonLook
  size?: 'medium' | 'large'
  /** What begins when it is pressed; in it the browser asks for a passkey. */
  act: () => Promise<void>
  /** After it came to nothing. */
  onFault?: () => void
  word?: (error: ApiError) => string | null
  /** What came to nothing beside it. */
  told?: string | null
  children: string
}

/** A button that a browser's own dialog follows; under it stands what came of that, where it was nothing. */
export function PasskeyButton({ look, size, act, onFault, word, told = null, children }: PasskeyButtonProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const wordFault = useFaultText(word)
  const press = async () => {
    setIsBusy(true)
    setFault(null)
    try {
      await act()
    } catch (error) {
      const text = wordFault(error)
      if (text === null) throw error
      setFault(text)
      onFault?.()
    } finally {
      setIsBusy(false)
    }
  }
  const shown = fault ?? told
  return (
    <div className={styles.way}>
      <Button {...(look && { look })} {...(size && { size })} isBusy={isBusy} onClick={() => void press()}>
        {children}
      </Button>
      {shown !== null && (
        <p className={styles.fault} role="alert">
          {shown}
        </p>
      )}
    </div>
  )
}

/** What is said of a ceremony that came to nothing; null where it is a fault of ours. */
export function useFaultText(word?: (error: ApiError) => string | null): (error: unknown) => string | null {
  const t = useTranslations('passkeys')
  const errorText = useErrorText()
  return (error) => {
    if (isApiError(error)) return word?.(error) ?? errorText(error)
    const fault = faultOf(error)
    return fault && t(`fault.${fault}`)
  }
}
