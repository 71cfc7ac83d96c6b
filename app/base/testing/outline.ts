import type { ReactNode } from 'react'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Editor } from '../editor.ts'
import { createParts } from '../editor.ts'
import { HostGoneContext } from '../ui/hostGone.ts'
import { EditorContext } from '../useEditor.ts'
import type { MarkupElement } from './readMarkup.ts'
import { readMarkup } from './readMarkup.ts'

export interface OutlineOptions {
  /** The editor whose state is shown; by default one in which nothing has happened yet. */
  readonly editor?: Editor
  readonly isHostGone?: boolean
}

/**
 * What a component shows, line by line, as a screen reader would announce it: texts, and controls by role, name and
 * state. A disabled control gives its reason after a colon, if it has one.
 */
export function outline(shown: ReactNode, options: OutlineOptions = {}): readonly string[] {
  const { editor = createParts(), isHostGone = false } = options
  const page = createElement(
    EditorContext,
    { value: editor },
    createElement(HostGoneContext, { value: isHostGone }, shown),
  )
  return readMarkup(renderToStaticMarkup(page)).flatMap((part) => linesOf(part))
}

function linesOf(part: MarkupElement | string, isAllOff = false): readonly string[] {
  if (typeof part === 'string') return part.trim() === '' ? [] : [part.trim()]
  const { tag, attributes, children } = part
  if (attributes['aria-hidden'] === 'true' || 'hidden' in attributes) return []
  // Disables everything in it.
  const isOff = isAllOff || (tag === 'fieldset' && 'disabled' in attributes)
  const inside = children.flatMap((child) => linesOf(child, isOff))
  const role = roleOf(part)
  if (role === null) return inside
  if (!isControl(role)) {
    const name = attributes['aria-label'] ?? attributes['alt'] ?? ''
    return [[named(role, name), ...statesOf(part)].join(' '), ...inside]
  }
  const name = attributes['aria-label'] ?? (role === 'choice' ? '' : inside.join(' '))
  const off = isOff || isDisabled(part) ? [`off${whyOff(part, name)}`] : []
  const chosen = role === 'choice' && tag === 'button' ? [`= ${inside.join(' ')}`] : []
  return [[named(role, name), ...chosen, ...statesOf(part), ...off].join(' ')]
}

const named = (role: string, name: string): string => (name === '' ? role : `${role} "${name}"`)

/** Elements that are named by their content, or have a value of their own. */
const isControl = (role: string): boolean =>
  ['button', 'checkbox', 'field', 'choice', 'radio', 'port'].includes(role)

/** Its role for the user; null: only its contents count. */
function roleOf({ tag, attributes }: MarkupElement): string | null {
  if ('data-port' in attributes) return 'port'
  if (tag === 'button' && attributes['role'] === 'combobox') return 'choice'
  if (attributes['role'] !== undefined) return attributes['role']
  if (tag === 'button') return 'button'
  if (tag === 'select') return 'choice'
  if (tag === 'textarea') return 'field'
  if (tag === 'input') return attributes['type'] === 'checkbox' ? 'checkbox' : 'field'
  if (tag === 'img' && attributes['alt'] !== '') return 'picture'
  return null
}

const isDisabled = ({ attributes }: MarkupElement): boolean =>
  'disabled' in attributes || attributes['aria-disabled'] === 'true'

/** For a select: the chosen option. */
const isChosen = (child: MarkupElement | string): child is MarkupElement =>
  typeof child !== 'string' && child.tag === 'option' && 'selected' in child.attributes

function statesOf(element: MarkupElement): readonly string[] {
  const { tag, attributes, children } = element
  return [
    ...(attributes['value'] === undefined || tag === 'button' ? [] : [valueText(attributes['value'])]),
    ...children.flatMap((child) =>
      isChosen(child) ? [`= ${child.children.flatMap((part) => linesOf(part)).join(' ')}`] : [],
    ),
    ...('checked' in attributes || attributes['aria-checked'] === 'true' ? ['checked'] : []),
    ...(attributes['aria-pressed'] === 'true' ? ['pressed'] : []),
    ...(attributes['aria-selected'] === 'true' ? ['selected'] : []),
  ]
}

const valueText = (value: string): string => (value === '' ? 'empty' : `= ${value}`)

function whyOff({ attributes: { title } }: MarkupElement, name: string): string {
  return title === undefined || title === name ? '' : `: ${title}`
}
