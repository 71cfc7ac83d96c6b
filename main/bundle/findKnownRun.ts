import { z } from 'zod'
import type { Database } from '../library/database.ts'
import type { Runs } from '../library/runs.ts'
import type { UnpackedRun } from './unpackRun.ts'

/**
 * The run of this library that an archive was made of, or that was imported from it before; null if there is none. An
 * archive has no ids: it is the run that began, and whose every step ended, in the same milliseconds.
 */
export function findKnownRun(
  { database, runs }: { readonly database: Database; readonly runs: Pick<Runs, 'steps'> },
  { file }: Pick<UnpackedRun, 'file'>,
): string | null {
  const same = database
    .read(
      'SELECT id FROM runs WHERE started_at = ? AND finished_at = ? AND state = ?',
      file.startedAt,
      file.finishedAt,
      file.state,
    )
    .map((row) => z.string().parse(row['id']))
  const ends = endsOf(file.steps)
  return same.find((id) => endsOf(runs.steps(id)) === ends) ?? null
}

/** How and when the steps ended, in a form that can be compared. */
const endsOf = (
  steps: Readonly<Record<string, { readonly phase: string; readonly finishedAt?: number | null }>>,
): string =>
  JSON.stringify(
    Object.entries(steps)
      .flatMap(([node, { phase, finishedAt }]) => (finishedAt == null ? [] : [[node, phase, finishedAt]]))
      .toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  )
