import { z } from 'zod'
import { EngineId, firstEngine } from '#shared/catalogue/engineId.ts'
import { Mode, withMode } from '#shared/catalogue/mode.ts'
import { Incomplete } from '#shared/run/incomplete.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { gapsOf } from '#shared/run/gap.ts'
import type { RunEnd, RunEvent } from '#shared/run/run.ts'
import type { Database } from './database.ts'
import { practiceAccount } from '../jobs/job.ts'
import { runCost } from './runCost.ts'
import { pathOf } from './storedJob.ts'
import { parseStoredJson } from './storedJson.ts'

const Request = z.object({
  mode: Mode,
  /** The only engine whose nodes may run; null: those of every engine. */
  only: EngineId.nullable(),
  targets: z.array(z.string()).nullable(),
  /** The folder for saved pictures. */
  out: z.string(),
  /** The folder of the files that the workflow names. */
  folder: z.string(),
  /** Pictures that the user named. */
  pictures: z.array(z.string()),
  /** How many jobs run in parallel, at every engine or by engine. */
  concurrency: z.union([z.int().positive(), z.record(EngineId, z.int().positive())]),
  /** Whether cached steps run, too. */
  fresh: z.boolean(),
  /** Absent in runs of earlier versions: editors left out incomplete nodes, and other runs had none. */
  incomplete: Incomplete.optional(),
})

/**
 * The options for running a workflow again in the same way. Paths are absolute. Runs from before there was more than
 * one engine name theirs, of which practice was one.
 */
export const RunRequest = z.preprocess((value) => {
  const request = withMode(value)
  const { data } = Before.safeParse(request)
  return data === undefined ? request : { ...data, only: data.mode === 'live' ? data.engine : null }
}, Request)
export type RunRequest = z.infer<typeof RunRequest>

const Before = z.looseObject({ engine: EngineId, mode: Mode, only: z.undefined().optional() })

export const RunState = z.enum(['queued', 'running', 'done', 'partial', 'failed', 'cancelled'])
export type RunState = z.infer<typeof RunState>

/** The states of an unfinished run: it was interrupted if the library's holder does not know it. */
export const openRunStates: readonly RunState[] = ['queued', 'running']

/** By engine: a fingerprint of the account that pays there. */
export const Accounts = z.record(EngineId, z.string())
export type Accounts = z.infer<typeof Accounts>

/** A run as it is in the library. */
export interface RunRecord {
  readonly id: string
  readonly name: string
  /** Of the account that paid; with several engines, of the first. */
  readonly account: string
  /** By engine: a fingerprint of the account that pays there. */
  readonly accounts: Accounts
  readonly state: RunState
  /** US dollars, or null if no cost was reported. */
  readonly cost: number | null
  readonly startedAt: number
  readonly finishedAt: number | null
}

const Row = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string(),
  accounts: z.string().nullable(),
  state: RunState,
  cost: z.number().nullable(),
  started_at: z.number(),
  finished_at: z.number().nullable(),
})

const columns = `id, name, account, accounts, state, ${runCost} AS cost, started_at, finished_at`

/** Runs from before there was more than one engine were paid at the only one. */
function readAccounts(
  text: string | null,
  { id, account }: { readonly id: string; readonly account: string },
) {
  return text === null
    ? { [firstEngine]: account }
    : Accounts.parse(parseStoredJson(text, `the accounts of the run ${id}`))
}

/** '' for a run that needs no engine. */
const firstOf = (accounts: Accounts): string => Object.values(accounts)[0] ?? ''

function toRecord(row: unknown): RunRecord {
  const { accounts, started_at: startedAt, finished_at: finishedAt, ...rest } = Row.parse(row)
  return { ...rest, accounts: readAccounts(accounts, rest), startedAt, finishedAt }
}

/** A run that is to be stored. */
export interface NewRun {
  readonly id: string
  readonly name: string
  readonly accounts: Accounts
  readonly workflow: string
  readonly request: RunRequest
  readonly at: number
  /** The saved workflow that it is started from. */
  readonly savedId?: string | null
}

/** The unchanged ingredients of a run. */
export interface RunSource {
  readonly workflow: string
  readonly request: RunRequest
}

export interface Runs {
  /** A run that starts at once. */
  start(run: NewRun): void
  /** A run that waits for its turn. */
  queue(run: NewRun): void
  /** An interrupted or finished run waits for its turn again. */
  requeue(id: string): void
  /** A waiting run has its turn; these accounts pay for it. */
  begin(id: string, accounts: Accounts, at: number): void
  /** Resumes an interrupted run: its results stay recorded, the rest is emitted again. */
  reopen(id: string): void
  /**
   * Records how a step ended; other events are ignored. Results from before an interruption stay unchanged when they
   * are reused.
   */
  record(run: string, event: RunEvent): void
  finish(id: string, state: RunEnd, cost: number | null, at: number): void
  /** For so many milliseconds more it only waited for the user. */
  addWait(id: string, milliseconds: number): void
  get(id: string): RunRecord | null
  /** Newest first, without those that were removed from the history. */
  list(options?: { readonly states?: readonly RunState[]; readonly limit?: number }): readonly RunRecord[]
  /** The unchanged workflow as text, and the options. */
  source(id: string): RunSource | null
  steps(id: string): Readonly<Record<string, Step>>
  /** What the jobs of a node of a run have cost so far, in US dollars, as `runCost`; null if nothing is known. */
  nodeCost(id: string, node: string): number | null
}

