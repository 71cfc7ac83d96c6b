import { hash } from 'node:crypto'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { EngineName } from '#shared/catalogue/engineName.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { checkValue } from '#shared/ports/check.ts'
import type { Value, Values } from '#shared/ports/value.ts'
import { isList, isMediaKind } from '#shared/ports/value.ts'
import { cacheText } from '#shared/run/cacheKey.ts'
import type { Delivered } from '#shared/run/gather.ts'
import { gather } from '#shared/run/gather.ts'
import { hasOpenLiterals, resolveLiterals } from '#shared/run/literals.ts'
import type { PlanStep } from '#shared/run/planStep.ts'
import { plan } from '#shared/run/plan.ts'
import type { Assets } from '#shared/services.ts'
import { nextTurn } from '../platform/nextTurn.ts'
import type { UnpackedRun } from './unpackRun.ts'

/**
 * The key under which a result of an imported run is kept, beside the results of this library's own accounts: those are looked
 * for first. What the practice engine drew is never used in place of what an engine makes.
 */
export const importedKey = (engine: EngineName, key: string): string => `imported ${engine} ${key}`

/**
 * What the steps of an imported run made of which inputs, by cache key: as this library would have kept it, had it run them.
 * Every picture among it was kept here, under the hash of its bytes. Left out is whatever is not whole or not as its node
 * type would give it out, and what a stranger's word alone stands for: what is made on this machine of no picture.
 */
export async function importedResults(
  { text, events }: Pick<UnpackedRun, 'text' | 'events'>,
  registry: Registry,
  assets: Pick<Assets, 'resolve' | 'read'>,
): Promise<ReadonlyMap<string, Values>> {
  const found = new Map<string, Values>()
  await nextTurn(text)
  const read = readWorkflow(text)
  if (!read.ok) return found
  const made = new Map(
    events.flatMap((event) => (event.type === 'step.done' ? [[event.node, event.outputs] as const] : [])),
  )
  await nextTurn(text)
  const delivered: (Delivered | undefined)[] = []
  const { steps } = plan(read.workflow, registry)
  await nextTurn(text)
  for (const step of steps) {
    const outputs = made.get(step.node.id)
    const gathered = await gatherInputs(step, delivered, assets)
    const isThere = outputs !== undefined && gathered !== null
    delivered.push(isThere ? { outputs, fanned: gathered.fanned } : undefined)
    if (!isThere || step.node.take !== undefined || step.type.effect) continue
    const { fanned, items } = gathered
    for (const [item, inputs] of items.entries()) {
      const own = fanned ? ofItem(step, outputs, items, item) : outputs
      if (own === null || !isSound(step, inputs, own)) continue
      found.set(hash('sha256', cacheText(step.type, inputs)), own)
    }
  }
  return found
}

/** Null where they cannot be had: then nobody can say what the outputs were made of. */
async function gatherInputs(
  step: PlanStep,
  delivered: readonly (Delivered | undefined)[],
  assets: Pick<Assets, 'resolve' | 'read'>,
): Promise<ReturnType<typeof gather> | null> {
  if (step.inputs.some(({ source }) => source !== null && delivered[source.step] === undefined)) return null
  try {
    const resolved = hasOpenLiterals(step)
      ? await resolveLiterals(step, { assets: assets as Assets })
      : new Map<string, Value>()
    return gather(step, delivered, (input) => resolved.get(input.name) ?? input.literal)
  } catch {
    return null
  }
}

/** Of a node that ran over a list: what one item made; null where the lists do not tell. */
function ofItem(step: PlanStep, outputs: Values, items: readonly Values[], item: number): Values | null {
  const own: Record<string, Value> = {}
  for (const [name, port] of Object.entries(step.type.outputs)) {
    const all = outputs[name]
    if (!isList(all)) return null
    const lengths = items.map((inputs) => (port.type.list ? (step.type.counts?.(inputs)[name] ?? 1) : 1))
    if (lengths.reduce((sum, length) => sum + length, 0) !== all.length) return null
    const start = lengths.slice(0, item).reduce((sum, length) => sum + length, 0)
    const part = all.slice(start, start + (lengths[item] ?? 0))
    own[name] = port.type.list ? part : (part[0] ?? null)
  }
  return own
}

/** Whether outputs can stand for a run of their node with these inputs. */
function isSound({ type }: PlanStep, inputs: Values, outputs: Values): boolean {
  if (type.userPrompt !== undefined && type.userPrompt(inputs) !== null) return false
  const ports = Object.entries(type.outputs)
  const isWhole = ports.every(([name, port]) => checkValue(port, outputs[name]).length === 0)
  const hasPicture = ports.some(
    ([
      ,
      {
        type: { kind },
      },
    ]) => isMediaKind(kind),
  )
  return isWhole && (type.where === 'remote' || hasPicture)
}
