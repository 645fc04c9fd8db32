'use client'

import { useState, type ReactNode } from 'react'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { RefusedPage } from '../../../app-services/errors/refused-page'
import { Badge, CountBadge } from '../../../ui/badge'
import { Button, LinkButton } from '../../../ui/button'
import { ChoiceGroup } from '../../../ui/choice-group'
import { DataTable } from '../../../ui/data-table'
import { Dialog } from '../../../ui/dialog'
import { Icon } from '../../../ui/icon'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Pager } from '../../../ui/pager'
import { Select } from '../../../ui/select'
import { Skeleton } from '../../../ui/skeleton'
import { tabPanel, Tabs } from '../../../ui/tabs'
import { Tooltip } from '../../../ui/tooltip'
import { ExampleForm } from './example-form'
import styles from './gallery.module.css'

/** English alone: nobody but those who write pages sees it. */
export function Gallery() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className={page.page}>
      <PageHead
        title="The kit"
        lead="What pages are made of. Words come from the page; what is worded here by itself is in the reader’s language."
      />
      <Part title="Buttons">
        <div className={styles.row}>
          <Button look="primary">Primary</Button>
          <Button>Secondary</Button>
          <Button look="quiet">Quiet</Button>
          <Button look="danger">Danger</Button>
          <Button isBusy>Busy</Button>
          <Button disabled>Disabled</Button>
          <Tooltip label="Search">
            {(trigger) => (
              <Button aria-label="Search" {...trigger}>
                <Icon name="search" />
              </Button>
            )}
          </Tooltip>
          <Button onClick={() => setIsOpen(true)}>Dialog</Button>
        </div>
        {isOpen && (
          <Dialog title="A dialog" onClose={() => setIsOpen(false)}>
            <ExampleForm name="dialog" />
          </Dialog>
        )}
      </Part>
      <Part title="Form">
        <ExampleForm name="page" />
      </Part>
      <Part title="Choices">
        <ExampleChoices />
      </Part>
      <Part title="Tabs">
        <ExampleTabs />
      </Part>
      <Part title="Badges">
        <div className={styles.row}>
          <Badge>Plain</Badge>
          <Badge tone="faint">Faint</Badge>
          <Badge tone="you">You</Badge>
          <Badge tone="rival">Rival</Badge>
          <Badge tone="pass">Passed</Badge>
          <Badge tone="fail">Failed</Badge>
          <span className={styles.corner}>
            <Icon name="chat" /> Chat <CountBadge count={3} />
          </span>
        </div>
      </Part>
      <Part title="Table and pager">
        <ExampleTable />
        <Pager count={1} hasMore={false} isLoading={false} failure={null} onMore={() => {}} />
        <Pager count={50} hasMore isLoading failure={null} onMore={() => {}} />
        <Pager count={50} hasMore isLoading={false} failure="No server answers." onMore={() => {}} />
      </Part>
      <Part title="Nothing to show">
        <Skeleton height="3rem" />
        <ReadFailed error={{ code: 'unavailable' }} onAgain={() => {}} />
      </Part>
      <RefusedPage
        error={{ code: 'not-found' }}
        onAgain={() => {}}
        missing={{ title: 'There is no such thing', way: <LinkButton href="/">Home</LinkButton> }}
        failed={{ way: null }}
      />
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

const sides = [
  { value: 'left', label: 'Left' },
  { value: 'right', label: 'Right' },
] as const
type Side = (typeof sides)[number]['value']

function ExampleChoices() {
  const [side, setSide] = useState<Side>('left')
  return (
    <div className={styles.row}>
      <ChoiceGroup label="Side" value={side} options={sides} onChange={setSide} />
      <Select label="The same in a list" value={side} options={sides} onChange={setSide} />
    </div>
  )
}

const tabs = [
  { id: 'one', label: 'One' },
  { id: 'two', label: 'Two' },
  { id: 'three', label: 'Three' },
] as const

function ExampleTabs() {
  const [chosen, setChosen] = useState<(typeof tabs)[number]['id']>('one')
  return (
    <div>
      <Tabs name="example" label="Example" tabs={tabs} chosen={chosen} onChoose={setChosen} />
      <div role="tabpanel" {...tabPanel('example', chosen)} className={styles.panel}>
        What is behind tab {chosen}.
      </div>
    </div>
  )
}

interface ExampleRow {
  name: string
  size: number
}

const columns = {
  name: { title: 'Name', cell: ({ name }: ExampleRow) => name },
  size: { title: 'Size', cell: ({ size }: ExampleRow) => size, isMarked: ({ size }: ExampleRow) => size > 1 },
}

function ExampleTable() {
  const [rows, setRows] = useState<readonly ExampleRow[]>([{ name: 'Row 1', size: 1 }])
  const more = () => setRows([...rows, { name: `Row ${rows.length + 1}`, size: rows.length + 1 }])
  return (
    <>
      <DataTable label="Example" columns={columns} rows={rows} keyOf={({ name }) => name} />
      <Pager
        count={rows.length}
        hasMore={rows.length < 3}
        isLoading={false}
        failure={null}
        moreLabel="One more row"
        onMore={more}
      />
    </>
  )
}
