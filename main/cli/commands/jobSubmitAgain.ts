import { defineCommand } from '../command/defineCommand.ts'
import { flag } from '../command/options.ts'
import { required } from '../command/parameters.ts'
import { UsageError } from '../command/usageError.ts'
import { decideJob } from '../connection/decideJob.ts'

export default defineCommand({
  name: 'job submit-again',
  group: 'runs',
  summary: 'Submit an unknown job once more, which may be charged twice',
  parameters: {
    job: required({ value: 'job', summary: 'Id of the job; patchbay jobs --state unknown lists them' }),
  },
  options: { 'may-charge-twice': flag('Agree that the job may be charged twice; required') },
  json: 'Print the job as a line of JSON',
  run({ job, 'may-charge-twice': agreed, json }, context) {
    if (!agreed)
      throw new UsageError(
        'job submit-again may be charged twice, because the first submit may have been accepted. Add --may-charge-twice to agree to that',
      )
    return decideJob({ job, by: 'submit-again', json }, context)
  },
})
