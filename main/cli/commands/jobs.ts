import type { JobRecord } from '#shared/api/recordRequests.ts'
import { JobState } from '#shared/api/recordRequests.ts'
import { FIRST_ITEM, itemNumber } from '#shared/run/address.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { choiceOrNull } from '../command/options.ts'
import { listJobs, withRecords } from '../connection/readRecords.ts'
import { EXIT } from '../console/exitCode.ts'

export default defineCommand({
  name: 'jobs',
  group: 'runs',
  summary: 'List the remote jobs, newest first',
  options: {
    state: choiceOrNull({ value: 'state', values: JobState.options, summary: 'Only jobs in this state' }),
  },
  json: 'Print each job as a line of JSON',
  examples: [{ line: 'patchbay jobs --state unknown', does: 'List the jobs that may have been charged' }],
  run: ({ state, json }, context) =>
    withRecords(context, async (records) => {
      const { console } = context
      let count = 0
      for await (const job of listJobs(records, { states: state === null ? null : [state] })) {
        console.print(json ? JSON.stringify(job) : describe(job))
        count++
      }
      if (count === 0 && !json) console.info(state === null ? 'No jobs yet.' : `No jobs in state ${state}.`)
      return EXIT.done
    }),
})

/** Whether it was charged, where that is not what its state says. */
const chargeText = ({ state, charged }: JobRecord): string =>
  charged === 'unknown' ? '  may be charged' : state === 'cancelled' && charged === 'yes' ? '  charged' : ''

function describe(job: JobRecord): string {
  const { id, node, item, endpoint, createdAt, requestId, state } = job
  const at = new Date(createdAt).toISOString().slice(0, 19).replace('T', ' ')
  const which = item === FIRST_ITEM ? node : `${node} (item ${itemNumber(item)})`
  return `${id}  ${at}  ${state.padEnd(11)}  ${which}  ${endpoint}${requestId === null ? '' : `  request ${requestId}`}${chargeText(job)}`
}
