import styles from './skeleton.module.css'

/** Holds the place of what is loading, in its size, and never wider than its box: by `min`, since a maximum lets a box grow with it. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }) {
  return <span className={styles.skeleton} style={{ inlineSize: `min(100%, ${width})`, blockSize: height }} aria-hidden="true" />
}
