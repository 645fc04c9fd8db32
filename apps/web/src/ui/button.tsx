import type { ComponentProps, MouseEvent } from 'react'
import { Link } from '../i18n/navigation'
import { classNames } from './class-names'
import styles from './button.module.css'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

interface Look {
  look?: ButtonLook
  size?: 'small' | 'medium' | 'large'
}

export function buttonClass({ look = 'secondary', size = 'medium' }: Look, className?: string): string {
  return classNames(styles.button, styles[look], styles[size], className)
}

/** Busy, it takes no clicks but keeps the focus: a button that is disabled under somebody's hands would drop it. */
export function Button({
  look,
  size,
  className,
  isBusy = false,
  onClick,
  children,
  ...rest
}: ComponentProps<'button'> & Look & { isBusy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? ignore : onClick}
      className={buttonClass({ ...(look && { look }), ...(size && { size }) }, className)}
    >
      {children}
    </button>
  )
}

/** Neither it nor the form it would send. */
function ignore(event: MouseEvent) {
  event.preventDefault()
}

export function LinkButton({ look, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link {...rest} className={buttonClass({ ...(look && { look }), ...(size && { size }) }, className)} />
}
