'use client'

import { Combobox as Base } from '@base-ui/react/combobox'
import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import styles from './combobox.module.css'
import { FieldFrame } from './fields'
import { useForm } from './form-context'
import { Icon } from './icon'

interface Option<Value extends string> {
  value: Value
  label: string
}

interface ComboboxProps<Value extends string> {
  name: string
  label: string
  hint?: string
  value: Value
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
}

/**
 * One of many options, found by writing a part of its name. Not for the battle page, whose budget it would take: there a `Select` does.
 * The list is drawn within the field, since behind a dialog, which lies over all else, it couldn't be reached.
 */
export function Combobox<Value extends string>({ value, options, onChange, ...field }: ComboboxProps<Value>) {
  const t = useTranslations('combobox')
  const { changed } = useForm()
  const box = useRef<HTMLDivElement>(null)
  const chosenLabel = options.find((option) => option.value === value)?.label
  // The same as long as it says the same: another object would be another choice, whose name replaces what is being written.
  const chosen = useMemo(() => (chosenLabel === undefined ? null : { value, label: chosenLabel }), [value, chosenLabel])
  return (
    <FieldFrame {...field}>
      {(described) => (
        <Base.Root
          items={options}
          value={chosen}
          onValueChange={(option) => {
            if (option === null) return
            changed(field.name)
            onChange(option.value)
          }}
          isItemEqualToValue={(one, other) => one.value === other.value}
        >
          <div ref={box} className={styles.box}>
            <Base.Input {...described} name={field.name} className={styles.input} autoComplete="off" spellCheck={false} />
            {/* Until it knows of the input it would say of itself that it is the combobox. */}
            <Base.Trigger role="button" tabIndex={-1} className={styles.trigger} aria-label={t('open', { label: field.label })}>
              <Icon name="chevron" />
            </Base.Trigger>
          </div>
          <Base.Portal container={box}>
            <Base.Positioner className={styles.place} positionMethod="fixed" sideOffset={4}>
              <Base.Popup className={styles.popup}>
                <Base.Empty className={styles.empty}>{t('none')}</Base.Empty>
                <Base.List className={styles.list}>
                  {(option: Option<Value>) => (
                    <Base.Item key={option.value} value={option} className={styles.option}>
                      {option.label}
                      <Base.ItemIndicator>
                        <Icon name="check" />
                      </Base.ItemIndicator>
                    </Base.Item>
                  )}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </FieldFrame>
  )
}
