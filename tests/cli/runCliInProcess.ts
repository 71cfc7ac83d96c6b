import { join } from 'node:path'
import { runInProcess } from '../faults/runInProcess.ts'
import type { CliOptions, CliResult } from './runCli.ts'

/**
 * Runs the command line in this process: from its arguments to its exit code, without starting a program. Paths among
 * the arguments must be absolute.
 */
export async function runCliInProcess(
  args: readonly string[],
  { cwd, env = {} }: Pick<CliOptions, 'cwd' | 'env'>,
): Promise<CliResult> {
  const home = join(cwd, 'home')
  const { code, stdout, stderr } = await runInProcess(args, {
    cwd: home,
    env: { PATCHBAY_HOME: home, ...env },
  })
  return { code, stdout, stderr }
}
