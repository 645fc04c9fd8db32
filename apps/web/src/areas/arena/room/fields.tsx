'use client'

import { useId } from 'react'
import styles from './room-form.module.css'

interface NumberFieldProps {
  label: string
  value: number
  range: readonly [number, number]
  fault: string | null
  onChange: (value: number) => void
}

export function NumberField({ label, value, range: [least, most], fault, onChange }: NumberFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        value={Number.isNaN(value) ? '' : value}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      {fault !== null && (
        <p id={`${id}-fault`} className={styles.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}

interface CheckFieldProps {
  label: string
  hint: string
  isChecked: boolean
  fault?: string | null
  onChange: (isChecked: boolean) => void
}

export function CheckField({ label, hint, isChecked, fault = null, onChange }: CheckFieldProps) {
  const id = useId()
  return (
    <div className={styles.check}>
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        aria-describedby={`${id}-hint`}
        aria-invalid={fault !== null || undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`} className={fault === null ? styles.hint : styles.fault} role={fault === null ? undefined : 'alert'}>
        {fault ?? hint}
      </p>
    </div>
  )
}

interface ChipsFieldProps<Value extends string> {
  label: string
  /** What it means that none is chosen. */
  none: string
  hint: string
  options: readonly { value: Value; label: string }[]
  chosen: readonly Value[]
  fault?: string | null
  onChange: (chosen: Value[]) => void
}

/** Any number of many options: folded to one line until it is opened. */
export function ChipsField<Value extends string>({
  label,
  none,
  hint,
  options,
  chosen,
  fault = null,
  onChange,
}: ChipsFieldProps<Value>) {
  const id = useId()
  const chosenLabels = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label)
  return (
    <details className={styles.chips}>
      <summary>
        <span>{label}</span> {chosenLabels.length === 0 ? none : chosenLabels.join(', ')}
      </summary>
      <fieldset aria-describedby={`${id}-hint`}>
        <legend className="visually-hidden">{label}</legend>
        <div>
          {options.map((option) => (
            <label key={option.value} data-checked={chosen.includes(option.value) || undefined}>
              <input
                className="visually-hidden"
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
      <p id={`${id}-hint`} className={fault === null ? styles.hint : styles.fault} role={fault === null ? undefined : 'alert'}>
        {fault ?? hint}
      </p>
    </details>
  )
}
