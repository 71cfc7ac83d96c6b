import { z } from 'zod'
import { Mode } from '#shared/catalogue/mode.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { firstMedia } from './broughtHome.ts'
import type { Database } from './database.ts'
import { parseStoredJson } from './storedJson.ts'
import { runCost } from './runCost.ts'
import { RunState } from './runs.ts'

/** A run in the history. Times are wall-clock milliseconds; `cost` is US dollars. */
export const HistoryRow = z
  .object({
    id: z.string(),
    name: z.string(),
    kept: z.string().nullable(),
    mode: Mode,
    state: RunState,
    cost: z.number().nullable(),
    /** Whether any of its steps has ended: for a cancelled run, whether it had begun. */
    ended_some: z.number(),
    queued_at: z.number().nullable(),
    started_at: z.number(),
    finished_at: z.number().nullable(),
    waited: z.number().nullable(),
  })
  .transform(({ ended_some, queued_at, started_at: startedAt, finished_at: finishedAt, ...rest }) => ({
    ...rest,
    endedSome: ended_some === 1,
    queuedAt: queued_at ?? startedAt,
    startedAt,
    finishedAt,
  }))
export type HistoryRow = z.infer<typeof HistoryRow>

/** A step that has made something, with the run that it belongs to. */
export interface MadeStep {
  readonly run: string
  readonly runName: string
  readonly node: string
  readonly step: Extract<Step, { phase: 'done' | 'failed' | 'cancelled' }>
}

export interface MadeQuery {
  /** Only what ended before this, in wall-clock milliseconds; null for all. */
  readonly before: number | null
  /** The offset and the limit. */
  readonly skip: number
  readonly limit: number
  /** Only runs with this name; null for all. */
  readonly runName: string | null
  /** Only steps that output this asset; null for all. */
  readonly sha256: string | null
  /** Only steps that output one of these; null, the default, for all. */
  readonly anyOf?: readonly string[] | null
  /**
   * Lower-case ASCII: only steps of runs whose name, workflow or outputs contain each of these. Fast and coarse, to
   * avoid a closer check.
   */
  readonly words: readonly string[]
}

/** The library's history, for reading and clearing up. Throws as the database does. */
export interface History {
  /** Newest first, without removed ones: every unfinished run, and of the others the latest `limit`. */
  rows(max: number): readonly HistoryRow[]
  /**
   * Finished runs that were queued before the run `before`, newest first; null: from the newest on. `words` are
   * lower-case ASCII, and each must occur in its name or its workflow.
   */
  past(query: PastQuery): readonly HistoryRow[]
  /** Totals over everything that `rows` would return without a limit. */
  totals(): HistoryTotals
  row(id: string): HistoryRow | null
  /** Removes a run from the history. Its results stay in `made`. */
  remove(id: string, at: number): void
  /** Puts back a removed run. */
  restore(id: string): void
  /**
   * Removes every finished run from the history, except those that have jobs in one of the states `but`; returns how
   * many have.
   */
  clear(at: number, but: readonly string[]): number
  /** Steps with media among their outputs, latest first, including removed runs. */
  made(query: MadeQuery): readonly MadeStep[]
}

export interface PastQuery {
  readonly before: string | null
  readonly words: readonly string[]
  readonly limit: number
}

export interface HistoryTotals {
  readonly runs: number
  /** Milliseconds. */
  readonly took: number
  /** US dollars; null if no cost was reported. */
  readonly cost: number | null
}

/** Runs from before there was more than one engine name theirs, of which practice was one. */
const mode = `coalesce(json_extract(request, '$.mode'),
  iif(json_extract(request, '$.engine') = 'practice', 'practice', 'live'))`

const columns = `id, name, kept, ${mode} AS mode, state, ${runCost} AS cost, queued_at, started_at, finished_at, waited,
  EXISTS (SELECT 1 FROM steps WHERE run = runs.id) AS ended_some`

const newestFirst = 'ORDER BY coalesce(queued_at, started_at) DESC, rowid DESC'

const TotalsRow = z.object({ runs: z.number(), took: z.number().nullable(), cost: z.number().nullable() })

/**
 * Results of jobs for which no run waited (it was cancelled, or interrupted and removed), as steps. Jobs whose own step
 * has the result need not be checked further.
 */
const homecomings = `SELECT j.run, j.node, json_object('phase', 'done', 'startedAt', j.created_at, 'finishedAt', j.updated_at,
    'outputs', json_object('output', json((SELECT json_group_array(json(json_extract(m.value, '$[1]')))
      FROM json_each(j.job, '$.phase.media') m))),
    'reused', json('false'), 'cost', j.cost) AS step
  FROM jobs j WHERE j.state = 'downloaded' AND ${firstMedia} IS NOT NULL
    AND CASE WHEN EXISTS (SELECT 1 FROM steps o WHERE o.run = j.run AND o.node = j.node
        AND instr(o.step, ${firstMedia}) > 0) THEN 0
      ELSE NOT EXISTS (SELECT 1 FROM steps o
        WHERE instr(o.step, ${firstMedia}) > 0) END`

