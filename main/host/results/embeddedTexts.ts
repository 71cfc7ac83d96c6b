import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { promptOf } from '#shared/comfyui/promptOf.ts'
import type { Provenance } from '#shared/metadata/provenance.ts'
import { withoutSecrets } from '#shared/redact/withoutSecrets.ts'
import type { EmbeddedText } from '#shared/picture/embeddedText.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Origin } from '#shared/services.ts'
import type { JobStore } from '../../jobs/jobStore.ts'
import type { Runs } from '../../library/runs.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import { jobsBefore } from './provenanceOf.ts'

export interface EmbedOptions {
  readonly runs: Pick<Runs, 'source' | 'steps' | 'get'>
  readonly store: Pick<JobStore, 'list'>
  readonly originOf: (sha256: string) => Origin | undefined
  readonly now: () => number
  /** Redacts the keys that this host knows. */
  readonly redact: (text: string) => string
}

/**
 * The texts embedded in a picture that a node saves: the workflow as it runs, and its provenance. None if the library
 * does not know the run. Rejects as the library does.
 */
export async function embeddedTexts(
  media: Media,
  { run, node }: { readonly run: string; readonly node: string },
  { runs, store, originOf, now, redact }: EmbedOptions,
): Promise<readonly EmbeddedText[]> {
  const [record, source] = [runs.get(run), runs.source(run)]
  const whole = source?.workflow ?? ''
  await nextTurn(whole)
  const read = readWorkflow(whole)
  if (record === null || source === null || !read.ok) return []
  await nextTurn(whole)
  const { workflow } = withoutSecrets(read.workflow, redact)
  const facts = { workflow, steps: runs.steps(run), jobs: store.list({ run }), originOf }
  const jobs = jobsBefore(node, facts)
  const { mode } = source.request
  const engines = new Set(jobs.flatMap(({ engine }) => engine ?? []))
  const provenance: Provenance = {
    lineage: 1,
    workflow: redact(record.name),
    mode,
    engine: mode === 'practice' ? mode : [...engines].join(', '),
    run,
    startedAt: record.startedAt,
    savedAt: now(),
    node,
    sha256: media.sha256,
    jobs: [...jobs],
  }
  await nextTurn(whole)
  const text = writeWorkflow(workflow)
  await nextTurn(whole)
  return [
    { keyword: 'workflow', text },
    { keyword: 'prompt', text: JSON.stringify(promptOf(workflow)) },
    { keyword: 'patchbay', text: JSON.stringify(provenance) },
  ]
}
