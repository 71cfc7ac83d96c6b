import type { RunOutline } from '#shared/run/outline.ts'
import { toAppError } from '#shared/errors.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { printError } from '../console/printErrors.ts'
import { printRefusal } from '../console/printRefusal.ts'
import type { Connection } from './connect.ts'
import { followRun } from './followRun.ts'

/** A run that is in the library, and how its host is asked to continue it. */
export interface ContinuedRun {
  readonly id: string
  readonly name: string
  begin(): Promise<{ readonly plan: RunOutline }>
}

/** Follows a run that continues. One that cannot does not stop others: why is printed, and its exit code returned. */
export async function continueRun(
  { id, name, begin }: ContinuedRun,
  connection: Connection,
  context: CommandContext & { readonly json: boolean },
): Promise<ExitCode> {
  const followed = {
    show: context.json ? 'events' : 'pictures',
    begin: async () => ({ run: id, ...(await begin()) }),
  } as const
  try {
    return await followRun(followed, connection, context).catch((thrown: unknown) =>
      printRefusal(name, thrown, context.console),
    )
  } catch (thrown) {
    return printError(toAppError(thrown), context.console)
  }
}
