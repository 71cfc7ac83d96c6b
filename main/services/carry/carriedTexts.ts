import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { promptOf } from '#shared/comfyui/promptOf.ts'
import type { Lineage } from '#shared/handover/lineage.ts'
import { withoutSecrets } from '#shared/handover/withoutSecrets.ts'
import type { CarriedText } from '#shared/picture/carriedText.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Origin } from '#shared/services.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import type { Runs } from '../library/runs.ts'
import { jobsBefore } from './lineageOf.ts'

export interface CarryOptions {
  readonly runs: Pick<Runs, 'source' | 'steps' | 'get'>
  readonly store: Pick<JobStore, 'list'>
  readonly originOf: (sha256: string) => Origin | undefined
  readonly now: () => number
  /** Takes the keys that this host knows out of a text. */
  readonly redact: (text: string) => string
}

/**
 * What a picture carries that a node of a run saves: the workflow as it runs, and how the picture came about. Nothing where
 * the library knows no such run. Throws as the library does.
 */
export function carriedTexts(
  media: Media,
  { run, node }: { readonly run: string; readonly node: string },
  { runs, store, originOf, now, redact }: CarryOptions,
): readonly CarriedText[] {
  const [record, source] = [runs.get(run), runs.source(run)]
  const read = readWorkflow(source?.workflow ?? '')
  if (record === null || source === null || !read.ok) return []
  const { workflow } = withoutSecrets(read.workflow, redact)
  const facts = { workflow, steps: runs.steps(run), jobs: store.list({ run }), originOf }
  const lineage: Lineage = {
    lineage: 1,
    workflow: redact(record.name),
    engine: source.request.engine,
    run,
    startedAt: record.startedAt,
    savedAt: now(),
    node,
    sha256: media.sha256,
    jobs: [...jobsBefore(node, facts)],
  }
  return [
    { keyword: 'workflow', text: writeWorkflow(workflow) },
    { keyword: 'prompt', text: JSON.stringify(promptOf(workflow)) },
    { keyword: 'patchbay', text: JSON.stringify(lineage) },
  ]
}
