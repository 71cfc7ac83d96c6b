import { z } from 'zod'
import type { Step } from '#shared/run/reduceRun.ts'
import type { Database } from './database.ts'
import { readKeptJson } from './keptJson.ts'

/** A node of the workflow that is kept under `workflow`, or, of one that was never saved, is called `name`. */
export interface NodeOfWorkflow {
  readonly workflow: string | null
  readonly name: string
  readonly node: string
}

/** A step that ended well, with the run that it belongs to. */
export interface TakenStep {
  readonly run: string
  readonly runName: string
  readonly node: string
  readonly step: Extract<Step, { phase: 'done' }>
}

/** What nodes have made, node by node. Throws as the database does. */
export interface Takes {
  /** Steps with media among their outputs, the latest first, without those that were put aside. */
  of(node: NodeOfWorkflow, most: number): readonly TakenStep[]
  /** Takes what a node made in these runs out of that list. */
  putAside(node: string, runs: readonly string[], at: number): void
}

const Row = z.object({ run: z.string(), name: z.string(), step: z.string() })

export function createTakes(database: Database): Takes {
  return {
    of: ({ workflow, name, node }, most) =>
      database
        .read(
          `SELECT s.run, r.name, s.step FROM runs r JOIN steps s ON s.run = r.id AND s.node = ?
           WHERE (r.kept = ? OR (r.kept IS NULL AND r.name = ?))
             AND json_extract(s.step, '$.phase') = 'done' AND instr(s.step, '"sha256"') > 0
             AND NOT EXISTS (SELECT 1 FROM put_aside p WHERE p.run = s.run AND p.node = s.node)
           ORDER BY json_extract(s.step, '$.finishedAt') DESC, s.run LIMIT ?`,
          node,
          workflow,
          name,
          most,
        )
        .map((row) => {
          const { run, name: runName, step } = Row.parse(row)
          // The cast is sound: `Runs.record` wrote it, and only what is done was asked for.
          const kept = readKeptJson(step, `the step ${node} of the run ${run}`) as TakenStep['step']
          return { run, runName, node, step: kept }
        }),
    putAside(node, runs, at) {
      database.transact(() => {
        for (const run of runs)
          database.write('INSERT OR REPLACE INTO put_aside (run, node, at) VALUES (?, ?, ?)', run, node, at)
      })
    },
  }
}
