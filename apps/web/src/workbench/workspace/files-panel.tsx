'use client'

import type { TextFile } from '@eduscale/contracts/test-set'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { findFilesProblem, freeName, withFiles, type FilesProblem } from './file-changes'
import styles from './files-panel.module.css'

interface FilesPanelProps {
  files: readonly TextFile[]
  /** The answers themselves, where a problem wants no program. */
  areOutputs: boolean
  isReadOnly: boolean
  onChange: (files: TextFile[]) => void
}

/** Files beside the code: chosen by name, edited as text. What can't be sent isn't taken, and the reason is said. */
export function FilesPanel({ files, areOutputs, isReadOnly, onChange }: FilesPanelProps) {
  const t = useTranslations('workspace')
  const [chosen, setChosen] = useState(0)
  const [problem, setProblem] = useState<FilesProblem | null>(null)
  const upload = useRef<HTMLInputElement>(null)
  const current = files[Math.min(chosen, files.length - 1)]

  const change = (next: TextFile[]): boolean => {
    const found = findFilesProblem(next)
    setProblem(found)
    if (found === null) onChange(next)
    return found === null
  }
  const add = () => {
    const name = freeName(files, areOutputs ? { stem: 'output', ending: '.out' } : { stem: 'file', ending: '.txt' })
    if (change([...files, { name, text: '' }])) setChosen(files.length)
  }
  const take = async (list: FileList) => {
    const texts = await Promise.all([...list].map(async (file) => ({ name: file.name, text: await file.text() })))
    const next = withFiles(files, texts)
    if (change(next)) setChosen(next.length - 1)
  }
  const edit = (part: Partial<TextFile>) => change(files.map((file) => (file === current ? { ...file, ...part } : file)))

  return (
    <div className={styles.panel}>
      <p className={styles.lead}>{areOutputs ? t('outputsLead') : t('filesLead')}</p>
      <div className={styles.bar}>
        <ul className={styles.names}>
          {files.map((file, index) => (
            <li key={file.name} data-chosen={file === current || undefined}>
              <button type="button" aria-pressed={file === current} onClick={() => setChosen(index)}>
                {file.name}
              </button>
              <button
                type="button"
                aria-label={t('removeFile', { name: file.name })}
                disabled={isReadOnly}
                onClick={() => {
                  change(files.filter((other) => other !== file))
                  setChosen(0)
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
        <Button size="small" disabled={isReadOnly} onClick={add}>
          {t('addFile')}
        </Button>
        <Button size="small" disabled={isReadOnly} onClick={() => upload.current?.click()}>
          {t('uploadFiles')}
        </Button>
        <input
          ref={upload}
          type="file"
          multiple
          hidden
          aria-label={t('uploadFiles')}
          onChange={(event) => {
            const { files: list } = event.target
            if (list && list.length > 0) void take(list)
            event.target.value = ''
          }}
        />
      </div>
      {problem && (
        <p className={styles.problem} role="alert">
          {t(problem)}
        </p>
      )}
      {current ? (
        <>
          <NameField key={current.name} name={current.name} isReadOnly={isReadOnly} onRename={(name) => edit({ name })} />
          <textarea
            aria-label={t('fileText', { name: current.name })}
            value={current.text}
            spellCheck={false}
            readOnly={isReadOnly}
            onChange={(event) => edit({ text: event.target.value })}
          />
        </>
      ) : (
        <p className={styles.lead}>{t('noFiles')}</p>
      )}
    </div>
  )
}

/** A name counts when it is left or confirmed: on the way to one, many are not allowed. */
function NameField({ name, isReadOnly, onRename }: { name: string; isReadOnly: boolean; onRename: (name: string) => boolean }) {
  const t = useTranslations('workspace')
  const [text, setText] = useState(name)
  const finish = () => {
    if (text !== name && !onRename(text)) setText(name)
  }
  return (
    <input
      className={styles.name}
      aria-label={t('renameFile')}
      value={text}
      maxLength={64}
      spellCheck={false}
      readOnly={isReadOnly}
      onChange={(event) => setText(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
    />
  )
}
