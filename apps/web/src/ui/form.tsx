'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useMemo, useRef, useState, type ComponentProps, type FormEvent, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { Button } from './button'
import { FormContext, useForm } from './form-context'
import { findFault, listControls, type FormFault } from './form-faults'
import styles from './form.module.css'
import { useHydrated } from './use-hydrated'

/** Why something was refused, in the reader's words: at a field, or of the whole form where that is null. */
export interface Refusal {
  field: string | null
  text: string
}

type Faults = Readonly<Record<string, string>>

interface FormProps {
  /** Null for what is no refusal but a fault of ours: it goes on to the page's own net. */
  explain: (error: unknown) => Refusal | null
  onSubmit: (values: FormData) => Promise<void>
  /** What the page itself finds wrong, by the fields' names; shown at once, and nothing is sent meanwhile. */
  faults?: Faults
  onChange?: () => void
  className?: string | undefined
  children: ReactNode
}

/**
 * A form that words what is wrong beside the fields, in the page's language, and takes one to the first of them. It is sent once at a
 * time. By `post`, should a browser send it by itself before the page's scripts have come: what is in it must not get into an address.
 */
export function Form({ explain, onSubmit, faults: found = none, onChange, className, children }: FormProps) {
  const t = useTranslations('form')
  const word = useFaultText()
  const running = useRef(false)
  const [own, setOwn] = useState<Faults>(none)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const changed = useCallback((name: string) => {
    setRefusal(null)
    setOwn(({ [name]: _gone, ...others }) => others)
  }, [])
  const faults = useMemo(() => ({ ...own, ...found }), [own, found])
  const state = useMemo(
    () => ({ faultOf: (name: string) => faults[name] ?? null, changed, refusal, isBusy }),
    [faults, changed, refusal, isBusy],
  )

  /** Before the focus goes there: who hears the page is told what is wrong with the field together with its name. */
  const show = (form: HTMLFormElement, shown: Faults, whole: string | null) => {
    flushSync(() => {
      setOwn(shown)
      setRefusal(whole)
    })
    focusFirst(form, new Set(Object.keys({ ...shown, ...found })))
  }

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (running.current) return
    const form = event.currentTarget
    const ownNow = Object.fromEntries(
      listControls(form).flatMap((control) => {
        const fault = findFault(control)
        return fault === null ? [] : [[control.name, word(fault)] as const]
      }),
    )
    const count = Object.keys({ ...ownNow, ...found }).length
    if (count > 0) {
      show(form, ownNow, count === 1 ? null : t('faults', { count }))
      return
    }
    running.current = true
    setOwn(none)
    setRefusal(null)
    setIsBusy(true)
    try {
      await onSubmit(new FormData(form))
    } catch (error) {
      const refused = explain(error)
      if (refused === null) throw error
      const field = findNamed(form, refused.field)
      if (field === null) setRefusal(refused.text)
      else show(form, { [field]: refused.text }, null)
    } finally {
      running.current = false
      setIsBusy(false)
    }
  }

  return (
    <FormContext value={state}>
      <form
        className={className}
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        onChange={(event) => {
          changed(nameOf(event.target))
          onChange?.()
        }}
      >
        {children}
      </form>
    </FormContext>
  )
}

const none: Faults = {}

/** What was refused of the whole form. Its line is always there, so that nothing moves under one's hands. */
export function FormRefusal() {
  const { refusal } = useForm()
  return (
    <p className={styles.refusal} role="alert">
      {refusal}
    </p>
  )
}

type SubmitButtonProps = Pick<ComponentProps<typeof Button>, 'look' | 'size' | 'children'> & { testId?: string }

/** Not alive before the page's scripts have come; busy it keeps the focus. */
export function SubmitButton({ look = 'primary', size = 'medium', testId, children }: SubmitButtonProps) {
  const { isBusy } = useForm()
  const isAlive = useHydrated()
  return (
    <Button
      type="submit"
      className={styles.submit}
      look={look}
      size={size}
      isBusy={isBusy}
      disabled={!isAlive}
      data-testid={testId}
    >
      {children}
    </Button>
  )
}

/** What is in a field of text, without blanks around it. */
export function textOf(values: FormData, name: string): string {
  return rawTextOf(values, name).trim()
}

/** What is in a field as it is, such as a password, of which blanks are a part. */
export function rawTextOf(values: FormData, name: string): string {
  const value = values.get(name)
  return typeof value === 'string' ? value : ''
}

function useFaultText(): (fault: FormFault) => string {
  const t = useTranslations('form')
  return (fault) => {
    switch (fault.kind) {
      case 'tooShort':
      case 'tooLong':
        return t(fault.kind, { count: fault.count })
      case 'range':
        return t('range', { least: fault.least, most: fault.most })
      case 'least':
        return t('least', { least: fault.least })
      case 'most':
        return t('most', { most: fault.most })
      default:
        return t(fault.kind)
    }
  }
}

function focusFirst(form: HTMLFormElement, names: ReadonlySet<string>): void {
  const first = listControls(form).find(({ name }) => names.has(name))
  // Of many options, which may be folded.
  first?.closest('details')?.setAttribute('open', '')
  first?.focus()
}

/** The api names a field by its path in what was sent, such as `filter.submissionIds.0`. */
function findNamed(form: HTMLFormElement, path: string | null): string | null {
  const names = new Set(listControls(form).map(({ name }) => name))
  return path?.split('.').find((part) => names.has(part)) ?? null
}

function nameOf(target: EventTarget): string {
  return 'name' in target && typeof target.name === 'string' ? target.name : ''
}
