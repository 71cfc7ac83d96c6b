import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'

type Cables = ReadonlySet<string>

/** The cables that belong to the selection, and those that belong to what the pointer is over; null: none stand out. */
interface Trace {
  selected: Cables | null
  hovered: Cables | null
}

const trace = definePart((): Trace => ({ selected: null, hovered: null }))

/**
 * Marks the cables that belong to the selection or the pointer. In the elements themselves and not in React, because
 * either would render every cable of the canvas again.
 */
export function traceOnPage(editor: Editor, change: Partial<Trace>): void {
  const current = editor.get(trace)
  Object.assign(current, change)
  const canvas = document.querySelector('[data-canvas]')
  canvas?.toggleAttribute('data-tracing', current.selected !== null)
  for (const element of canvas?.querySelectorAll('[data-cable]') ?? []) markCable(editor, element)
}

/** Marks the element of a cable: also one that was rendered only now. */
export function markCable(editor: Editor, element: Element): void {
  const { selected, hovered } = editor.get(trace)
  const id = element.getAttribute('data-cable') ?? ''
  element.toggleAttribute('data-traced', selected?.has(id) === true)
  element.toggleAttribute('data-lit', hovered?.has(id) === true)
}

export const isHovering = (editor: Editor): boolean => editor.get(trace).hovered !== null
