import { AppError } from '#shared/errors.ts'
import { diagnose } from '../../host/diagnostics/diagnose.ts'
import { diagnosisText } from '../../host/diagnostics/diagnosisText.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { exitCodeFor } from '../console/exitCode.ts'
import type { CommandContext } from '../command/commandContext.ts'

export interface DoctorArguments {
  readonly online: boolean
  readonly json: boolean
}

/** Says how this copy and its library are, and changes nothing. The exit code is that of what is wrong. */
export async function doctor(
  { online, json }: DoctorArguments,
  { env, console, version }: Pick<CommandContext, 'env' | 'console' | 'version'>,
): Promise<ExitCode> {
  const diagnosis = await diagnose({ env, version, online })
  console.print(json ? JSON.stringify(diagnosis) : diagnosisText(diagnosis))
  return exitCodeFor(diagnosis.problems.map(({ code, words }) => new AppError(code, words)))
}
