import { z } from 'zod'
import type { Json } from '../ports/value.ts'

/** The value of `format` in a file. */
export const FORMAT = 'patchbay/workflow'
/** The version of the format that this program writes. */
export const VERSION = 1

/**
 * The caps on a file, checked before any work is done on it. Sizes are in bytes of UTF-8. The largest of 1,775
 * workflows that people have shared has 976 nodes; a file at these caps is the largest that a host can read, check,
 * plan and write within 200 ms each, during which it answers nothing else (`tests/bounds`).
 */
export const CAPS = {
  file: 8 * 2 ** 20,
  text: 2 ** 20,
  depth: 64,
  /** Objects and lists: they determine a file's size in memory. */
  containers: 150_000,
  nodes: 5000,
  edges: 15_000,
} as const

/** Names that have a meaning for every JavaScript object: no key, id or port in a file may be one of them. */
export const FORBIDDEN_NAMES = ['__proto__', 'constructor', 'prototype'] as const

const forbidden: ReadonlySet<string> = new Set(FORBIDDEN_NAMES)
export const isForbiddenName = (name: string): boolean => forbidden.has(name)

// The same names, as a pattern: for the published JSON Schema.
const allowed = /^(?!(?:__proto__|constructor|prototype)$)/

// Ids and port names become keys elsewhere: of values, outputs and seeds.
const Id = z.string().min(1).max(200).regex(allowed)
const PortName = z.string().min(1).max(300).regex(allowed)
const BlockKey = z.string().min(1).max(200).regex(allowed)
const Coordinate = z.number()

export const NodeMode = z.enum(['active', 'muted', 'bypassed'])
export type NodeMode = z.infer<typeof NodeMode>

/** What happens to a node's seed when a run starts. */
export const SeedMode = z.enum(['fixed', 'increment', 'decrement', 'randomize'])
export type SeedMode = z.infer<typeof SeedMode>

/** `readWorkflow` has checked the contents in one pass over the file, so they are not checked again. */
export const NodeValues = z
  .custom<Readonly<Record<string, Json>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be an object',
  )
  .meta({ type: 'object' }) // for the published JSON Schema, which cannot see into the check
export type NodeValues = z.infer<typeof NodeValues>

const Position = z.looseObject({ x: Coordinate, y: Coordinate })
const Size = z.looseObject({ width: Coordinate, height: Coordinate })

/** A pinned version of a node: a value by output, pictures as rows of the asset store. */
export const PinnedVersion = z.looseObject({
  outputs: NodeValues,
  fanned: z
    .boolean()
    .describe('Whether the node ran once per item of a list, so that each output is a list of results.')
    .optional(),
})
export type PinnedVersion = z.infer<typeof PinnedVersion>

/** A node as it is in the file. Absent: mode `active`, seed mode `fixed`, not collapsed, the type's own title. */
export const Node = z.looseObject({
  id: Id,
  type: z
    .string()
    .min(1)
    .max(300)
    .describe('The node type, as in local/join-text. An unknown one is kept unchanged.'),
  position: Position.describe('Of the upper left corner, in pixels at 100 %.'),
  values: NodeValues.describe('Literal values by input port; used while nothing is connected.').optional(),
  title: z.string().describe("Absent: the type's own title.").optional(),
  mode: NodeMode.describe('Absent: active.').optional(),
  seedMode: SeedMode.describe("What happens to the node's seed when a run starts. Absent: fixed.").optional(),
  allOrNothing: z
    .boolean()
    .describe(
      'Over a list: whether one failed item fails the node, and a missing one keeps it from running. Absent: no.',
    )
    .optional(),
  collapsed: z.boolean().optional(),
  /** Keeps its position when others are moved or arranged. */
  pinned: z.boolean().optional(),
  size: Size.describe('In pixels at 100 %.').optional(),
  color: z
    .unknown()
    .describe(
      'The name of a colour: blue, green, amber, red or violet. Anything else is kept, and no colour.',
    )
    .optional(),
  take: PinnedVersion.describe(
    'An earlier result that replaces running this node; downstream nodes use it.',
  ).optional(),
})
export type Node = z.infer<typeof Node>

export const PortRef = z.looseObject({ node: Id, port: PortName })
export type PortRef = z.infer<typeof PortRef>

export const Edge = z.looseObject({
  id: Id,
  from: PortRef.describe('An output.'),
  to: PortRef.describe('An input; it takes one edge.'),
})
export type Edge = z.infer<typeof Edge>

export const Group = z.looseObject({
  id: Id,
  title: z.string().optional(),
  color: z.string().optional(),
  position: Position,
  size: Size,
})
export type Group = z.infer<typeof Group>

export const Viewport = z.looseObject({ x: Coordinate, y: Coordinate, zoom: z.number().positive() })
export type Viewport = z.infer<typeof Viewport>

/** The inputs and outputs that a workflow or a block declares, by name. */
export const Interface = z.looseObject({
  inputs: z.record(
    PortName,
    z.looseObject({ to: z.array(PortRef).describe('The inputs in it that it is.') }),
  ),
  outputs: z.record(PortName, z.looseObject({ from: PortRef.describe('The output in it that it is.') })),
})
export type Interface = z.infer<typeof Interface>

/** A workflow that is used as one node of another. Blocks in it are in the same table of the file. */
export const Block = z.looseObject({
  name: z.string().optional(),
  nodes: z.array(Node).max(CAPS.nodes),
  edges: z.array(Edge).max(CAPS.edges),
  interface: Interface,
})
export type Block = z.infer<typeof Block>

/**
 * A workflow file, version 1. Every object keeps its unknown fields. No defaults are filled in when a file is read:
 * what is absent stays absent, so that a file is written back as it was.
 */
export const Workflow = z.looseObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  name: z.string().optional(),
  nodes: z.array(Node).max(CAPS.nodes),
  edges: z.array(Edge).max(CAPS.edges),
  groups: z.array(Group).optional(),
  blocks: z
    .record(BlockKey, Block)
    .describe('The blocks that nodes of the type block/<key> are instances of, by their key.')
    .optional(),
  viewport: Viewport.describe('What part of the canvas was in view.').optional(),
  schemas: NodeValues.describe(
    'The endpoints of its nodes by their digests, each with its schema, so that the file opens where no catalogue has them. Never run.',
  ).optional(),
})
export type Workflow = z.infer<typeof Workflow>

export const isAllOrNothing = (node: Node): boolean => node.allOrNothing === true
export const modeOf = (node: Node): NodeMode => node.mode ?? 'active'
export const seedModeOf = (node: Node): SeedMode => node.seedMode ?? 'fixed'

const BLOCK_TYPE = 'block/'

/** The block that a node is an instance of, by its key in the file; null for any other node. */
export const blockKeyOf = ({ type }: Pick<Node, 'type'>): string | null =>
  type.startsWith(BLOCK_TYPE) ? type.slice(BLOCK_TYPE.length) : null
