import type { Database } from '../../library/database.ts'
import type { Runs } from '../../library/runs.ts'
import type { UnpackedRun } from './unpackRun.ts'

/** Stands for whoever paid: nobody here, so that nothing of it is taken for a result of this library's own accounts. */
const ACCOUNT = 'imported'

/** Writes a run from somebody else's library into the history of this one: all of it or nothing. It costs nothing. */
export function keepRun(
  id: string,
  { name, file, text, events }: UnpackedRun,
  { runs, database }: { readonly runs: Runs; readonly database: Pick<Database, 'transact'> },
): void {
  const request = {
    engine: file.engine,
    targets: null,
    out: '',
    folder: '',
    pictures: [],
    concurrency: 1,
    fresh: false,
  }
  database.transact(() => {
    runs.start({ id, name, account: ACCOUNT, workflow: text, request, at: file.startedAt })
    for (const event of events) runs.record(id, event)
    runs.finish(id, file.state, null, file.finishedAt)
  })
}
