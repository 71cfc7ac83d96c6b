import { basename, dirname, resolve } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { openReader } from '../../host/openReader.ts'
import { checkOut } from '../../platform/checkOut.ts'
import { EXIT } from '../console/exitCode.ts'
import type { ExitCode } from '../console/exitCode.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { text } from '../command/options.ts'
import { required } from '../command/parameters.ts'
import { findRun } from '../connection/readRecords.ts'

export default defineCommand({
  name: 'export',
  group: 'runs',
  summary: 'Pack a run with its workflow and pictures into one file',
  details: [
    'Keys and signed addresses are left out, and it is said what was. The path of the file is printed.',
  ],
  parameters: { run: required({ value: 'run', summary: 'Id of the run; patchbay runs lists them' }) },
  options: {
    to: text({
      value: 'file.zip',
      summary: 'File to write; by default it is named after the run, in this folder',
      completion: 'file',
    }),
  },
  json: 'Print the path and what was left out as one JSON object',
  run: exportRun,
})

interface ExportArguments {
  readonly run: string
  /** Null: named after the run, in this folder. */
  readonly to: string | null
  readonly json: boolean
}

const ENDING = '.zip'

/**
 * Only reads in the library, so its holder is not asked; it knows the keys of its own environment, in order to redact
 * them.
 */
async function exportRun(
  { run, to, json }: ExportArguments,
  { env, console }: CommandContext,
): Promise<ExitCode> {
  const target = to === null ? null : resolve(to)
  const folder = target === null ? resolve('.') : dirname(target)
  await checkOut(folder)
  const reader = openReader({ env })
  try {
    if ((await findRun(reader.client, run)) === null)
      throw new AppError('input.invalid', `There is no run ${run}. To list the runs: patchbay runs`)
    const name = target === null ? null : basename(target, ENDING)
    const { path, removed } = await reader.client.request('file.export', { run, folder, name })
    for (const { place, what } of removed) console.info(`Left out: ${what} (${place})`)
    console.print(json ? JSON.stringify({ path, removed }) : path)
    return EXIT.done
  } finally {
    reader.close()
  }
}
