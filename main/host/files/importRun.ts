import type { fileRequests } from '#shared/api/fileRequests.ts'
import type { InputOf, OutputOf } from '#shared/api/table.ts'
import { AppError } from '#shared/errors.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { importedResults } from '../../bundle/importedResults.ts'
import { saveRun } from '../../bundle/saveRun.ts'
import { unpackRun } from '../../bundle/unpackRun.ts'
import type { Library } from '../../library/openLibrary.ts'
import { freeFile } from '../workflows/fileName.ts'
import type { WorkflowFolder } from '../workflows/folder.ts'
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
  const results = await importedResults(unpacked, registry, assets)
  const { run, known } = saveRun(newId(), unpacked, results, { ...library, now })
  const workflows = createWorkflowFolder(folder)
  const files = (await workflows.list()).map(({ file }) => file)
  const before = known ? await findFile(workflows, files, unpacked.text) : null
  const workflow = before ?? freeFile(unpacked.name, files)
  if (before === null) await workflows.write(workflow, unpacked.text)
  const { name, pictures, removed } = unpacked
  return { run, known, name, workflow, pictures, reusable: results.size, removed: [...removed] }
}

/** The file with exactly this text, or null. */
async function findFile(
  workflows: Pick<WorkflowFolder, 'read'>,
  files: readonly string[],
  text: string,
): Promise<string | null> {
  for (const file of files)
    try {
      if ((await workflows.read(file)).text === text) return file
    } catch (thrown) {
      // One that cannot be read is another.
      if (!(thrown instanceof AppError)) throw thrown
    }
  return null
}
