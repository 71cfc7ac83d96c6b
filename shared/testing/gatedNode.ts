import type { NodeType } from '../nodes/defineNode.ts'
import type { NodeContext } from '../services.ts'
import type { Ports } from '../ports/port.ts'
import { listOf, optional, text } from '../ports/port.ts'
import { FIRST_ITEM, formatItemPath } from '../run/address.ts'
import type { Values } from '../ports/value.ts'

/** One call of a gated node's `run`, which lasts until the test ends it. */
export interface GatedCall {
  readonly inputs: Values
  readonly context: NodeContext
  finish(outputs: Values): void
  fail(error: unknown): void
}

/** A node type whose runs the test ends by hand. */
export interface GatedNode {
  readonly type: NodeType
  /** Every call so far, in the order of their start. */
  readonly calls: readonly GatedCall[]
  /** The last call of the node with this id, for this item. Throws if there was none. */
  call(node: string, item?: number): GatedCall
  /** Which nodes and items have started: `a`, or `a#2` for an item of a list. */
  readonly started: readonly string[]
}

interface GatedOptions {
  readonly type?: string
  readonly where?: NodeType['where']
  readonly effect?: boolean
  readonly inputs?: Ports
  readonly outputs?: Ports
  /** Two of them with equal inputs share work; otherwise `startRun` makes each node's work its own. */
  readonly alike?: boolean
  /** Rejects with the signal's reason when it is aborted, like a node that obeys cancels. */
  readonly obeysCancel?: boolean
}

const inputs: Ports = {
  in: optional(text('In')),
  also: optional(text('Also')),
  all: optional(listOf(text('All'))),
}
const outputs: Ports = { out: text('Out') }

export function gatedNode(options: GatedOptions = {}): GatedNode {
  const calls: GatedCall[] = []
  const started: string[] = []
  return {
    calls,
    started,
    call(node, item = 0) {
      const call = calls.findLast(
        ({ context }) => context.node.id === node && context.item === formatItemPath([item]),
      )
      if (call === undefined) throw new Error(`${node}#${item} has not started`)
      return call
    },
    type: {
      type: options.type ?? 'test/gated',
      title: 'Gated',
      category: 'Test',
      keywords: [],
      help: '',
      inputs: { ...(options.inputs ?? inputs), ...(options.alike !== true && { of: optional(text('Of')) }) },
      outputs: options.outputs ?? outputs,
      where: options.where ?? 'remote',
      version: 1,
      effect: options.effect ?? false,
      inert: false,
      run(given, context) {
        const { promise, resolve, reject } = Promise.withResolvers<Values>()
        started.push(context.item === FIRST_ITEM ? context.node.id : `${context.node.id}#${context.item}`)
        const { of: _, ...own } = given
        calls.push({ inputs: own, context, finish: resolve, fail: reject })
        if (options.obeysCancel === true) {
          const { signal } = context
          const stop = (): void => reject(signal.reason)
          if (signal.aborted) stop()
          else signal.addEventListener('abort', stop, { once: true })
        }
        return promise
      },
    },
  }
}
