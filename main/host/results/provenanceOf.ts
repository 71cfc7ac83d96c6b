import type { Workflow } from '#shared/document/workflow.ts'
import { readEndpointType } from '#shared/endpoint/endpointType.ts'
import type { ProvenanceJob } from '#shared/metadata/provenance.ts'
import type { Json, Media, Value, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Origin } from '#shared/services.ts'
import type { Job } from '../../jobs/job.ts'
import { requestOf } from '../../jobs/job.ts'

/** What is known about a run while one of its nodes saves a picture. */
export interface RunFacts {
  readonly workflow: Workflow
  readonly steps: Readonly<Record<string, Step>>
  readonly jobs: readonly Job[]
  readonly originOf: (sha256: string) => Origin | undefined
}

/** The remote jobs behind a node's pictures: those of the endpoints before it, in the order of the workflow. */
export function jobsBefore(node: string, facts: RunFacts): readonly ProvenanceJob[] {
  const before = nodesBefore(node, facts.workflow)
  return facts.workflow.nodes.flatMap(({ id, type, title }) => {
    const endpoint = before.has(id) ? readEndpointType(type) : null
    if (endpoint === null) return []
    return [
      {
        node: id,
        title: title ?? '',
        engine: endpoint.engine,
        endpoint: endpoint.modelId,
        seed: seedOf(id, facts),
        requests: requestsOf(id, facts),
      },
    ]
  })
}

function nodesBefore(node: string, { edges }: Workflow): ReadonlySet<string> {
  const sources = new Map<string, string[]>()
  for (const { from, to } of edges) sources.set(to.node, [...(sources.get(to.node) ?? []), from.node])
  const before = new Set<string>()
  const stack = [node]
  for (let at = stack.pop(); at !== undefined; at = stack.pop())
    for (const source of sources.get(at) ?? []) {
      if (before.has(source)) continue
      before.add(source)
      stack.push(source)
    }
  return before
}

/** The seed of a node: from its cable, else the value in the workflow, which was drawn before the run began. */
function seedOf(node: string, { workflow, steps }: RunFacts): ProvenanceJob['seed'] {
  const cable = workflow.edges.find(({ to }) => to.node === node && to.port === 'seed')
  if (cable === undefined) return asJson(workflow.nodes.find(({ id }) => id === node)?.values?.['seed'])
  return asJson(outputsOf(steps[cable.from.node])[cable.from.port])
}

/** The requests that brought a node's outputs, in this run or in the one whose result was reused. */
function requestsOf(node: string, { steps, jobs, originOf }: RunFacts): ProvenanceJob['requests'] {
  const found = new Map<string, number>()
  for (const { sha256 } of mediaIn(Object.values(outputsOf(steps[node])))) {
    const origin = originOf(sha256)
    if (origin?.from === 'job') found.set(origin.requestId, origin.at)
  }
  for (const job of jobs) {
    const request = requestOf(job)
    if (job.facts.node === node && request !== null && !found.has(request.requestId))
      found.set(request.requestId, request.at)
  }
  return [...found].map(([requestId, at]) => ({ requestId, at }))
}

const outputsOf = (step: Step | undefined): Values =>
  step !== undefined && 'outputs' in step ? step.outputs : {}

function mediaIn(values: readonly Value[]): readonly Media[] {
  return values.flatMap((value): readonly Media[] => {
    if (isMedia(value)) return [value]
    return Array.isArray(value) ? mediaIn(value) : []
  })
}

// The cast: a seed is a number, or a list of them if a list of seeds came by cable.
const asJson = (value: Value | Json | undefined): ProvenanceJob['seed'] =>
  (value ?? null) as ProvenanceJob['seed']
