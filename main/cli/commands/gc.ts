import { openLibrary } from '../../library/openLibrary.ts'
import { collectGarbage } from '../../library/collect/collectGarbage.ts'
import { namedAssets } from '../../assets/namedAssets.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import type { CommandContext } from '../command/commandContext.ts'

export interface GcArguments {
  /** Whether only to count. */
  readonly dryRun: boolean
  readonly json: boolean
}

/** Removes files that nothing refers to any more. Runs, jobs and all that they made stay. */
export async function gc(
  { dryRun, json }: GcArguments,
  { env, console, log, now }: CommandContext,
): Promise<ExitCode> {
  const library = await openLibrary({ env, what: 'patchbay gc', log })
  try {
    const { home, database } = library
    const keep = await namedAssets(home)
    const collected = await collectGarbage({ database, home, keep, now: now(), dryRun })
    if (json) console.print(JSON.stringify(collected))
    else {
      const { removedFiles, removedBytes, keptFiles } = collected
      const removed = `${removedFiles} ${removedFiles === 1 ? 'file' : 'files'} (${(removedBytes / 1e6).toFixed(1)} MB)`
      console.print(`${removed} ${dryRun ? 'would be removed' : 'removed'}, ${keptFiles} kept`)
    }
    return EXIT.done
  } finally {
    library.close()
  }
}
