import { AppError } from '#shared/errors.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { LocalConnection } from '../local/connectLocal.ts'
import { accountOf, keyIn } from '../openEngine.ts'
import { apiUrlIn, namesApiUrl } from '../services/egress/apiUrl.ts'
import type { World } from './commands/run.ts'
import type { PlannedRun } from './executeRun.ts'
import type { ExitCode } from './exitCode.ts'
import { exitCodeFor } from './exitCode.ts'
import { followRun } from './followRun.ts'
import { tellProblems } from './tellProblems.ts'

/** What the command line was told of who pays, for the editor to compare. */
export function payerIn(env: Readonly<NodeJS.ProcessEnv>): {
  readonly account: string | null
  readonly api: string | null
} {
  const key = keyIn(env)
  return {
    account: key === null ? null : accountOf(apiUrlIn(env), key),
    api: namesApiUrl(env) ? apiUrlIn(env).origin : null,
  }
}

/** Has the editor run what a command line has prepared, and tells of it. */
export async function handRun(
  run: Pick<PlannedRun, 'called' | 'plan' | 'seeds' | 'request'> & {
    readonly workflow: Workflow
    /** Where it lies, as an absolute path. */
    readonly file: string
  },
  editor: LocalConnection,
  world: World & { readonly json: boolean },
): Promise<ExitCode> {
  const { called, file, plan, seeds, request, workflow } = run
  const payer = request.engine === 'practice' ? { account: null, api: null } : payerIn(world.env)
  /** What could not be read, if that was why nothing was run. */
  let unreadable: ExitCode | null = null
  const begin = async (): Promise<string> => {
    const answer = await editor.client.request('run.hand', {
      name: workflow.name ?? '',
      text: JSON.stringify(workflow),
      file,
      seeds: structuredClone(seeds),
      request,
      ...payer,
    })
    if ('run' in answer) return answer.run
    const problems = answer.unreadable.map(({ problem }) => problem)
    tellProblems(called, problems, world.console)
    unreadable = exitCodeFor(
      answer.unreadable.map(({ error: { code, message } }) => new AppError(code, message)),
    )
    throw new AppError('workflow.invalid', 'The workflow cannot run.')
  }
  try {
    return await followRun({ plan, show: world.json ? 'events' : 'pictures', begin }, editor, world)
  } catch (thrown) {
    if (unreadable !== null) return unreadable
    throw thrown
  } finally {
    editor.close()
  }
}
