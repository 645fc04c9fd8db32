import Link from 'next/link'
import type { ComponentProps } from 'react'
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

export function Button({
  look,
  size,
  className,
  isBusy = false,
  children,
  ...rest
}: ComponentProps<'button'> & Look & { isBusy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy || undefined}
      disabled={rest.disabled ?? isBusy}
      className={buttonClass({ ...(look && { look }), ...(size && { size }) }, className)}
    >
      {children}
    </button>
  )
}

export function LinkButton({ look, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link {...rest} className={buttonClass({ ...(look && { look }), ...(size && { size }) }, className)} />
}