const hasWord = `AND (instr(lower(r.name), ?) > 0 OR instr(lower(r.workflow), ?) > 0
  OR EXISTS (SELECT 1 FROM steps o WHERE o.run = s.run AND instr(lower(o.step), ?) > 0))`

/** Whether a step outputs one of the assets of the fifth value: each is looked up, and none compared with all. */
const hasAny = `EXISTS (SELECT 1 FROM json_tree(s.step, '$.outputs') t
  WHERE t.key = 'sha256' AND t.value IN (SELECT value FROM json_each(?5)))`

/** As it is inside a JSON string. */
const inJson = (word: string): string => JSON.stringify(word).slice(1, -1)

const MadeRow = z.object({ run: z.string(), name: z.string(), node: z.string(), step: z.string() })

export function createHistory(database: Database): History {
  return {
    rows: (max) =>
      database
        .read(
          `SELECT ${columns} FROM runs WHERE removed_at IS NULL AND (state IN ('queued', 'running') OR id IN (
             SELECT id FROM runs WHERE removed_at IS NULL AND state NOT IN ('queued', 'running') ${newestFirst} LIMIT ?
           )) ${newestFirst}`,
          max,
        )
        .map((row) => HistoryRow.parse(row)),
    past: (query) => readPast(database, query),
    totals() {
      const [row] = database.read(
        `SELECT count(*) AS runs, sum(max(finished_at - started_at - coalesce(waited, 0), 0)) AS took,
           sum(iif(${mode} = 'practice', NULL, ${runCost})) AS cost
         FROM runs WHERE removed_at IS NULL`,
      )
      const { runs, took, cost } = TotalsRow.parse(row)
      return { runs, took: took ?? 0, cost }
    },
    row(id) {
      const [row] = database.read(`SELECT ${columns} FROM runs WHERE id = ? AND removed_at IS NULL`, id)
      return row === undefined ? null : HistoryRow.parse(row)
    },
    remove(id, at) {
      database.write('UPDATE runs SET removed_at = ? WHERE id = ?', at, id)
    },
    restore(id) {
      database.write('UPDATE runs SET removed_at = NULL WHERE id = ?', id)
    },
    clear(at, but) {
      const over = `removed_at IS NULL AND state NOT IN ('queued', 'running')`
      const states = JSON.stringify(but)
      return database.transact(() => {
        database.write(
          `UPDATE runs SET removed_at = ? WHERE ${over} AND NOT EXISTS
             (SELECT 1 FROM jobs j WHERE j.run = runs.id AND j.state IN (SELECT value FROM json_each(?)))`,
          at,
          states,
        )
        const [left] = database.read(`SELECT count(*) AS runs FROM runs WHERE ${over}`)
        return z.number().parse(left?.['runs'])
      })
    },
    made({ before, skip, limit, runName, sha256, anyOf = null, words }) {
      const rows = database.read(
        `SELECT s.run, r.name, s.node, s.step FROM (SELECT run, node, step FROM steps UNION ALL ${homecomings}) s
         JOIN runs r ON r.id = s.run
         WHERE json_extract(s.step, '$.finishedAt') < ? AND instr(s.step, ?) > 0
           AND (? IS NULL OR r.name = ?)
           AND (?5 IS NULL OR ${hasAny}) ${words.map(() => hasWord).join(' ')}
         ORDER BY json_extract(s.step, '$.finishedAt') DESC, s.run, s.node LIMIT ? OFFSET ?`,
        before ?? Number.MAX_SAFE_INTEGER,
        sha256 === null ? '"sha256"' : `"${sha256}"`,
        runName,
        runName,
        anyOf === null ? null : JSON.stringify(anyOf),
        ...words.flatMap((word) => [word, inJson(word), inJson(word)]),
        limit,
        skip,
      )
      return rows.map((row) => {
        const { run, name, node, step } = MadeRow.parse(row)
        // The cast is sound: `Runs.record` wrote it, and only steps that ended by themselves have a time.
        const stored = parseStoredJson(step, `the step ${node} of the run ${run}`) as MadeStep['step']
        return { run, runName: name, node, step: stored }
      })
    },
  }
}

const readPast = (database: Database, { before, words, limit }: PastQuery): readonly HistoryRow[] =>
  database
    .read(
      `SELECT ${columns} FROM runs WHERE removed_at IS NULL AND state NOT IN ('queued', 'running')
         AND (?1 IS NULL OR (coalesce(queued_at, started_at), rowid) <
           (SELECT coalesce(queued_at, started_at), rowid FROM runs WHERE id = ?1))
         ${words.map(() => 'AND (instr(lower(name), ?) > 0 OR instr(lower(workflow), ?) > 0)').join(' ')}
       ${newestFirst} LIMIT ?`,
      before,
      ...words.flatMap((word) => [word, inJson(word)]),
      limit,
    )
    .map((row) => HistoryRow.parse(row))
