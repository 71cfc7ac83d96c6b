import { stat } from 'node:fs/promises'
import { safeName } from '#nodes/local/naming/safeName.ts'
import type { fileRequests } from '#shared/api/fileRequests.ts'
import type { InputOf, OutputOf } from '#shared/api/table.ts'
import { AppError } from '#shared/errors.ts'
import { createAssets } from '../../assets/assets.ts'
import { packRun } from '../../bundle/packRun.ts'
import { writePacked } from '../../bundle/writePacked.ts'
import type { Database } from '../../library/database.ts'
import { createOrigins } from '../../library/origins.ts'
import { createRuns } from '../../library/runs.ts'
import { createRedactor } from '../../platform/redact.ts'
import { pictureSource } from '../bundle/pictureSource.ts'

type Requests = typeof fileRequests

export interface ExportOptions {
  readonly home: string
  readonly database: Database
  /** Everything that must not be in a packed file. */
  readonly secrets: () => readonly string[]
  readonly now: () => number
}

/** Packs a run into a new file. Only reads in the library. */
export async function exportRun(
  { run, folder, name }: InputOf<Requests, 'file.export'>,
  { home, database, secrets, now }: ExportOptions,
): Promise<OutputOf<Requests, 'file.export'>> {
  const assets = createAssets({
    home,
    workflowFolder: home,
    download: (url) => Promise.reject(new AppError('egress.refused', `Nothing is fetched from ${url} here.`)),
    origins: createOrigins(database, now),
  })
  const packed = await packRun(run, {
    runs: createRuns(database),
    pictures: pictureSource(assets),
    redact: createRedactor(secrets),
  })
  const path = await writePacked(folder, name ?? safeName(`${packed.name}.patchbay`, 'run'), 'zip', packed)
  return { path, bytes: (await stat(path)).size, removed: [...packed.removed] }
}
