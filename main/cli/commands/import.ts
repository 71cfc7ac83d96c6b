import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { bundleLimits } from '#shared/redact/bundleLimits.ts'
import { openLibrary } from '../../library/openLibrary.ts'
import { importedResults } from '../../bundle/importedResults.ts'
import { saveRun } from '../../bundle/saveRun.ts'
import { unpackRun } from '../../bundle/unpackRun.ts'
import { freeFile } from '../../host/workflows/fileName.ts'
import { createWorkflowFolder } from '../../host/workflows/folder.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { readBytes } from '../files/openWorkflow.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { required } from '../command/parameters.ts'

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
  { env, console, log, now, registry }: CommandContext,
): Promise<ExitCode> {
  const bytes = await readBytes(file, bundleLimits.archive)
  const library = await openLibrary({ env, what: 'patchbay import', log })
  try {
    const assets = library.assets({ folder: library.home })
    const unpacked = await unpackRun(bytes, assets, now())
    const run = randomUUID()
    const results = await importedResults(unpacked, registry, assets)
    saveRun(run, unpacked, results, { ...library, now })
    const folder = createWorkflowFolder(join(library.home, 'workflows'))
    const workflow = freeFile(
      unpacked.name,
      (await folder.list()).map((one) => one.file),
    )
    await folder.write(workflow, unpacked.text)
    const { name, pictures, removed } = unpacked
    console.info(
      `${results.size} ${results.size === 1 ? 'result' : 'results'} of it will be reused, and not made or paid for again.`,
    )
    for (const { place, what } of removed) console.info(`Not in it: ${what} (${place})`)
    console.print(
      json
        ? JSON.stringify({ run, workflow, pictures, removed })
        : `${name}: run ${run} with ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}, kept as ${workflow}`,
    )
    return EXIT.done
  } finally {
    library.close()
  }
}
