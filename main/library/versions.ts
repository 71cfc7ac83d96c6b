import { z } from 'zod'
import type { Registry } from '#shared/nodes/registry.ts'
import type { VersionStep } from './broughtHome.ts'
import { broughtHome, stepOfJob } from './broughtHome.ts'
import type { Database } from './database.ts'
import { parseStoredJson } from './storedJson.ts'

/** The workflow saved under `workflow` or, if it was never saved, with the name `name`. */
export interface OfWorkflow {
  readonly workflow: string | null
  readonly name: string
}

/** A node of such a workflow. */
export interface NodeOfWorkflow extends OfWorkflow {
  readonly node: string
}

/** Identifies a version: of one run, its step's outputs, or what one of its jobs brought later. */
export type VersionRef = Pick<VersionStep, 'run' | 'job'>

/**
 * The versions of nodes, including what their jobs brought when their run no longer waited. Throws as the database
 * does.
 */
export interface Versions {
  /** Complete steps with media among their outputs, latest first, without hidden ones. */
  of(node: NodeOfWorkflow, max: number): readonly VersionStep[]
  /**
   * The newest step of each of these nodes that ended well and that `fits`, among the latest 200 runs, whatever their
   * outcome.
   */
  newest(
    of: OfWorkflow,
    nodes: readonly string[],
    fits: (version: VersionStep) => boolean,
  ): readonly VersionStep[]
  /** Hides these versions of a node, each individually. */
  hide(node: string, gone: readonly VersionRef[], at: number): void
}

const Row = z.object({ run: z.string(), name: z.string(), step: z.string() })
const RunOfWorkflow = z.object({ id: z.string(), name: z.string() })
const NodeRow = z.object({ node: z.string(), step: z.string() })

/** How far back the newest result of a node is searched. */
const MAX_RUNS = 200

export function createVersions(database: Database, registry: () => Registry): Versions {
  return {
    newest({ workflow, name }, nodes, fits) {
      const found: VersionStep[] = []
      const missing = new Set(nodes)
      const runs = database.read(
        `SELECT id, name FROM runs WHERE (kept = ? OR (kept IS NULL AND name = ?))
         ORDER BY max(started_at, coalesce(finished_at, 0)) DESC, rowid DESC LIMIT ${MAX_RUNS}`,
        workflow,
        name,
      )
      for (const run of runs) {
        if (missing.size === 0) break
        for (const version of madeIn(database, registry, RunOfWorkflow.parse(run), missing)) {
          if (!missing.has(version.node) || !fits(version)) continue
          found.push(version)
          missing.delete(version.node)
        }
      }
      return found
    },
    of(node, max) {
      const made = madeInTime(database, node, max)
      const brought = broughtLater(database, registry, node, max)
      return brought.length === 0 ? made : [...made, ...brought].toSorted(latestFirst).slice(0, max)
    },
    hide(node, gone, at) {
      database.transact(() => {
        for (const { run, job = '' } of gone)
          database.write(
            'INSERT OR REPLACE INTO put_aside (run, node, job, at) VALUES (?, ?, ?, ?)',
            run,
            node,
            job,
            at,
          )
      })
    },
  }
}

/** The outputs of these nodes in a run; what its jobs brought later comes before what was made in time. */
function madeIn(
  database: Database,
  registry: () => Registry,
  run: z.infer<typeof RunOfWorkflow>,
  nodes: ReadonlySet<string>,
): readonly VersionStep[] {
  const brought = database
    .read(
      `SELECT j.id, r.name, j.job, j.updated_at FROM jobs j JOIN runs r ON r.id = j.run
       WHERE j.run = ? AND j.node IN (SELECT value FROM json_each(?)) AND ${broughtHome}
       ORDER BY j.updated_at DESC, j.rowid DESC`,
      run.id,
      JSON.stringify([...nodes]),
    )
    .flatMap((row) => stepOfJob(row, registry()) ?? [])
  const rows = database.read(
    `SELECT s.node, s.step FROM json_each(?) wanted JOIN steps s ON s.run = ? AND s.node = wanted.value
     WHERE json_extract(s.step, '$.phase') = 'done'
       AND NOT EXISTS (SELECT 1 FROM put_aside p WHERE p.run = s.run AND p.node = s.node AND p.job = '')`,
    JSON.stringify([...nodes]),
    run.id,
  )
  const made = rows.map((row) => {
    const { node, step } = NodeRow.parse(row)
    return { run: run.id, runName: run.name, node, step: parseStep(step, node, run.id) }
  })
  return [...brought, ...made]
}

/** The outputs of a node's steps, latest first. */
function madeInTime(
  database: Database,
  { workflow, name, node }: NodeOfWorkflow,
  max: number,
): readonly VersionStep[] {
  return database
    .read(
      `SELECT s.run, r.name, s.step FROM runs r JOIN steps s ON s.run = r.id AND s.node = ?
       WHERE (r.kept = ? OR (r.kept IS NULL AND r.name = ?))
         AND json_extract(s.step, '$.phase') = 'done' AND json_type(s.step, '$.gaps') IS NULL
         AND instr(s.step, '"sha256"') > 0
         AND NOT EXISTS (SELECT 1 FROM put_aside p WHERE p.run = s.run AND p.node = s.node AND p.job = '')
       ORDER BY json_extract(s.step, '$.finishedAt') DESC, s.run LIMIT ?`,
      node,
      workflow,
      name,
      max,
    )
    .map((row) => {
      const { run, name: runName, step } = Row.parse(row)
      return { run, runName, node, step: parseStep(step, node, run) }
    })
}

/** What jobs of a node have brought when their runs no longer waited, latest first. */
function broughtLater(
  database: Database,
  registry: () => Registry,
  { workflow, name, node }: NodeOfWorkflow,
  max: number,
): readonly VersionStep[] {
  return database
    .read(
      `SELECT j.id, r.name, j.job, j.updated_at FROM runs r JOIN jobs j ON j.run = r.id AND j.node = ?
       WHERE (r.kept = ? OR (r.kept IS NULL AND r.name = ?)) AND ${broughtHome}
       ORDER BY j.updated_at DESC, j.rowid DESC LIMIT ?`,
      node,
      workflow,
      name,
      max,
    )
    .flatMap((row) => stepOfJob(row, registry()) ?? [])
}

/** The cast is sound: `Runs.record` wrote it, and only finished steps were requested. */
const parseStep = (step: string, node: string, run: string): VersionStep['step'] =>
  parseStoredJson(step, `the step ${node} of the run ${run}`) as VersionStep['step']

const latestFirst = (one: VersionStep, other: VersionStep): number =>
  other.step.finishedAt - one.step.finishedAt
