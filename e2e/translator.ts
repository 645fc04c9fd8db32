import type { Page } from 'playwright-core'

/**
 * Does to a page what the translators of browsers do: each text goes into two `<font>`, and so does whatever comes later. Some replace
 * the text, some insert before it and take it away then. The words stay as they are, so that they can be compared.
 */
export function translatorOf(how: 'replaces' | 'inserts'): string {
  return `(() => {
  const swap = ${
    how === 'replaces'
      ? '(parent, outer, text) => parent.replaceChild(outer, text)'
      : '(parent, outer, text) => { parent.insertBefore(outer, text); parent.removeChild(text) }'
  }
  const wrap = (text) => {
    const parent = text.parentElement
    if (!parent || !text.data.trim() || parent.closest('[translate=no], font, script, style, textarea, title, option')) return
    const outer = document.createElement('font')
    const inner = outer.appendChild(document.createElement('font'))
    outer.dataset.translated = ''
    inner.textContent = text.data
    swap(parent, outer, text)
  }
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return wrap(node)
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
    const found = []
    while (texts.nextNode()) found.push(texts.currentNode)
    found.forEach(wrap)
  }
  addEventListener('load', () => {
    walk(document.body)
    new MutationObserver((records) => {
      for (const { target, addedNodes } of records) {
        addedNodes.forEach(walk)
        if (target.nodeType === Node.TEXT_NODE) wrap(target)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
})()`
}

/** Where the page's texts aren't those that React means to show: it is asked itself, by its own notes beside the page's elements. */
export function findStaleTexts(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const key = Object.keys(document).find((name) => name.startsWith('__reactContainer$'))
    const stale = []
    const isElement = ({ tag }) => tag === 5 || tag === 26 || tag === 27
    const childrenOf = (fiber) => {
      const list = []
      for (let child = fiber.child; child; child = child.sibling) list.push(child)
      return list
    }
    // The texts of an element itself, through whatever components are between.
    const textsOf = (fiber) =>
      childrenOf(fiber).flatMap((child) => (child.tag === 6 ? [child.memoizedProps] : isElement(child) || child.tag === 4 ? [] : textsOf(child)))
    const shownIn = (element) =>
      [...element.childNodes].filter((node) => node.nodeType === 3 || node.nodeName === 'FONT').map((node) => node.textContent).join('')
    const walk = (fiber) => {
      // What is suspended or hidden is another tree meanwhile.
      if (fiber.tag === 22 && fiber.memoizedState !== null) return
      if (isElement(fiber) && fiber.tag !== 26 && document.body.contains(fiber.stateNode)) {
        const { children } = fiber.memoizedProps
        const isText = typeof children === 'string' || typeof children === 'number'
        const texts = isText ? [String(children)] : textsOf(fiber)
        const meant = texts.join('')
        const shown = shownIn(fiber.stateNode)
        if ((isText || texts.length > 0) && meant !== shown) stale.push(fiber.type + ': ' + JSON.stringify({ meant, shown }))
      }
      childrenOf(fiber).forEach(walk)
    }
    walk(document[key].stateNode.current)
    return stale
  })()`)
}
