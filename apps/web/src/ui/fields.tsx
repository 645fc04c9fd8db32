'use client'

import { useId, type ReactNode } from 'react'
import { classNames } from './class-names'
import { useForm } from './form-context'
import styles from './fields.module.css'

interface FieldProps {
  name: string
  label: string
  hint?: string | undefined
}

/** What a control says of itself to whoever hears the page. */
interface Described {
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

interface FrameProps extends FieldProps {
  className?: string | undefined
  children: (described: Described) => ReactNode
}

/** A label, the control, what is to be known about it, and what is wrong with it. */
export function FieldFrame({ name, label, hint, className, children }: FrameProps) {
  const { id, fault, described } = useDescribed(name, hint)
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={id}>{label}</label>
      {children(described)}
      <FieldNotes id={id} hint={hint} fault={fault} />
    </div>
  )
}

function useDescribed(name: string, hint: string | undefined) {
  const id = useId()
  const fault = useForm().faultOf(name)
  const notes = [fault !== null && `${id}-fault`, hint !== undefined && `${id}-hint`].filter((note) => note !== false)
  const described: Described = {
    id,
    'aria-invalid': fault !== null || undefined,
    'aria-describedby': notes.length === 0 ? undefined : notes.join(' '),
  }
  return { id, fault, described }
}

function FieldNotes({ id, hint, fault }: { id: string; hint: string | undefined; fault: string | null }) {
  return (
    <>
      {fault !== null && (
        <p id={`${id}-fault`} className={styles.fault} role="alert">
          {fault}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </>
  )
}

interface TextFieldProps extends FieldProps {
  /** `machine`: an identifier or such, which nobody's spelling is looked at in. */
  kind?: 'text' | 'machine' | 'email' | 'password' | 'textarea' | 'datetime-local'
  isRequired?: boolean
  length?: readonly [least: number, most: number]
  autoComplete?: string
  /** What stands in it at first. */
  initial?: string
  className?: string | undefined
}

/** Keeps its own value until the form is sent. */
export function TextField({
  kind = 'text',
  isRequired = false,
  length,
  autoComplete,
  initial,
  className,
  ...field
}: TextFieldProps) {
  const [minLength, maxLength] = length ?? []
  const given = {
    name: field.name,
    required: isRequired,
    minLength,
    maxLength,
    autoComplete,
    defaultValue: initial,
    ...(kind === 'machine' && { spellCheck: false, autoCapitalize: 'none' }),
  }
  return (
    <FieldFrame {...field} className={className}>
      {(described) =>
        kind === 'textarea' ? (
          <textarea {...given} {...described} rows={3} />
        ) : (
          <input {...given} {...described} type={kind === 'machine' ? 'text' : kind} />
        )
      }
    </FieldFrame>
  )
}

interface NumberFieldProps extends FieldProps {
  /** Not a number while nothing is in it. */
  value: number
  range: readonly [least: number, most: number]
  onChange: (value: number) => void
}

export function NumberField({ value, range: [least, most], onChange, ...field }: NumberFieldProps) {
  return (
    <FieldFrame {...field} className={styles.number}>
      {(described) => (
        <input
          {...described}
          name={field.name}
          type="number"
          inputMode="numeric"
          required
          min={least}
          max={most}
          value={Number.isNaN(value) ? '' : value}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      )}
    </FieldFrame>
  )
}

interface CheckFieldProps extends FieldProps {
  isChecked: boolean
  onChange: (isChecked: boolean) => void
}

export function CheckField({ name, label, hint, isChecked, onChange }: CheckFieldProps) {
  const { id, fault, described } = useDescribed(name, hint)
  return (
    <div className={styles.check}>
      <input
        {...described}
        name={name}
        type="checkbox"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      <FieldNotes id={id} hint={hint} fault={fault} />
    </div>
  )
}

interface ChipsFieldProps<Value extends string> extends FieldProps {
  /** What it means that none is chosen. */
  none: string
  options: readonly { value: Value; label: string }[]
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}

/** Any number of many options: folded to one line until it is opened. */
export function ChipsField<Value extends string>({ name, label, hint, none, options, chosen, onChange }: ChipsFieldProps<Value>) {
  const { id, fault, described } = useDescribed(name, hint)
  const labels = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label)
  return (
    <details className={styles.chips}>
      <summary>
        <span>{label}</span> {labels.length === 0 ? none : labels.join(', ')}
      </summary>
      <fieldset aria-describedby={described['aria-describedby']}>
        <legend className="visually-hidden">{label}</legend>
        <div>
          {options.map((option) => (
            <label key={option.value} data-checked={chosen.includes(option.value) || undefined}>
              <input
                className="visually-hidden"
                name={name}
                type="checkbox"
                checked={chosen.includes(option.value)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))
                }
              />
              {option.label}
            </label>
          ))}
        </div>
      </fieldset>
      <FieldNotes id={id} hint={hint} fault={fault} />
    </details>
  )
}
