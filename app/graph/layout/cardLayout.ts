import type { Node } from '#shared/document/workflow.ts'
import { cardInputs } from '#shared/nodes/cardInputs.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Port } from '#shared/ports/port.ts'
import type { Json } from '#shared/ports/value.ts'
import { weakMemo } from '#shared/weakMemo.ts'
import { controlSize } from './controlSize.ts'
import { CARD } from './metrics.ts'
import { makesPictures } from './makesPictures.ts'

/** What the layout of a card depends on beside its node and type. Heights in pixels at 100 %. */
export interface CardFacts {
  /** Inputs and outputs with a cable. */
  readonly inputs: ReadonlySet<string>
  readonly outputs: ReadonlySet<string>
  /** Whether folded inputs are shown. */
  readonly more: boolean
  /** The height of what it made, or of the space that is reserved for it. */
  readonly preview: number
  /** The input whose own picture the preview shows: its control needs no room for another one. */
  readonly picture?: string | null
  readonly banner: number
  readonly jobs: number
  readonly foot: boolean
}

export interface Band {
  readonly top: number
  readonly height: number
}

/** A row: an input, an output, or both; and the input's control, beside its label, below it, or without a label. */
export interface CardRow extends Band {
  readonly input: string | null
  readonly output: string | null
  readonly control: 'beside' | 'below' | 'bare' | 'none'
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
  /** The line that folds the inputs that are rarely changed. */
  readonly more: (Band & { readonly inputs: readonly string[] }) | null
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

/** A single value needs less room than a model. */
const isValue = ({ where, category }: Pick<NodeType, 'where' | 'category'>): boolean =>
  where === 'local' && category === 'Values'

/** A text is read: it has the usual width. */
const isSmall = (type: NodeType): boolean => isValue(type) && inputsOn(type).prompt === null

export function cardWidth(node: Node, type: NodeType | undefined): number {
  const usual = type !== undefined && isSmall(type) ? CARD.narrowest : CARD.width
  return Math.round(Math.min(CARD.widest, Math.max(CARD.narrowest, node.size?.width ?? usual)))
}

/**
 * The positions of everything on a card. Pure and independent of the DOM, so that a thousand cards mount without being
 * measured.
 */
export function cardLayout(type: NodeType, node: Node, facts: CardFacts): CardLayout {
  const width = cardWidth(node, type)
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
  const { prompt } = inputsOn(type)

  const addRow = (input: string | null, output: string | null): void => {
    const port = input === null ? undefined : type.inputs[input]
    const isConnected = input !== null && facts.inputs.has(input)
    const size =
      port === undefined || input === null || isConnected
        ? ({ position: 'none' } as const)
        : facts.picture === input
          ? ({ position: 'beside' } as const)
          : controlSize(port, own(node.values, input), shownValue(node, input, port), inner)
    const isBare = size.position === 'below' && (input === prompt || port?.control.kind === 'mask')
    const below = size.position === 'below' ? size.height + CARD.afterControl : 0
    const height = below + (isBare ? CARD.bare : CARD.row)
    const y = top + CARD.row / 2
    rows.push({ top, height, input, output, control: isBare ? 'bare' : size.position })
    if (input !== null) ports.push({ name: input, side: 'input', y })
    if (output !== null) ports.push({ name: output, side: 'output', y })
    top += height
  }

  top += CARD.padding
  const beside = preview !== null && makesPictures(type) ? outputsBeside(type, preview) : []
  ports.push(...beside)
  const partners = beside.length > 0 ? new Map<string, string>() : partnersOf(type)
  const paired = new Set(partners.values())
  if (beside.length === 0)
    for (const output of Object.keys(type.outputs)) if (!paired.has(output)) addRow(null, output)
  const { shown, folded } = orderedInputs(type, facts)
  for (const name of shown) addRow(name, partners.get(name) ?? null)
  let more: CardLayout['more'] = null
  if (folded.length > 0) {
    more = { top, height: CARD.row, inputs: folded }
    top += CARD.row
    if (facts.more) for (const name of folded) addRow(name, null)
  }
  top += CARD.padding
  const foot = facts.foot ? band(CARD.foot) : null
  return { width, height: top, preview, banner, jobs, rows, more, foot, ports }
}

/** How the card of a type orders its inputs; the same for the same type. */
const inputsOn = weakMemo(cardInputs)

/**
 * The inputs that a card shows, in its order: the prompt, what comes from other nodes, then what is changed most; and
 * those that it folds away. A cable shows its input.
 */
function orderedInputs(type: NodeType, facts: Pick<CardFacts, 'inputs'>) {
  const { prompt, data, front } = inputsOn(type)
  const names = Object.keys(type.inputs)
  const isData = (name: string): boolean => data.has(name) || (facts.inputs.has(name) && !front.has(name))
  const shown = [
    ...names.filter((name) => name === prompt),
    ...names.filter((name) => name !== prompt && isData(name)),
    ...names.filter((name) => name !== prompt && !isData(name) && front.has(name)),
  ]
  return { shown, folded: names.filter((name) => !shown.includes(name)) }
}

/** Outputs at the right of the picture, from its top down. */
function outputsBeside(type: NodeType, { top, height }: Band): readonly PortPosition[] {
  const names = Object.keys(type.outputs)
  const step = Math.min(CARD.row, height / (names.length + 1))
  return names.map((name, index) => ({ name, side: 'output', y: Math.round(top + step * (index + 1)) }))
}

/**
 * Outputs that share the row of an input: of the one they are declared `like`, or the first of the same type without a
 * control. A card of a single value has one row for both.
 */
function partnersOf(type: NodeType): ReadonlyMap<string, string> {
  const partners = new Map<string, string>()
  const [input] = Object.keys(type.inputs)
  const [output, ...others] = Object.keys(type.outputs)
  if (isValue(type) && input !== undefined && output !== undefined && others.length === 0)
    return partners.set(input, output)
  for (const [name, port] of Object.entries(type.outputs)) {
    const partner =
      port.like ??
      Object.keys(type.inputs).find((other) => {
        const candidate = type.inputs[other]
        return candidate !== undefined && isPlain(candidate) && candidate.type.kind === port.type.kind
      })
    if (partner === undefined || partners.has(partner)) continue
    const candidate = type.inputs[partner]
    if (candidate !== undefined && isPlain(candidate) && !candidate.advanced) partners.set(partner, name)
  }
  return partners
}

const isPlain = ({ control }: Port): boolean => control.kind === 'none'

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
