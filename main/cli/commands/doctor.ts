import { AppError } from '#shared/errors.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { exitCodeFor } from '../console/exitCode.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { flag } from '../command/options.ts'

export default defineCommand({
  name: 'doctor',
  group: 'library',
  summary: 'Check this installation and its library, for a bug report',
  details: [
    'Changes nothing, and prints no keys, prompts or names of your files. The exit code is 0 where nothing is wrong, else that of what is wrong.',
  ],
  options: {
    online: flag('Also try to connect to the engines that are set up; nothing is requested there'),
  },
  json: 'Print it as one JSON object',
  run: doctor,
})

async function doctor(
  { online, json }: { readonly online: boolean; readonly json: boolean },
  { env, console, version }: CommandContext,
): Promise<ExitCode> {
  // Other commands do not need it.
  const { diagnose } = await import('../../host/diagnostics/diagnose.ts')
  const { diagnosisText } = await import('../../host/diagnostics/diagnosisText.ts')
  const diagnosis = await diagnose({ env, version, online })
  console.print(json ? JSON.stringify(diagnosis) : diagnosisText(diagnosis))
  return exitCodeFor(diagnosis.problems.map(({ code, words }) => new AppError(code, words)))
}
