import type { ExitCode } from '../exitCode.ts'
import { EXIT } from '../exitCode.ts'
import type { World } from './run.ts'

export interface GcArguments {
  readonly dryRun: boolean
  readonly json: boolean
}

export function gc(_given: GcArguments, _world: World): ExitCode {
  return EXIT.internal
}
