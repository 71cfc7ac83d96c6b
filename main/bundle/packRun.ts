import { checkJson } from '#shared/document/checkJson.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { ErrorData } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import type { Removal } from '#shared/api/records.ts'
import type { BundleLimits } from '#shared/redact/bundleLimits.ts'
import { bundleLimits } from '#shared/redact/bundleLimits.ts'
import { withoutSecrets } from '#shared/redact/withoutSecrets.ts'
import type { Values } from '#shared/ports/value.ts'
import { gapsOf } from '#shared/run/gap.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { writeZip } from './archive/writeZip.ts'
import { nextTurn } from '../platform/nextTurn.ts'
import type { RunRecord, RunRequest, Runs } from '../library/runs.ts'
import type { PictureSource } from './collectPictures.ts'
import { collectPictures } from './collectPictures.ts'
import type { EndedStep, RunFile } from './runFile.ts'
import { RUN_FILE, WORKFLOW_FILE, parseRunFile } from './runFile.ts'

export interface PackOptions {
  readonly runs: Pick<Runs, 'get' | 'source' | 'steps'>
  /** The source of the pictures of a run with these options. */
  readonly pictures: (request: RunRequest) => PictureSource
  readonly redact: (text: string) => string
  readonly limits?: BundleLimits
}

export interface PackedRun {
  readonly name: string
  /** Its pieces. Throws as reading assets does. */
  readonly archive: AsyncIterable<Uint8Array>
  /** What was removed, and what could not be included. */
  readonly removed: readonly Removal[]
}

/**
 * A run as one file: its workflow and every input and output picture, for another library. Rejects with `input.invalid`
 * for a run that does not exist or is not over, `file.unwritable` if it would be too large, and as reading assets does.
 */
export async function packRun(
  run: string,
  { runs, pictures, redact, limits = bundleLimits }: PackOptions,
): Promise<PackedRun> {
  const { record, request, text, workflow } = overAndRead(run, runs)
  await nextTurn(text)
  const collected = collectPictures(pictures(request), limits)
  const named = structuredClone(workflow)
  await collected.addNamed(named)
  const steps: Record<string, EndedStep> = {}
  const tooLarge: Removal[] = []
  for (const [node, step] of Object.entries(runs.steps(run))) {
    const ended = endedStep(step)
    if (ended === null) continue
    tooLarge.push(...leaveOutLarge(node, ended))
    await collected.addOutputs(ended.outputs)
    steps[node] = ended
  }
  await nextTurn(text)
  const clean = withoutSecrets(named, redact)
  await nextTurn(text)
  const cleanSteps = withoutSecrets({ steps }, redact)
  const removed = [...clean.removed, ...cleanSteps.removed, ...collected.missing, ...tooLarge]
  const file: RunFile = {
    format: 'patchbay/run',
    version: 1,
    name: redact(record.name).slice(0, 200),
    mode: request.mode,
    state: record.state,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    steps: cleanSteps.workflow.steps,
    makers: { ...collected.makers },
    removed,
  }
  const utf8 = new TextEncoder()
  await nextTurn(text)
  const written = utf8.encode(writeWorkflow(clean.workflow))
  await nextTurn(text)
  const said = utf8.encode(`${JSON.stringify(file)}\n`)
  await nextTurn(said)
  await checkReadable(written, said, limits)
  const files = [
    { name: WORKFLOW_FILE, content: written },
    { name: RUN_FILE, content: said },
    ...collected.files,
  ]
  return { name: file.name, archive: writeZip(files), removed }
}

/** Importing reads these two in the same way: what cannot be read is not packed. */
async function checkReadable(
  workflow: Uint8Array,
  run: Uint8Array,
  { document }: BundleLimits,
): Promise<void> {
  const limitText = `the maximum for one file is ${document / 2 ** 20} MiB`
  if (workflow.length > document) throw unpackable(`its workflow is too large; ${limitText}`)
  if (run.length > document) throw unpackable(`its results have too much text and data; ${limitText}`)
  const parsed = parseRunFile(run)
  if ('why' in parsed) throw unpackable(parsed.why, parsed.cause)
  await nextTurn(workflow)
  const read = readWorkflow(workflow)
  if (!read.ok) throw unpackable(`its workflow could not be opened again: ${read.problems[0]?.message ?? ''}`)
}

const unpackable = (why: string, cause?: unknown): AppError =>
  new AppError('file.unwritable', `This run cannot be packed: ${why}.`, { cause })

/**
 * Removes what no archive may contain from the outputs of a step: texts of more than a megabyte, data that is nested
 * too deep.
 */
function leaveOutLarge(node: string, ended: EndedStep): readonly Removal[] {
  const large = Object.entries(ended.outputs).filter(
    ([port, value]) => checkJson({ steps: { node: { outputs: { [port]: value } } } }).problems.count > 0,
  )
  for (const [port] of large) delete ended.outputs[port]
  return large.map(([port]) => ({
    place: `steps.${node}.outputs.${port}`,
    what: 'a result that is too large, or no plain data',
  }))
}

type OverRecord = RunRecord & { readonly state: RunFile['state']; readonly finishedAt: number }

function overAndRead(run: string, runs: PackOptions['runs']) {
  const [record, source] = [runs.get(run), runs.source(run)]
  const read = readWorkflow(source?.workflow ?? '')
  if (record === null || source === null || !read.ok)
    throw new AppError('input.invalid', `There is no run ${run}.`)
  if (!isOver(record))
    throw new AppError('input.invalid', 'This run has not ended. Wait for it, or cancel it.')
  return { record, request: source.request, text: source.workflow, workflow: read.workflow }
}

const isOver = (record: RunRecord): record is OverRecord =>
  record.finishedAt !== null && record.state !== 'queued' && record.state !== 'running'

/** The shared part of a step: without the paths of saved copies, without its cost and without the data of errors. */
function endedStep(step: Step): EndedStep | null {
  if (step.phase !== 'done' && step.phase !== 'failed' && step.phase !== 'cancelled') return null
  const { phase, finishedAt, outputs } = step
  const shared = { phase, finishedAt, outputs: withoutPaths(outputs) }
  if (step.phase === 'cancelled') return shared
  const { gaps, got } = step
  return {
    ...shared,
    ...(step.phase === 'done' && step.fanned !== undefined && { fanned: step.fanned }),
    ...(step.phase === 'failed' && {
      error: inWords(step.error),
      ...(step.items && { items: step.items.map(({ item, error }) => ({ item, error: inWords(error) })) }),
      ...(step.total !== undefined && { total: step.total }),
    }),
    ...gapsOf({ gaps: gaps?.map((gap) => ({ ...gap, error: inWords(gap.error) })), got }),
  }
}

/** What an error says, without ids, addresses and paths. */
const inWords = ({ code, message }: ErrorData): ErrorData => ({ code, message })

/** Through JSON, which is how the outputs of a step are stored. */
function withoutPaths(outputs: Values): EndedStep['outputs'] {
  const text = JSON.stringify(outputs, function (this: unknown, key, value: unknown) {
    const inMedia = typeof this === 'object' && this !== null && 'sha256' in this && 'media' in this
    return key === 'path' && inMedia ? undefined : value
  })
  return JSON.parse(text) as EndedStep['outputs']
}
