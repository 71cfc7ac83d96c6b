import { defineCommand } from '../command/defineCommand.ts'
import { required } from '../command/parameters.ts'
import { decideJob } from '../connection/decideJob.ts'

export default defineCommand({
  name: 'job find',
  group: 'runs',
  summary: 'Look for an unknown job among the requests that its engine lists',
  details: [
    'If it is listed, its run continues with it. If it is not, that proves nothing: the job stays unknown. Nothing is submitted.',
  ],
  parameters: {
    job: required({ value: 'job', summary: 'Id of the job; patchbay jobs --state unknown lists them' }),
  },
  json: 'Print the job as a line of JSON',
  run: ({ job, json }, context) => decideJob({ job, by: 'find', json }, context),
})
