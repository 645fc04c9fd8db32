import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import styles from './bar-button.module.css'

interface BarButtonProps extends ComponentProps<'button'> {
  icon: ReactNode
  label: string
  /** What else it may say: its width is kept, so that nothing beside it moves. */
  otherLabel?: string
  /** The icon alone; the label is spoken. */
  isIcon?: boolean
  isDangerous?: boolean
}

/**
 * A small button in the battle's bar. On a phone it shows its icon alone. Disabled it keeps the focus, which comes back to it from its
 * dialog at the moment in which it has nothing more to do.
 */
export function BarButton({
  icon,
  label,
  otherLabel,
  isIcon = false,
  isDangerous = false,
  disabled = false,
  onClick,
  children,
  ...rest
}: BarButtonProps) {
  return (
    <button
      type="button"
      title={isIcon ? label : undefined}
      {...rest}
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : onClick}
      className={classNames(styles.button, isDangerous && styles.dangerous)}
    >
      {icon}
      <span className={isIcon ? 'visually-hidden' : styles.label}>
        <span>{label}</span>
        {otherLabel !== undefined && (
          <span className={styles.otherLabel} aria-hidden="true">
            {otherLabel}
          </span>
        )}
      </span>
      {children}
    </button>
  )
}
