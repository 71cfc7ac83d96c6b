import { AppError } from '#shared/errors.ts'
import { approvedByCommand } from '../connection/approvedByCommand.ts'
import { connect } from '../connection/connect.ts'
import { continueRun } from '../connection/continueRun.ts'
import { findRun, withReader } from '../connection/readRecords.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { required } from '../command/parameters.ts'

export default defineCommand({
  name: 'retry',
  group: 'runs',
  summary: 'Run again what failed of a run',
  details: [
    'Only failed items, and what needs them, are run again: all other results are used, and nothing is paid for twice.',
    'A job whose state is unknown is not submitted again: see patchbay job submit-again.',
  ],
  parameters: {
    run: required({ value: 'run', summary: 'Id of a run that failed, or is done only in part' }),
  },
  json: 'Print every event as a line of JSON, as patchbay run does',
  async run(given, context) {
    const found = await withReader(context, (records) => findRun(records, given.run))
    if (found === null)
      throw new AppError('input.invalid', `There is no run ${given.run}. To list the runs: patchbay runs`)
    const { id, name } = found.record
    const connection = await connect(context, `patchbay retry ${id}`)
    const begin = () => connection.client.request('run.retry', { run: id, approved: approvedByCommand })
    try {
      return await continueRun({ id, name, begin }, connection, { ...context, json: given.json })
    } finally {
      await connection.close()
    }
  },
})
