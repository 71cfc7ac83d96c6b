import type { Workflow } from '#shared/document/workflow.ts'
import type { ResultMakers, ResultRow, ResultDetails, VersionRow } from '#shared/api/records.ts'
import type { Media, Values } from '#shared/ports/value.ts'
import { image, listOf, optional, text } from '#shared/ports/port.ts'
import { formatItemPath } from '#shared/run/address.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Origin } from '#shared/services.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'
import { AppError } from '#shared/errors.ts'
import type { Job } from '../../jobs/job.ts'
import { createHistory } from '../../library/history.ts'
import { createJobRows } from '../../library/jobRows.ts'
import { testLibrary } from '../../library/libraryFixture.ts'
import { createMarks } from '../../library/marks.ts'
import { createOrigins } from '../../library/origins.ts'
import { createVersions } from '../../library/versions.ts'
import { createRuns } from '../../library/runs.ts'
import type { Input, Output } from '#shared/api/contract.ts'
import { readMakers } from './makers.ts'
import { listNewest } from './newest.ts'
import type { ResultQuery } from './results.ts'
import { listResults } from './results.ts'
import { readDetails } from './story.ts'
import type { VersionsOf } from './versions.ts'
import { listVersions, hideVersion } from './versions.ts'

const draw = gatedNode({
  type: 'test/draw',
  inputs: { prompt: text('Prompt'), from: optional(image('From')) },
  outputs: { image: image('Image'), images: listOf(image('Images')) },
})
const registry = testRegistry(draw.type)

export const drawing = (prompt: string, title: string) => ({
  type: 'test/draw',
  values: { prompt },
  title,
})
const made: Origin = { from: 'job', requestId: 'request-of-origin', url: '', at: 0 }

export interface Past {
  readonly id: string
  readonly name?: string
  /** The saved workflow that it was started from. */
  readonly savedId?: string
  readonly workflow: Workflow
  readonly steps: Readonly<
    Record<string, { readonly at: number; readonly outputs: Values; readonly reused?: boolean }>
  >
  readonly jobs?: readonly Job[]
}

export const jobOf = (runId: string, node: string, item: number, requestId: string, cost: number): Job => ({
  facts: {
    id: `${runId}-${node}-${item}`,
    key: requestId,
    modelId: 'm',
    bodySha256: '',
    bodyBytes: 0,
    account: 'a',
    run: runId,
    node,
    item: formatItemPath([item]),
    createdAt: 1,
  },
  phase: {
    state: 'downloaded',
    request: { requestId, statusUrl: null, resultUrl: null, cancelUrl: null, at: 1 },
    output: null,
    cost,
    media: [],
  },
})

/** A job that brought an image of its own when its run no longer waited for it. */
export const jobWith = (runId: string, node: string, media: Media, cost: number): Job => {
  const address = `https://files.example/${media.sha256}.png`
  const { facts } = jobOf(runId, node, 0, `request-${runId}`, cost)
  const request = { requestId: facts.key, statusUrl: null, resultUrl: null, cancelUrl: null, at: 1 }
  return {
    facts: { ...facts, outputs: ['image', 'images'] },
    phase: { state: 'downloaded', request, output: { image: address }, cost, media: [[address, media]] },
  }
}

/** The node `a` of an unsaved workflow. */
const nodeA = (of: Partial<VersionsOf>): VersionsOf => ({
  workflow: null,
  name: 'Harbour',
  node: 'a',
  type: 'test/draw',
  ...of,
})

type TestLibrary = ReturnType<typeof testLibrary>

const pastOf = ({ database }: TestLibrary) => ({
  history: createHistory(database),
  runs: createRuns(database),
  store: createJobRows(database, () => 1),
  registry: () => registry,
})

/** A library for each test of a file, with past runs; their node draws. */
export function pastLibrary() {
  const library = testLibrary()
  return { ...writing(library), ...reading(library) }
}

/** What has been in it. */
function writing(library: TestLibrary) {
  const past = () => pastOf(library)
  return {
    run({ id, name = 'Harbour', savedId, workflow, steps, jobs = [] }: Past): void {
      const { runs, store } = past()
      const request = {
        mode: 'practice' as const,
        only: null,
        targets: null,
        out: '',
        folder: '',
        pictures: [],
        concurrency: 1,
        fresh: false,
      }
      runs.start({
        id,
        name,
        accounts: { runcomfy: 'a' },
        workflow: JSON.stringify(workflow),
        request,
        at: 1,
        savedId: savedId ?? null,
      })
      for (const [node, { at, outputs, reused = false }] of Object.entries(steps)) {
        const event: RunEvent = { type: 'step.done', node, at, outputs, reused, cost: null }
        runs.record(id, event)
      }
      for (const job of jobs) void store.add(job, new Uint8Array())
    },
    /** A job of a finished run brings its result. */
    bringHome: (job: Job, at: number): void =>
      void createJobRows(library.database, () => at).add(job, new Uint8Array()),
    /** Damages the jobs of a run as a bad sector would. */
    damageJobs: (id: string): void =>
      void library.database.write('UPDATE jobs SET job = substr(job, 2) WHERE run = ?', id),
    remove: (id: string): void => past().history.remove(id, 500),
    setOrigin: (sha256: string, origin: Origin): void =>
      createOrigins(library.database, () => 1).set(sha256, origin),
  }
}

/** The part of that to show. */
function reading(library: TestLibrary) {
  const past = () => pastOf(library)
  return {
    marks: () => createMarks(library.database),
    list: (
      query: Partial<ResultQuery> = {},
      originOf: (sha256: string) => Origin | undefined = () => made,
    ): Promise<readonly ResultRow[]> =>
      listResults(
        {
          before: null,
          most: 50,
          text: '',
          workflowName: null,
          nodeTitle: null,
          nodeType: null,
          kind: 'all',
          starred: false,
          tag: null,
          ...query,
        },
        { ...past(), marks: createMarks(library.database), originOf },
      ),
    /** `present` are the assets whose files exist. */
    details: (
      sha256: string,
      present: readonly Media[],
      originOf: (sha256: string) => Origin | undefined = () => made,
    ): Promise<ResultDetails> =>
      readDetails(sha256, {
        ...past(),
        assets: {
          has: (media) => present.some((one) => one.sha256 === media.sha256),
          originOf,
          kindsOf: (asset) => present.flatMap((one) => (one.sha256 === asset ? [one.media] : [])),
          resolve() {
            const found = present.find((one) => one.sha256 === sha256)
            return found === undefined
              ? Promise.reject(new AppError('file.unreadable', 'There is none.'))
              : Promise.resolve(found)
          },
        },
      }),
    versions: (of: Partial<VersionsOf> = {}, max = 50): readonly VersionRow[] =>
      listVersions(nodeA(of), max, { ...past(), versions: createVersions(library.database, () => registry) }),
    newest: (of: Partial<Input<'result.newest'>> = {}): Output<'result.newest'> =>
      listNewest(
        { workflow: null, name: 'Harbour', nodes: { a: 'test/draw' }, ...of },
        { ...past(), versions: createVersions(library.database, () => registry) },
      ),
    hideVersion: (run: string, job?: string, of: Partial<VersionsOf> = {}): void =>
      hideVersion(
        { ...nodeA(of), run, ...(job !== undefined && { job }) },
        500,
        createVersions(library.database, () => registry),
      ),
    makers: (): Omit<ResultMakers, 'tags'> => readMakers(library.database, registry),
  }
}

export const one = (media: Media): Values => ({ image: media, images: [media] })
