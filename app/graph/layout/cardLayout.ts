import type { Node } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Port } from '#shared/ports/port.ts'
import type { Json } from '#shared/ports/value.ts'
import { controlSize } from './controlSize.ts'
import { CARD } from './metrics.ts'

/** What the layout of a card depends on beside its node and type. Heights in pixels at 100 %. */
export interface CardFacts {
  /** Inputs and outputs with a cable. */
  readonly inputs: ReadonlySet<string>
  readonly outputs: ReadonlySet<string>
  /** Whether advanced inputs are shown. */
  readonly more: boolean
  readonly preview: number
  readonly banner: number
  readonly jobs: number
  readonly foot: boolean
}

export interface Band {
  readonly top: number
  readonly height: number
}

/** A row: an input, an output, or both; and the input's control, beside its label or below it. */
export interface CardRow extends Band {
  readonly input: string | null
  readonly output: string | null
  readonly control: 'beside' | 'below' | 'none'
}

/** Where a port's cable ends, from the card's upper left corner. */
export interface PortPosition {
  readonly name: string
  readonly side: 'input' | 'output'
  readonly y: number
}

export interface CardLayout {
  readonly width: number
  readonly height: number
  readonly preview: Band | null
  readonly banner: Band | null
  /** Height of the band for jobs. */
  readonly jobs: Band | null
  readonly rows: readonly CardRow[]
  /** The line that folds the advanced inputs, with their number. */
  readonly more: (Band & { readonly count: number }) | null
  readonly foot: Band | null
  readonly ports: readonly PortPosition[]
}

/** Remote nodes name their model on a second line. */
export const titleHeight = ({ where }: Pick<NodeType, 'where'>): number =>
  where === 'remote' ? CARD.titleWithModel : CARD.title

const own = (values: Node['values'], name: string): Json | undefined =>
  values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined

/** The value that a control shows: the node's own, else the port's default. */
export const shownValue = (node: Node, name: string, port: Port): Json | undefined =>
  // The cast is sound: defaults are declared as JSON, in data files or in node files.
  own(node.values, name) ?? (port.default as Json | undefined)

export const cardWidth = (node: Node): number =>
  Math.round(Math.min(CARD.widest, Math.max(CARD.narrowest, node.size?.width ?? CARD.width)))

/**
 * The positions of everything on a card. Pure and independent of the DOM, so that a thousand cards mount without being
 * measured.
 */
export function cardLayout(type: NodeType, node: Node, facts: CardFacts): CardLayout {
  const width = cardWidth(node)
  if (node.collapsed === true) return collapsedLayout(type, width)
  let top: number = titleHeight(type)
  const band = (height: number): Band | null => {
    if (height === 0) return null
    const at = { top, height }
    top += height
    return at
  }
  const preview = band(facts.preview)
  const banner = band(facts.banner)
  const jobs = band(facts.jobs)
  const rows: CardRow[] = []
  const ports: PortPosition[] = []
  const inner = width - 2 * CARD.side

  const addRow = (input: string | null, output: string | null): void => {
    const port = input === null ? undefined : type.inputs[input]
    const size =
      input === null || port === undefined || facts.inputs.has(input)
        ? ({ position: 'none' } as const)
        : controlSize(port, shownValue(node, input, port), inner)
    const height = CARD.row + (size.position === 'below' ? size.height + CARD.afterControl : 0)
    const y = top + CARD.row / 2
    rows.push({ top, height, input, output, control: size.position })
    if (input !== null) ports.push({ name: input, side: 'input', y })
    if (output !== null) ports.push({ name: output, side: 'output', y })
    top += height
  }

  top += CARD.padding
  const partners = partnersOf(type)
  const paired = new Set(partners.values())
  for (const output of Object.keys(type.outputs)) if (!paired.has(output)) addRow(null, output)
  const hidden: string[] = []
  for (const [name, port] of Object.entries(type.inputs)) {
    const folds = port.advanced && !facts.inputs.has(name)
    if (folds) hidden.push(name)
    else addRow(name, partners.get(name) ?? null)
  }
  let more: CardLayout['more'] = null
  if (hidden.length > 0) {
    more = { top, height: CARD.row, count: hidden.length }
    top += CARD.row
    if (facts.more) for (const name of hidden) addRow(name, null)
  }
  top += CARD.padding
  const foot = facts.foot ? band(CARD.foot) : null
  return { width, height: top, preview, banner, jobs, rows, more, foot, ports }
}

/**
 * Outputs that share the row of an input: of the one they are declared `like`, or the first of the same type without a
 * control.
 */
function partnersOf(type: NodeType): ReadonlyMap<string, string> {
  const partners = new Map<string, string>()
  for (const [name, output] of Object.entries(type.outputs)) {
    const input =
      output.like ??
      Object.keys(type.inputs).find((other) => {
        const port = type.inputs[other]
        return port !== undefined && port.control.kind === 'none' && port.type.kind === output.type.kind
      })
    if (input === undefined || partners.has(input)) continue
    const port = type.inputs[input]
    if (port !== undefined && port.control.kind === 'none' && !port.advanced) partners.set(input, name)
  }
  return partners
}

function collapsedLayout(type: NodeType, width: number): CardLayout {
  const y = CARD.title / 2
  const inputs = Object.keys(type.inputs).map((name): PortPosition => ({ name, side: 'input', y }))
  const outputs = Object.keys(type.outputs).map((name): PortPosition => ({ name, side: 'output', y }))
  return {
    width,
    height: CARD.title,
    preview: null,
    banner: null,
    jobs: null,
    rows: [],
    more: null,
    foot: null,
    ports: [...inputs, ...outputs],
  }
}
