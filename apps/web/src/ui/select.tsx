'use client'

import { classNames } from './class-names'
import styles from './select.module.css'

interface SelectProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  isDisabled?: boolean
  /** The label is then only spoken. */
  isCompact?: boolean
}

export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  isDisabled = false,
  isCompact = false,
}: SelectProps<Value>) {
  return (
    <label className={classNames(styles.field, isCompact && styles.small)}>
      <span className={isCompact ? 'visually-hidden' : undefined}>{label}</span>
      <span className={styles.box}>
        <select
          className={styles.select}
          value={value}
          disabled={isDisabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen) onChange(chosen.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    </label>
  )
}