export function createRuns(database: Database): Runs {
  const add = ({ id, name, accounts, workflow, request, at, savedId }: NewRun, state: RunState): void => {
    database.write(
      `INSERT INTO runs (id, name, workflow, request, account, accounts, state, started_at, queued_at, kept)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      name,
      workflow,
      JSON.stringify(request),
      firstOf(accounts),
      JSON.stringify(accounts),
      state,
      at,
      at,
      savedId ?? null,
    )
  }
  return {
    ...createRunReads(database),
    start: (run) => add(run, 'running'),
    queue: (run) => add(run, 'queued'),
    requeue(id) {
      database.write(`UPDATE runs SET state = 'queued', finished_at = NULL WHERE id = ?`, id)
    },
    begin(id, accounts, at) {
      database.write(
        `UPDATE runs SET state = 'running', account = ?, accounts = ?, started_at = ? WHERE id = ?`,
        firstOf(accounts),
        JSON.stringify(accounts),
        at,
        id,
      )
    },
    reopen(id) {
      database.transact(() => {
        database.write(`UPDATE runs SET state = 'running', finished_at = NULL WHERE id = ?`, id)
        // Of a step to which not all items came, another outcome may follow: it is recorded again.
        database.write(
          `DELETE FROM steps WHERE run = ? AND (json_extract(step, '$.phase') <> 'done'
             OR json_type(step, '$.gaps') IS NOT NULL OR json_type(step, '$.got') IS NOT NULL)`,
          id,
        )
      })
    },
    record(run, event) {
      const step = endOf(event)
      if (step === null || !('node' in event)) return
      const again = step.phase === 'done' && step.reused
      database.write(
        `INSERT OR ${again ? 'IGNORE' : 'REPLACE'} INTO steps (run, node, step) VALUES (?, ?, ?)`,
        run,
        event.node,
        JSON.stringify(step),
      )
    },
    addWait(id, milliseconds) {
      database.write('UPDATE runs SET waited = coalesce(waited, 0) + ? WHERE id = ?', milliseconds, id)
    },
    finish(id, state, cost, at) {
      database.write('UPDATE runs SET state = ?, cost = ?, finished_at = ? WHERE id = ?', state, cost, at, id)
    },
  }
}

function createRunReads(database: Database): Pick<Runs, 'get' | 'list' | 'source' | 'steps' | 'nodeCost'> {
  return {
    get(id) {
      const [row] = database.read(`SELECT ${columns} FROM runs WHERE id = ?`, id)
      return row === undefined ? null : toRecord(row)
    },
    list({ states = RunState.options, limit = -1 } = {}) {
      const rows = database.read(
        `SELECT ${columns} FROM runs WHERE removed_at IS NULL AND state IN (${states.map(() => '?').join(', ')})
         ORDER BY started_at DESC, id LIMIT ?`,
        ...states,
        limit,
      )
      return rows.map(toRecord)
    },
    source(id) {
      const [row] = database.read('SELECT workflow, request FROM runs WHERE id = ?', id)
      if (row === undefined) return null
      const { workflow, request } = z.object({ workflow: z.string(), request: z.string() }).parse(row)
      return { workflow, request: RunRequest.parse(parseStoredJson(request, `the run ${id}`)) }
    },
    nodeCost(id, node) {
      const [row] = database.read(
        `SELECT sum(cost) AS cost FROM jobs WHERE run = ? AND node = ? AND account <> '${practiceAccount}'`,
        id,
        node,
      )
      return z.object({ cost: z.number().nullable() }).parse(row).cost
    },
    steps(id) {
      const rows = database.read('SELECT node, step FROM steps WHERE run = ?', id)
      return Object.fromEntries(
        rows.map((row) => {
          const { node, step } = z.object({ node: z.string(), step: z.string() }).parse(row)
          return [node, parseStep(step, `the step ${node} of the run ${id}`)]
        }),
      )
    },
  }
}

/** The cast is sound: `record` wrote it. Earlier versions stored an index for an item. */
function parseStep(column: string, what: string): Step {
  const step = parseStoredJson(column, what) as Step
  if (step.phase !== 'failed' || step.items === undefined) return step
  return { ...step, items: step.items.map(({ item, error }) => ({ item: pathOf(item), error })) }
}

/** The step that an event ends, or null. */
function endOf(event: RunEvent): Step | null {
  switch (event.type) {
    case 'step.done': {
      const { at, outputs, reused, fanned, cost, notes } = event
      const more = {
        ...(fanned !== undefined && { fanned }),
        ...gapsOf(event),
        ...(notes !== undefined && { notes }),
      }
      return { phase: 'done', startedAt: null, finishedAt: at, outputs, reused, cost, ...more }
    }
    case 'step.failed': {
      const { at, error, items, total, outputs = {}, cost } = event
      const some = items !== undefined && { items, ...(total !== undefined && { total }) }
      const more = { ...some, outputs, ...gapsOf(event), cost }
      return { phase: 'failed', startedAt: null, finishedAt: at, error, ...more }
    }
    case 'step.skipped':
      return { phase: 'skipped', because: event.because, of: event.of }
    case 'step.cancelled': {
      const { at, outputs = {}, cost, goesOn } = event
      return { phase: 'cancelled', startedAt: null, finishedAt: at, outputs, cost, ...(goesOn && { goesOn }) }
    }
    default:
      return null
  }
}
