import { connect } from '../connection/connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { flag } from '../command/options.ts'

export default defineCommand({
  name: 'gc',
  group: 'library',
  summary: 'Remove files that nothing in the library refers to',
  details: ['Runs, jobs and their results stay.'],
  options: { 'dry-run': flag('Only say how much would be removed') },
  json: 'Print the counts as one JSON object',
  run: gc,
})

async function gc(
  { 'dry-run': dryRun, json }: { readonly 'dry-run': boolean; readonly json: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { console } = context
  const connection = await connect(context, 'patchbay gc')
  try {
    const collected = await connection.client.request('storage.collect', { dryRun })
    if (json) console.print(JSON.stringify(collected))
    else {
      const { removedFiles, removedBytes, keptFiles } = collected
      const files = `${removedFiles} ${removedFiles === 1 ? 'file' : 'files'} (${(removedBytes / 1e6).toFixed(1)} MB)`
      console.print(`${dryRun ? 'Would remove' : 'Removed'} ${files}; ${keptFiles} kept`)
    }
    return EXIT.done
  } finally {
    await connection.close()
  }
}
