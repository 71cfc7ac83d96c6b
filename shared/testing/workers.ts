import type { Workflow } from '../document/workflow.ts'
import { AppError } from '../errors.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import { json, listOf, optional, text } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import { parseItemPath } from '../run/address.ts'
import type { Clock } from '../services.ts'
import type { NodeFields } from './workflow.ts'
import { workflowOf } from './workflow.ts'

/** How one node of a random run behaves. Times are in milliseconds of a fake clock; null: it ends immediately. */
export interface Behaviour {
  readonly where: NodeType['where']
  readonly duration: number | null
  /** `partly`: every second item of a list fails. */
  readonly ends: 'well' | 'badly' | 'unknown' | 'empty' | 'partly'
  readonly obeysCancel: boolean
  readonly many: number | null
  readonly muted: boolean
  readonly allOrNothing?: boolean
  /** It shares work with others that behave alike and have the same inputs. */
  readonly twin: boolean
  readonly first: number | null
  readonly second: number | null
}

/** The id of the node with this number. */
export const id = (number: number): string => `n${number}`

/** Counts what works in each lane, and the maximum so far. */
export interface Counter {
  readonly now: Record<NodeType['where'], number>
  readonly max: Record<NodeType['where'], number>
}

/** Two node types, one that outputs one text and one that outputs many, for each lane. */
export function workers(clock: Clock, counter: Counter): readonly NodeType[] {
  const worker = (where: NodeType['where'], many: boolean): NodeType => ({
    type: `test/${where}-${many ? 'many' : 'one'}`,
    title: 'Worker',
    category: 'Test',
    keywords: [],
    help: '',
    inputs: { first: optional(text('First')), second: optional(text('Second')), does: json('Does') },
    outputs: { out: many ? listOf(text('Out')) : text('Out') },
    where,
    version: 1,
    effect: false,
    inert: false,
    run(inputs, context) {
      // The cast is the test's: it wrote the workflow.
      const does = inputs['does'] as {
        duration: number | null
        ends: Behaviour['ends']
        obeysCancel: boolean
        many: number
      }
      counter.now[where]++
      counter.max[where] = Math.max(counter.max[where], counter.now[where])
      const end = (): Values => {
        counter.now[where]--
        context.spent(0.25)
        if (does.ends === 'badly') throw new Error('badly')
        if (does.ends === 'partly' && (parseItemPath(context.item)[0] ?? 0) % 2 === 1)
          throw new Error('partly')
        if (does.ends === 'unknown') throw new AppError('job.unknown', 'unknown')
        if (does.ends === 'empty') return {}
        const words = `${context.node.id}#${context.item}`
        return { out: many ? Array.from({ length: does.many }, (_, item) => `${words}.${item}`) : words }
      }
      if (does.duration === null) return end()
      context.progress(0.5)
      return clock
        .sleep(does.duration, does.obeysCancel ? context.signal : undefined)
        .then(end, (thrown: unknown) => {
          counter.now[where]--
          throw thrown
        })
    },
  })
  return (['local', 'remote'] as const).flatMap((where) => [worker(where, false), worker(where, true)])
}

/** A workflow of nodes that behave like this; their inputs come from nodes with lower numbers. */
export function workersWorkflow(behaviours: readonly Behaviour[]): Workflow {
  const edges: string[] = []
  const nodes = behaviours.map(
    (
      { first, second, muted, allOrNothing = false, where, many, twin, ...does },
      index,
    ): [string, NodeFields] => {
      if (index > 0 && first !== null) edges.push(`${id(first % index)}.out > ${id(index)}.first`)
      if (index > 0 && second !== null) edges.push(`${id(second % index)}.out > ${id(index)}.second`)
      const type = `test/${where}-${many === null ? 'one' : 'many'}`
      return [
        id(index),
        {
          type,
          mode: muted ? 'muted' : 'active',
          ...(allOrNothing && { allOrNothing }),
          values: { does: { ...does, many: many ?? 0, index: twin ? null : index } },
        },
      ]
    },
  )
  return workflowOf(Object.fromEntries(nodes), edges)
}
