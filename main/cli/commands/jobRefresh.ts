import { defineCommand } from '../command/defineCommand.ts'
import { required } from '../command/parameters.ts'
import { decideJob } from '../connection/decideJob.ts'

export default defineCommand({
  name: 'job refresh',
  group: 'runs',
  summary: 'Ask the engine once more for the output of a finished job',
  details: ['Nothing is submitted.', 'An unknown job is looked for where the engine lists its requests.'],
  parameters: { job: required({ value: 'job', summary: 'Id of the job' }) },
  json: 'Print the job as a line of JSON',
  run: ({ job, json }, context) => decideJob({ job, by: 'refresh', json }, context),
})
