import { formatDollars, formatTime } from '#shared/measures.ts'
import { defineCommand } from '../command/defineCommand.ts'
import type { ListedRun } from '../connection/readRecords.ts'
import { listRuns, withRecords } from '../connection/readRecords.ts'
import { EXIT } from '../console/exitCode.ts'

export default defineCommand({
  name: 'runs',
  group: 'runs',
  summary: 'List the runs, newest first',
  json: 'Print each run as a line of JSON',
  run: ({ json }, context) =>
    withRecords(context, async (records) => {
      const { console } = context
      let count = 0
      for await (const run of listRuns(records)) {
        console.print(json ? JSON.stringify(run.record) : describe(run))
        count++
      }
      if (count === 0 && !json) console.info('No runs yet.')
      return EXIT.done
    }),
})

function describe({ record, interrupted }: ListedRun): string {
  const { id, name, state, startedAt, finishedAt, cost } = record
  const at = new Date(startedAt).toISOString().slice(0, 19).replace('T', ' ')
  const took = finishedAt === null ? '' : `  ${formatTime(finishedAt - startedAt)}`
  const paid = cost === null ? '' : `  ${formatDollars(cost)}`
  return `${id}  ${at}  ${(interrupted ? 'interrupted' : state).padEnd(11)}  ${name}${took}${paid}`
}
