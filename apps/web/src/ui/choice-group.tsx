'use client'

import { useId } from 'react'
import styles from './choice-group.module.css'

interface ChoiceGroupProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  isDisabled?: boolean
}

/** A few options side by side: radio buttons underneath, so arrows and screen readers work as everywhere. */
export function ChoiceGroup<Value extends string>({
  label,
  value,
  options,
  onChange,
  isDisabled = false,
}: ChoiceGroupProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.group} disabled={isDisabled}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} data-checked={option.value === value || undefined}>
            <input
              className="visually-hidden"
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
