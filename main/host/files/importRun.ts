import type { fileRequests } from '#shared/api/fileRequests.ts'
import type { InputOf, OutputOf } from '#shared/api/table.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { importedResults } from '../../bundle/importedResults.ts'
import { saveRun } from '../../bundle/saveRun.ts'
import { unpackRun } from '../../bundle/unpackRun.ts'
import type { Library } from '../../library/openLibrary.ts'
import { freeFile } from '../workflows/fileName.ts'
import { createWorkflowFolder } from '../workflows/folder.ts'

type Requests = typeof fileRequests

export interface ImportOptions {
  readonly library: Library
  readonly registry: Registry
  readonly newId: () => string
  /** The folder of the saved workflows. */
  readonly folder: string
}

/** Imports an exported run: its workflow, its history and its pictures. */
export async function importRun(
  { path }: InputOf<Requests, 'file.import'>,
  { library, registry, newId, folder }: ImportOptions,
): Promise<OutputOf<Requests, 'file.import'>> {
  const now = (): number => library.clock.now()
  const assets = library.assets({ folder: library.home })
  const unpacked = await unpackRun(path, assets, now())
  const run = newId()
  const results = await importedResults(unpacked, registry, assets)
  saveRun(run, unpacked, results, { ...library, now })
  const workflows = createWorkflowFolder(folder)
  const taken = (await workflows.list()).map(({ file }) => file)
  const workflow = freeFile(unpacked.name, taken)
  await workflows.write(workflow, unpacked.text)
  const { name, pictures, removed } = unpacked
  return { run, name, workflow, pictures, reusable: results.size, removed: [...removed] }
}
