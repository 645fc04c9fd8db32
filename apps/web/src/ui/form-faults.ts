export type FormControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What is wrong with a control, as the messages `form.*` word it. */
export type FormFault =
  | { kind: 'required' | 'number' | 'whole' | 'date' | 'format' }
  | { kind: 'tooShort' | 'tooLong'; count: number }
  | { kind: 'range'; least: string; most: string }
  | { kind: 'least'; least: string }
  | { kind: 'most'; most: string }

/** Those with a name, in the order of the page. */
export function listControls(form: HTMLFormElement): FormControl[] {
  return [...form.elements].filter((element) => isControl(element)).filter(({ name }) => name !== '')
}

function isControl(element: Element): element is FormControl {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
}

/**
 * By the control's own attributes. The browser looks at a text's length only once somebody has typed it, and takes blanks for a text:
 * both are looked at here.
 */
export function findFault(control: FormControl): FormFault | null {
  const { validity, type } = control
  if (!control.willValidate) return null
  if (validity.badInput) return { kind: type === 'number' ? 'number' : 'date' }
  const text = type === 'password' ? control.value : control.value.trim()
  if (validity.valueMissing || (control.required && text === '')) return { kind: 'required' }
  if (text === '' || control instanceof HTMLSelectElement) return null
  if (text.length < control.minLength) return { kind: 'tooShort', count: control.minLength }
  if (control.maxLength > 0 && text.length > control.maxLength) return { kind: 'tooLong', count: control.maxLength }
  if (control instanceof HTMLTextAreaElement) return null
  if (validity.rangeUnderflow || validity.rangeOverflow) return findRange(control)
  if (validity.stepMismatch) return { kind: 'whole' }
  return validity.typeMismatch || validity.patternMismatch ? { kind: 'format' } : null
}

function findRange({ min, max }: HTMLInputElement): FormFault {
  if (min !== '' && max !== '') return { kind: 'range', least: min, most: max }
  return min === '' ? { kind: 'most', most: max } : { kind: 'least', least: min }
}
