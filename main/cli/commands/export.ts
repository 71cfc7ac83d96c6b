import { dirname, basename, resolve } from 'node:path'
import { safeName } from '#nodes/local/naming/safeName.ts'
import { AppError } from '#shared/errors.ts'
import { MAX_DROPPED_BYTES } from '#shared/redact/bundleLimits.ts'
import { keyIn } from '../../host/engines/openEngine.ts'
import { createAssets } from '../../assets/assets.ts'
import { packRun } from '../../bundle/packRun.ts'
import { checkOut } from '../../assets/checkOut.ts'
import { createRedactor } from '../../platform/redact.ts'
import { homeFolder } from '../../platform/home.ts'
import { createOrigins } from '../../library/origins.ts'
import { createRuns } from '../../library/runs.ts'
import { writeNew } from '../../platform/writeNew.ts'
import { openKey } from '../../host/settings/key.ts'
import { pictureSource } from '../../host/bundle/pictureSource.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { readLibraryAsync } from '../connection/readLibrary.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { text } from '../command/options.ts'
import { required } from '../command/parameters.ts'

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

async function exportRun(
  { run, to, json }: ExportArguments,
  { env, console, now }: CommandContext,
): Promise<ExitCode> {
  const home = homeFolder(env)
  const target = to === null ? null : resolve(to)
  await checkOut(target === null ? '.' : dirname(target))
  const key = await openKey({ path: `${home}/key`, env })
  const packed = await readLibraryAsync(home, (database) => {
    const assets = createAssets({
      home,
      workflowFolder: home,
      download: (url) =>
        Promise.reject(new AppError('egress.refused', `Nothing is fetched from ${url} here.`)),
      origins: createOrigins(database, now),
    })
    const redact = createRedactor(() => [...key.all(), keyIn(env)])
    return packRun(run, { runs: createRuns(database), pictures: pictureSource(assets), redact })
  })
  const name = target === null ? safeName(`${packed.name}.patchbay`, 'run') : basename(target, ENDING)
  const path = await writeNew(target === null ? resolve('.') : dirname(target), name, 'zip', packed.bytes)
  for (const { place, what } of packed.removed) console.info(`Left out: ${what} (${place})`)
  if (packed.bytes.length > MAX_DROPPED_BYTES)
    console.info('It is too large to be dropped on the editor: it is opened with patchbay import.')
  console.print(json ? JSON.stringify({ path, removed: packed.removed }) : path)
  return EXIT.done
}
