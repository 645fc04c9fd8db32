'use client'

import { useState } from 'react'
import { Combobox } from '../../../ui/combobox'
import { CheckField, ChipsField, NumberField, TextField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton, textOf, type Refusal } from '../../../ui/form'
import styles from './gallery.module.css'

const fruits = ['apple', 'apricot', 'banana', 'blackberry', 'cherry', 'fig', 'grape', 'lemon', 'mango', 'melon', 'pear', 'plum']
const options = fruits.map((fruit) => ({ value: fruit, label: `${fruit.charAt(0).toUpperCase()}${fruit.slice(1)}` }))

class ExampleRefusal extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.text)
    this.refusal = refusal
  }
}

/** All fields there are. A server that isn't there refuses the name "taken" at its field, and the title "closed" as a whole. */
export function ExampleForm({ name }: { name: string }) {
  const [count, setCount] = useState(5)
  const [isChecked, setIsChecked] = useState(false)
  const [chips, setChips] = useState<string[]>([])
  const [fruit, setFruit] = useState('apple')
  const [sent, setSent] = useState<string | null>(null)
  const send = async (values: FormData) => {
    // As long as an answer takes.
    await new Promise((resolve) => setTimeout(resolve, 800))
    if (textOf(values, 'name') === 'taken') throw new ExampleRefusal({ field: 'name', text: 'This name is taken.' })
    if (textOf(values, 'title') === 'closed') throw new ExampleRefusal({ field: null, text: 'It is closed.' })
    setSent(`${textOf(values, 'name')}, ${fruit}`)
  }
  return (
    <Form
      className={styles.form}
      explain={(error) => (error instanceof ExampleRefusal ? error.refusal : null)}
      faults={chips.length > 2 ? { chips: 'At most two.' } : {}}
      onSubmit={send}
      onChange={() => setSent(null)}
    >
      <TextField name="name" label="Name" hint="At least two characters." kind="machine" isRequired length={[2, 24]} />
      <TextField name="password" label="Password" kind="password" isRequired length={[8, 200]} />
      <TextField name="title" label="Title" />
      <TextField name="from" label="From" kind="datetime-local" />
      <TextField name="text" label="Text" kind="textarea" length={[0, 500]} />
      <NumberField name="count" label="Count" value={count} range={[2, 50]} onChange={setCount} />
      <Combobox name="fruit" label="Fruit" value={fruit} options={options} onChange={setFruit} />
      <ChipsField
        name="chips"
        label="Some of many"
        none="none"
        hint="At most two."
        options={options}
        chosen={chips}
        onChange={setChips}
      />
      <CheckField name={`${name}-check`} label="A check" hint="What it means." isChecked={isChecked} onChange={setIsChecked} />
      <FormRefusal />
      <SubmitButton>Send</SubmitButton>
      <p role="status">{sent !== null && `Sent: ${sent}`}</p>
    </Form>
  )
}
