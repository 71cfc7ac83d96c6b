import { defineCommand } from '../command/defineCommand.ts'
import { flag } from '../command/options.ts'
import { required } from '../command/parameters.ts'
import { decideJob } from '../connection/decideJob.ts'

export default defineCommand({
  name: 'job attach',
  group: 'runs',
  summary: 'Say which request an unknown job has, and wait for its result',
  details: [
    'The engine is asked about the request first. Where the request differs from the job, the differences are shown and nothing is changed.',
  ],
  parameters: {
    job: required({ value: 'job', summary: 'Id of the job; patchbay jobs --state unknown lists them' }),
    request: required({ value: 'request', summary: 'Id of the request at the engine' }),
  },
  options: {
    confirm: flag('Attach the request although it differs from the job'),
    yes: flag('The same as --confirm', { hidden: true }),
  },
  json: 'Print the job as a line of JSON',
  run: ({ job, request, confirm, yes, json }, context) =>
    decideJob({ job, by: { request, confirm: confirm || yes }, json }, context),
})
