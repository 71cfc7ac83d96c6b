import type { Node } from '../document/workflow.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Conversion } from '../ports/compatibility.ts'
import type { Port } from '../ports/port.ts'
import type { Json } from '../ports/value.ts'

/** The source of an input of a step. */
export interface PlanInput {
  readonly name: string
  readonly port: Port
  /** The step (its index in `steps`) and output that feed it, or null: then the literal counts. */
  readonly source: {
    readonly step: number
    readonly output: string
    /** Whether that output is declared as a list. */
    readonly list: boolean
    readonly conversion: Conversion | null
    /** Whether the port may refuse the value: limits, choices, or a kind that was not known when planning. */
    readonly checked: boolean
  } | null
  readonly literal: Json | undefined
  /** The literal is a list for a port that accepts one, passed on by a bypassed node: the step runs once per item. */
  readonly each: boolean
}

export interface PlanStep {
  readonly node: Node
  readonly type: NodeType
  readonly inputs: readonly PlanInput[]
  /** A pinned version that was made item by item: it is output at once, and each output is a list. */
  readonly fanned?: true
  /** How many of its cables come from other steps: it starts when all have delivered. */
  readonly waits: number
  /** The steps that it feeds, by their index in `steps`, once per cable. */
  readonly feeds: readonly number[]
  /** It runs for its own sake, whatever uses it: it is a target, has an effect outside, or feeds a muted node. */
  readonly own?: true
}
