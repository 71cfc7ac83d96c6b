import { hash } from 'node:crypto'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { checkValue } from '#shared/ports/check.ts'
import type { Value, Values } from '#shared/ports/value.ts'
import { isList, isMediaKind } from '#shared/ports/value.ts'
import { cacheText } from '#shared/run/cacheKey.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { formatItemPath } from '#shared/run/address.ts'
import type { Delivered } from '#shared/run/gather.ts'
import { gather } from '#shared/run/gather.ts'
import { hasOpenLiterals, resolveLiterals } from '#shared/run/literals.ts'
import type { PlanStep } from '#shared/run/planStep.ts'
import { plan } from '#shared/run/plan.ts'
import type { Assets } from '#shared/services.ts'
import { nextTurn } from '../platform/nextTurn.ts'
import type { UnpackedRun } from './unpackRun.ts'
import { isAbsent } from './unpackRun.ts'

/**
 * The key of an imported run's result, separate from the results of this library's own accounts, which are looked up
 * first. Practice drawings never replace an engine's results.
 */
export const importedKey = (mode: Mode, key: string): string => `imported ${prefixes[mode]} ${key}`

/** As they were first stored, when practice was an engine and there was one other. */
const prefixes: { readonly [M in Mode]: string } = { practice: 'practice', live: 'runcomfy' }

/**
 * The results of an imported run by cache key, as this library would have stored them. Every picture among them was
 * stored here under the hash of its bytes. Left out are results that are incomplete or do not fit their node type, and
 * those that only the archive's author vouches for: what is made on this machine from no picture.
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
  const made = new Map(events.flatMap(deliveredBy))
  await nextTurn(text)
  const delivered: (Delivered | undefined)[] = []
  const { steps } = plan(read.workflow, registry)
  await nextTurn(text)
  for (const step of steps) {
    const { outputs, gaps } = made.get(step.node.id) ?? {}
    const gathered = await gatherInputs(step, delivered, assets)
    const isThere = outputs !== undefined && gathered !== null
    delivered.push(isThere ? { outputs, fanned: gathered.fanned, gaps } : undefined)
    if (!isThere || step.node.take !== undefined || step.type.effect || tookMore(step, delivered)) continue
    const { fanned, items } = gathered
    const missing = new Set(gaps?.map(({ item }) => item))
    const isMissing = (item: number): boolean => missing.has(formatItemPath([item]))
    for (const [item, inputs] of items.entries()) {
      // What is missing here may have been there: then it is not known what this was made from.
      if (isMissing(item) || gathered.gaps?.has(item) === true) continue
      const own = fanned ? ofItem(step, outputs, items, item, isMissing) : outputs
      if (own === null || !isSound(step, inputs, own)) continue
      found.set(hash('sha256', cacheText(step.type, inputs)), own)
    }
  }
  return found
}

/** Whether a step took a list whole of which a file is not in the archive: it was not made from the rest alone. */
const tookMore = ({ inputs }: PlanStep, delivered: readonly (Delivered | undefined)[]): boolean =>
  inputs.some(
    ({ port, source }) =>
      source !== null &&
      port.type.list &&
      delivered[source.step]?.gaps?.some(
        (gap) => isAbsent(gap) && Object.hasOwn(gap.positions, source.output),
      ) === true,
  )

/** What a step has delivered, also if only some of its items failed. */
function deliveredBy(
  event: RunEvent,
): readonly (readonly [node: string, Pick<Delivered, 'outputs' | 'gaps'>])[] {
  if (event.type !== 'step.done' && event.type !== 'step.failed') return []
  const { node, outputs = {}, gaps } = event
  return event.type === 'step.done' || gaps !== undefined ? [[node, { outputs, gaps }]] : []
}

/** Null if they are not available: then it is not known what the outputs were made from. */
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

/** For a node that ran over a list: the outputs of one item; null if the lists do not determine them. */
function ofItem(
  step: PlanStep,
  outputs: Values,
  items: readonly Values[],
  item: number,
  isMissing: (item: number) => boolean,
): Values | null {
  const own: Record<string, Value> = {}
  for (const [name, port] of Object.entries(step.type.outputs)) {
    const all = outputs[name]
    if (!isList(all)) return null
    // A missing item leaves one place, however many it would have made.
    const lengths = items.map((inputs, at) =>
      port.type.list && !isMissing(at) ? (step.type.counts?.(inputs)[name] ?? 1) : 1,
    )
    if (lengths.reduce((sum, length) => sum + length, 0) !== all.length) return null
    const start = lengths.slice(0, item).reduce((sum, length) => sum + length, 0)
    const part = all.slice(start, start + (lengths[item] ?? 0))
    own[name] = port.type.list ? part : (part[0] ?? null)
  }
  return own
}

/** Whether outputs are valid for a run of their node with these inputs. */
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
