import type { ResultRow } from '#shared/api/records.ts'
import type { Json, Value, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Delivered } from '#shared/run/gather.ts'
import { gather } from '#shared/run/gather.ts'
import type { Plan } from '#shared/run/plan.ts'
import type { Step } from '#shared/run/reduceRun.ts'

/** The inputs of one node of a run: one set, or one per item. */
export interface NodeInputs {
  readonly fanned: boolean
  readonly items: readonly Values[]
}

/**
 * The inputs of each node of a run, reconstructed from its plan and from the outputs of its steps. A node whose sources
 * made nothing has the values of the workflow.
 */
export function inputsOf(
  plan: Pick<Plan, 'steps'>,
  steps: Readonly<Record<string, Step>>,
): ReadonlyMap<string, NodeInputs> {
  const delivered: (Delivered | undefined)[] = []
  const inputs = new Map<string, NodeInputs>()
  for (const planned of plan.steps) {
    const { id } = planned.node
    // The cast is sound: a plan has checked its literals, and a workflow's media are names, not rows.
    const literal = (input: { readonly literal: Json | undefined }) => input.literal as Value | undefined
    let gathered: NodeInputs
    try {
      gathered = gather(planned, delivered, literal)
    } catch {
      const own = planned.inputs.flatMap((input) =>
        input.source === null && input.literal !== undefined
          ? [[input.name, literal(input) ?? null] as const]
          : [],
      )
      gathered = { fanned: false, items: [Object.fromEntries(own)] }
    }
    inputs.set(id, gathered)
    const step = steps[id]
    delivered.push(deliveredBy(step, gathered.fanned))
  }
  return inputs
}

/** Also of a step that failed for some of its items only. */
function deliveredBy(step: Step | undefined, fanned: boolean): Delivered | undefined {
  if (step?.phase !== 'done' && step?.phase !== 'failed') return undefined
  const { gaps, outputs, phase } = step
  return phase === 'failed' && gaps === undefined ? undefined : { outputs, fanned, gaps }
}

/** Inputs as they are returned: media by their asset. */
export const asLiterals = (values: Values): ResultRow['inputs'] =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asLiteral(value)]))

function asLiteral(value: Value): ResultRow['inputs'][string] {
  if (isMedia(value)) return { asset: value.sha256 }
  // The cast: what is no media and no list of it is JSON.
  return Array.isArray(value)
    ? value.map((one: Value) => asLiteral(one))
    : (value as ResultRow['inputs'][string])
}
