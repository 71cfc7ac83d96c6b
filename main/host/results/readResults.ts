import type { ResultRow } from '#shared/api/records.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import { readEndpointType } from '#shared/endpoint/endpointType.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Media, Value, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { formatItemPath } from '#shared/run/address.ts'
import type { Plan } from '#shared/run/plan.ts'
import { plan } from '#shared/run/plan.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Origin } from '#shared/services.ts'
import type { Job } from '../../jobs/job.ts'
import { payerOf, requestOf } from '../../jobs/job.ts'
import type { MadeStep } from '../../library/history.ts'
import type { RunSource } from '../../library/runs.ts'
import type { NodeInputs } from './inputsOf.ts'
import { asLiterals, inputsOf } from './inputsOf.ts'

/** The parts of a run that the provenance of its pictures needs. */
export interface RunDetails {
  readonly mode: Mode
  readonly titles: ReadonlyMap<string, { readonly title: string; readonly type: string }>
  readonly inputs: ReadonlyMap<string, NodeInputs>
  /** Nodes with a pinned version. */
  readonly pinned: ReadonlySet<string>
  readonly jobs: readonly Job[]
  /** For a saved picture: its path. */
  readonly savedAt: ReadonlyMap<string, string>
}

export function readRunDetails(
  source: RunSource | null,
  steps: Readonly<Record<string, Step>>,
  jobs: readonly Job[],
  registry: Registry,
): RunDetails {
  const read = readWorkflow(source?.workflow ?? '')
  const planned: Pick<Plan, 'steps'> = read.ok
    ? plan(read.workflow, registry, source?.request.targets ?? undefined)
    : { steps: [] }
  const titles = planned.steps.map(
    ({ node, type }) => [node.id, { title: node.title ?? type.title, type: type.type }] as const,
  )
  const made = Object.values(steps).flatMap((step) => ('outputs' in step ? mediaOf(step.outputs) : []))
  const saved = made.flatMap(({ media }) =>
    media.path === undefined ? [] : [[media.sha256, media.path] as const],
  )
  return {
    mode: source?.request.mode ?? 'practice',
    titles: new Map(titles),
    inputs: inputsOf(planned, steps),
    pinned: new Set(planned.steps.flatMap(({ node }) => (node.take === undefined ? [] : [node.id]))),
    jobs,
    savedAt: new Map(saved),
  }
}

/**
 * The pictures that a step has made, each with its provenance: without those that it only passed on, reused, or had
 * pinned.
 */
export function resultsOf(
  { run, runName, node, step }: MadeStep,
  { mode, titles, inputs, pinned: taken, jobs, savedAt }: RunDetails,
  originOf: (sha256: string) => Origin | undefined,
): readonly ResultRow[] {
  if ((step.phase === 'done' && step.reused) || taken.has(node)) return []
  const given = inputs.get(node) ?? { fanned: false, items: [] }
  const passedOn = new Set(given.items.flatMap((values) => mediaOf(values).map(({ media }) => media.sha256)))
  const outputs = mediaOf(step.outputs)
  return outputs.flatMap(({ media, port, place, of }): readonly ResultRow[] => {
    const origin = originOf(media.sha256)
    if (passedOn.has(media.sha256) || (origin?.from !== 'job' && origin?.from !== 'node')) return []
    const item = given.fanned ? Math.floor((place * given.items.length) / of) : 0
    const job = jobs.find(({ facts }) => facts.node === node && facts.item === formatItemPath([item]))
    const path = media.path ?? savedAt.get(media.sha256)
    const { title, type } = titles.get(node) ?? { title: node, type: '' }
    return [
      {
        media: path === undefined ? media : { ...media, path },
        run,
        workflowName: runName,
        node,
        nodeTitle: title,
        nodeType: type,
        port,
        at: step.finishedAt,
        took: tookOf(step, job),
        mode,
        engine: job === undefined ? (readEndpointType(type)?.engine ?? null) : payerOf(job.facts).engine,
        modelId: job?.facts.modelId ?? null,
        cost: job === undefined ? step.cost : costOf(job),
        requestId:
          (job === undefined ? null : requestOf(job)?.requestId) ??
          (origin.from === 'job' ? origin.requestId : null),
        inputs: asLiterals(given.items[item] ?? {}),
      },
    ]
  })
}

/** The store records the start of a job, but not of a step. */
export function tookOf({ startedAt, finishedAt }: MadeStep['step'], job: Job | undefined): number | null {
  const since = startedAt ?? job?.facts.createdAt ?? null
  return since === null ? null : finishedAt - since
}

const costOf = ({ phase }: Job): number | null => ('cost' in phase ? phase.cost : null)

interface MadeMedia {
  readonly media: Media
  readonly port: string
  /** The index and number of pictures at this port. */
  readonly place: number
  readonly of: number
}

/** Every media value in some values, with lists flattened. One that occurs at several ports is listed once. */
function mediaOf(values: Values): readonly MadeMedia[] {
  const found = new Map<string, MadeMedia>()
  for (const [port, value] of Object.entries(values)) {
    const all: readonly Value[] = Array.isArray(value) ? value.flat(Infinity) : [value]
    for (const [index, one] of all.entries())
      if (isMedia(one) && !found.has(one.sha256))
        found.set(one.sha256, { media: one, port, place: index, of: all.length })
  }
  return [...found.values()]
}
