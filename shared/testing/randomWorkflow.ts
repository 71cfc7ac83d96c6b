import type { NodeMode, PinnedVersion, Workflow } from '../document/workflow.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { checkValue } from '../ports/check.ts'
import { any, image, integer, listOf, optional, same, text, withDefault } from '../ports/port.ts'
import type { PortType } from '../ports/port.ts'
import type { Json, Values } from '../ports/value.ts'
import { fakeMedia } from './media.ts'
import { testNodes } from './nodeTypes.ts'
import type { NodeFields } from './workflow.ts'
import { workflowOf } from './workflow.ts'

const words = { title: 'Test', category: 'Test' }

/** Passes on its input, or its own value if there is none. */
const maybe = defineNode({
  ...words,
  type: 'test/maybe',
  inputs: { value: optional(any('Value')) },
  outputs: { value: same('Value', 'value') },
  run: ({ value }) => ({ value: value ?? null }),
})

const draw = defineNode({
  ...words,
  type: 'test/draw',
  inputs: { prompt: text('Prompt'), mask: optional(image('Mask')) },
  outputs: { image: image('Image') },
  run: () => ({ image: fakeMedia(1) }),
})

const save = defineNode({
  ...words,
  type: 'test/save',
  effect: true,
  inputs: { image: image('Image'), name: withDefault(text('Name'), 'x') },
  outputs: { name: text('Name') },
  run: ({ name }) => ({ name }),
})

const several = defineNode({
  ...words,
  type: 'test/several',
  inputs: { count: withDefault(integer('Count'), 2), value: optional(listOf(any('Value'))) },
  outputs: { values: same('Values', 'value', { list: true }), numbers: listOf(integer('Numbers')) },
  run: ({ count, value }) => ({
    values: value ?? [],
    numbers: Array.from({ length: count % 4 }, (_, i) => i),
  }),
})

const types: readonly NodeType[] = [...testNodes, maybe, draw, save, several].filter(({ inert }) => !inert)

/** The node types of random workflows; `found` is called with values that a node was given against its port. */
export const strictTypes = (found: (fault: string) => void): readonly NodeType[] =>
  types.map((type) => ({
    ...type,
    run(inputs: Values, context) {
      for (const [name, port] of Object.entries(type.inputs)) {
        const value = inputs[name]
        if (
          value === undefined ? port.required : port.type.kind !== 'any' && checkValue(port, value).length > 0
        )
          found(`${context.node.id}.${name} was given ${JSON.stringify(value)}`)
      }
      return type.run(inputs, context)
    },
  }))

/** A picture as it is stored in a file. */
const picture = (digit: string): Json => ({
  media: 'image',
  sha256: digit.repeat(64),
  mime: 'image/png',
  bytes: 1000,
  width: 64,
  height: 64,
})

const right = (type: PortType): Json => {
  const one: Json =
    type.kind === 'image'
      ? { asset: 'b'.repeat(64) }
      : type.kind === 'integer'
        ? 3
        : (type.choices?.[0] ?? 'words')
  return type.list ? [one] : one
}

const literals: readonly Json[] = [
  5,
  'x',
  true,
  null,
  [1, 2],
  ['a'],
  picture('2'),
  'round',
  '',
  { asset: 'a'.repeat(64) },
]

/** The random choices for a node of a workflow. */
export interface RandomNode {
  /** Its type's index in `strictTypes`. */
  readonly type: number
  readonly mode: NodeMode
  readonly pinned: 'one' | 'list' | 'list of before' | null
  /** By input: the source of its cable, and its value: a valid one, none, or anything. */
  readonly inputs: readonly {
    readonly cable: readonly [node: number, output: number] | null
    readonly literal: 'right' | number | null
  }[]
}

export const TYPES = types.length
export const LITERALS = literals.length

/**
 * A workflow of nodes that are muted, bypassed or pinned, with any cables and literals; cables go to higher numbers.
 */
export function randomWorkflow(all: readonly RandomNode[]): Workflow {
  const edges: string[] = []
  const nodes = all.map(({ type: number, mode, pinned, inputs }, index): [string, NodeFields] => {
    const type = types[number] ?? draw
    const values: Record<string, Json> = {}
    for (const [position, name] of Object.keys(type.inputs).entries()) {
      const { cable, literal } = inputs[position] ?? { cable: null, literal: null }
      const port = type.inputs[name]
      if (literal === 'right' && port !== undefined) values[name] = right(port.type)
      else if (typeof literal === 'number') values[name] = literals[literal] ?? 5
      if (cable === null || index === 0) continue
      const from = cable[0] % index
      const outputs = Object.keys(types[all[from]?.type ?? 0]?.outputs ?? {})
      if (outputs.length > 0) edges.push(`n${from}.${outputs[cable[1] % outputs.length]} > n${index}.${name}`)
    }
    return [
      `n${index}`,
      { type: type.type, mode, values, ...(pinned !== null && { take: pinnedOf(type, pinned) }) },
    ]
  })
  return workflowOf(Object.fromEntries(nodes), edges)
}

/** A pinned version: of one run, or of one over a list, in the current and the older file format. */
function pinnedOf({ outputs }: NodeType, how: NonNullable<RandomNode['pinned']>): PinnedVersion {
  const values = Object.entries(outputs).map(([name, { type }]): [string, Json] => {
    const one = type.kind === 'image' ? picture('3') : type.kind === 'integer' ? 7 : 'round'
    return [name, type.list || (how !== 'one' && type.kind !== 'any') || how === 'list' ? [one, one] : one]
  })
  return { outputs: Object.fromEntries(values), ...(how === 'list' && { fanned: true }) }
}
