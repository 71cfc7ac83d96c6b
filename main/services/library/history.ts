import { z } from 'zod'
import { EngineName } from '#shared/ipc/records.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Database } from './database.ts'
import { readKeptJson } from './keptJson.ts'
import { RunState } from './runs.ts'

/** A run with what a history tells of it. Times are wall-clock milliseconds; `cost` is US dollars. */
export const HistoryRow = z
  .object({
    id: z.string(),
    name: z.string(),
    kept: z.string().nullable(),
    engine: EngineName,
    state: RunState,
    cost: z.number().nullable(),
    queued_at: z.number().nullable(),
    started_at: z.number(),
    finished_at: z.number().nullable(),
  })
  .transform(({ queued_at, started_at: startedAt, finished_at: finishedAt, ...rest }) => ({
    ...rest,
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
  /** How many are passed over, and how many come at most. */
  readonly skip: number
  readonly most: number
  /** Only what runs of this name made; null for all. */
  readonly runName: string | null
  /** Only steps that gave out this asset; null for all. */
  readonly sha256: string | null
  /**
   * ASCII in lower case: only steps of runs in whose name, workflow or outputs each of these stands. Quick and coarse, to
   * spare a closer look.
   */
  readonly words: readonly string[]
}

/** The library's past, for reading and clearing up. Throws as the database does. */
export interface History {
  /** Newest first, without those that were removed. */
  rows(most: number): readonly HistoryRow[]
  row(id: string): HistoryRow | null
  /** Takes a run out of the history. What it made stays in `made`. */
  remove(id: string, at: number): void
  /** Takes every run that has ended out of the history. */
  clear(at: number): void
  /** Steps with media among their outputs, the latest first, of removed runs too. */
  made(query: MadeQuery): readonly MadeStep[]
}

const columns = `id, name, kept, json_extract(request, '$.engine') AS engine, state, cost, queued_at, started_at, finished_at`

const hasWord = `AND (instr(lower(r.name), ?) > 0 OR instr(lower(r.workflow), ?) > 0
  OR EXISTS (SELECT 1 FROM steps o WHERE o.run = s.run AND instr(lower(o.step), ?) > 0))`

/** As it stands within a string of JSON. */
const inJson = (word: string): string => JSON.stringify(word).slice(1, -1)

const MadeRow = z.object({ run: z.string(), name: z.string(), node: z.string(), step: z.string() })

export function createHistory(database: Database): History {
  return {
    rows: (most) =>
      database
        .read(
          `SELECT ${columns} FROM runs WHERE removed_at IS NULL ORDER BY coalesce(queued_at, started_at) DESC, rowid DESC LIMIT ?`,
          most,
        )
        .map((row) => HistoryRow.parse(row)),
    row(id) {
      const [row] = database.read(`SELECT ${columns} FROM runs WHERE id = ? AND removed_at IS NULL`, id)
      return row === undefined ? null : HistoryRow.parse(row)
    },
    remove(id, at) {
      database.write('UPDATE runs SET removed_at = ? WHERE id = ?', at, id)
    },
    clear(at) {
      database.write(
        `UPDATE runs SET removed_at = ? WHERE removed_at IS NULL AND state NOT IN ('queued', 'running')`,
        at,
      )
    },
    made({ before, skip, most, runName, sha256, words }) {
      const rows = database.read(
        `SELECT s.run, r.name, s.node, s.step FROM steps s JOIN runs r ON r.id = s.run
         WHERE json_extract(s.step, '$.finishedAt') < ? AND instr(s.step, ?) > 0
           AND (? IS NULL OR r.name = ?) ${words.map(() => hasWord).join(' ')}
         ORDER BY json_extract(s.step, '$.finishedAt') DESC, s.run, s.node LIMIT ? OFFSET ?`,
        before ?? Number.MAX_SAFE_INTEGER,
        sha256 === null ? '"sha256"' : `"${sha256}"`,
        runName,
        runName,
        ...words.flatMap((word) => [word, inJson(word), inJson(word)]),
        most,
        skip,
      )
      return rows.map((row) => {
        const { run, name, node, step } = MadeRow.parse(row)
        // The cast is sound: `Runs.record` wrote it, and only steps that ended by themselves have a time.
        const kept = readKeptJson(step, `the step ${node} of the run ${run}`) as MadeStep['step']
        return { run, runName: name, node, step: kept }
      })
    },
  }
}
