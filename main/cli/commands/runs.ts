import { homeFolder } from '../../platform/home.ts'
import { createRuns, openRunStates } from '../../library/runs.ts'
import { readHolder } from '../../library/lock.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { formatDollars, formatTime } from '#shared/measures.ts'
import { readLibrary } from '../connection/readLibrary.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'

export default defineCommand({
  name: 'runs',
  group: 'runs',
  summary: 'List the runs, newest first',
  json: 'Print each run as a line of JSON',
  run: runs,
})

function runs({ json }: { readonly json: boolean }, { env, console }: CommandContext): ExitCode {
  const home = homeFolder(env)
  const found = readLibrary(home, (database) => createRuns(database).list())
  const held = readHolder(home) !== null
  for (const run of found) {
    if (json) {
      console.print(JSON.stringify(run))
      continue
    }
    const { id, name, state, startedAt, finishedAt, cost } = run
    const at = new Date(startedAt).toISOString().slice(0, 19).replace('T', ' ')
    const took = finishedAt === null ? '' : `  ${formatTime(finishedAt - startedAt)}`
    const paid = cost === null ? '' : `  ${formatDollars(cost)}`
    const shown = openRunStates.includes(state) && !held ? 'interrupted' : state
    console.print(`${id}  ${at}  ${shown.padEnd(11)}  ${name}${took}${paid}`)
  }
  if (found.length === 0 && !json) console.info('There are no runs yet.')
  return EXIT.done
}
