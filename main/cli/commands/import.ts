import { bundleLimits } from '#shared/redact/bundleLimits.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { required } from '../command/parameters.ts'
import { connect } from '../connection/connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { withRegularFile } from '../files/withRegularFile.ts'

export default defineCommand({
  name: 'import',
  group: 'runs',
  summary: 'Add an exported run to the library',
  details: ['Its workflow, history and pictures are added. Nothing is run, and its results are reused.'],
  parameters: {
    file: required({
      value: 'file.zip',
      summary: 'A file made by patchbay export',
      completion: 'file',
    }),
  },
  json: 'Print the new run and its workflow as one JSON object',
  run: importRun,
})

async function importRun(
  { file, json }: { readonly file: string; readonly json: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { console } = context
  return withRegularFile(file, bundleLimits.archive, async (path) => {
    const connection = await connect(context, 'patchbay import')
    try {
      const imported = await connection.client.request('file.import', { path })
      const { run, known, name, workflow, pictures, reusable, removed } = imported
      console.info(`${reusable} ${reusable === 1 ? 'result' : 'results'} can be reused without paying again.`)
      for (const { place, what } of removed) console.info(`Missing from the file: ${what} (${place})`)
      console.print(
        json
          ? JSON.stringify({ run, known, workflow, pictures, removed })
          : known
            ? `${name} is in the library already, as run ${run}; workflow: ${workflow}`
            : `Imported ${name} as run ${run} with ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}; workflow: ${workflow}`,
      )
      return EXIT.done
    } finally {
      await connection.close()
    }
  })
}
