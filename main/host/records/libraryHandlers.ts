import type { Registry } from '#shared/nodes/registry.ts'
import { AppError } from '#shared/errors.ts'
import { namedAssets } from '../../assets/namedAssets.ts'
import { collectGarbage } from '../../library/collect/collectGarbage.ts'
import type { Library } from '../../library/openLibrary.ts'
import type { Announcer } from '../events/announcer.ts'
import { importRun } from '../files/importRun.ts'
import type { RunHandlers } from '../requests/localRequests.ts'
import { createRecordHandlers } from './recordHandlers.ts'

export interface LibraryHandlersOptions {
  readonly library: Library
  readonly registry: Registry
  readonly newId: () => string
  /** Where the saved workflows lie. */
  readonly folder: string
  /** Whether somebody runs it, or has it wait for its turn. */
  readonly isActive: (run: string) => boolean
  /** Whether pages show the library: they may hold what nothing in it refers to, such as what undo brings back. */
  readonly isEdited: boolean
  readonly announcer: Pick<Announcer, 'announceRows'>
}

type LibraryHandlers = Pick<
  RunHandlers,
  Extract<keyof RunHandlers, `record.${string}` | `file.${string}` | `storage.${string}`>
>

/** The library as a whole: what it has written down, what is added to it from a file, and what it does not need any more. */
export function createLibraryHandlers({
  library,
  registry,
  newId,
  folder,
  isActive,
  isEdited,
  announcer,
}: LibraryHandlersOptions): LibraryHandlers {
  const { clock, database, home, runs } = library
  return {
    ...createRecordHandlers({ database, runs, isActive }),
    async 'file.import'(input) {
      const imported = await importRun(input, { library, registry, newId, folder })
      announcer.announceRows()
      return imported
    },
    async 'storage.collect'({ dryRun }) {
      if (isEdited && !dryRun) throw inUse()
      const keep = await namedAssets(home)
      return collectGarbage({ database, home, keep, now: clock.now(), dryRun })
    },
  }
}

const inUse = (): AppError =>
  new AppError(
    'library.held',
    `An editor (process ${process.pid}) has the library open. Close it, then try again.`,
  )
