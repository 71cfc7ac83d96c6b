import { z } from 'zod'
import type { OutputName } from '#shared/catalogue/endpoint.ts'
import { OutputName as Name } from '#shared/catalogue/endpoint.ts'
import { endpointType } from '#shared/endpoint/endpointType.ts'
import { deliverable } from '#shared/endpoint/readOutput.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Job } from '../jobs/job.ts'
import { payerOf, practiceAccount } from '../jobs/job.ts'
import { costOf } from './jobRows.ts'
import { parseStoredJob } from './storedJob.ts'

/** A step that ended well, with the run that it belongs to. */
export interface VersionStep {
  readonly run: string
  readonly runName: string
  readonly node: string
  /** The job that brought it when its run no longer waited; absent for the step's own outputs. */
  readonly job?: string | undefined
  readonly step: Extract<Step, { phase: 'done' }>
}

/** SQL: the hash of the first file that the job `j` brought, or NULL. */
export const firstMedia = `iif(json_valid(j.job), json_extract(j.job, '$.phase.media[0][1].sha256'), NULL)`

/**
 * SQL: of the jobs `j`, those that brought media which the step of their run does not have, because the run no longer
 * waited. Excludes hidden versions, unless they arrived again since, and damaged jobs.
 */
export const broughtHome = `j.state = 'downloaded'
  AND ${firstMedia} IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM steps o WHERE o.run = j.run AND o.node = j.node
    AND instr(o.step, ${firstMedia}) > 0)
  AND NOT EXISTS (SELECT 1 FROM put_aside p WHERE p.run = j.run AND p.node = j.node AND p.job = j.id
    AND p.at >= j.updated_at)`

const Row = z.object({ id: z.string(), name: z.string(), job: z.string(), updated_at: z.number() })

/** The outputs of such a job, as the step that was not recorded; null if they contain none of the node's outputs. */
export function stepOfJob(row: unknown, registry: Registry): VersionStep | null {
  const { id, name, job: text, updated_at: at } = Row.parse(row)
  const job = parseStoredJob(text, id)
  const { facts, phase } = job
  if (phase.state !== 'downloaded') return null
  const { output, media, whole } = phase
  const outputs = deliverable(outputsOf(job, registry), { output, media: new Map(media), whole })
  if (Object.keys(outputs).length === 0) return null
  const cost = facts.account === practiceAccount ? null : costOf(job)
  return {
    run: facts.run,
    runName: name,
    node: facts.node,
    job: id,
    step: { phase: 'done', startedAt: facts.createdAt, finishedAt: at, outputs, reused: false, cost },
  }
}

/** The node's current outputs, else the promised ones. */
function outputsOf({ facts }: Job, registry: Registry): readonly OutputName[] {
  const type = registry.get(endpointType({ engine: payerOf(facts).engine, modelId: facts.modelId }))
  if (type === undefined) return facts.outputs ?? []
  return Object.keys(type.outputs).flatMap((name) => Name.safeParse(name).data ?? [])
}
