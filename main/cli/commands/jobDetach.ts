import { defineCommand } from '../command/defineCommand.ts'
import { required } from '../command/parameters.ts'
import { decideJob } from '../connection/decideJob.ts'

export default defineCommand({
  name: 'job detach',
  group: 'runs',
  summary: 'Take back job attach: the job is unknown again',
  parameters: { job: required({ value: 'job', summary: 'Id of the job' }) },
  json: 'Accepted; nothing is printed',
  run: ({ job, json }, context) => decideJob({ job, by: 'detach', json }, context),
})
