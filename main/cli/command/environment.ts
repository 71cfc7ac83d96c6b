import { engineEnvironment, engineNames } from '../../host/requests/commandPayer.ts'
import { orList } from './options.ts'

/** The environment variables that every command reads, for help. Those of single options are with the options. */
export const environment: Readonly<Record<string, string>> = {
  ...engineEnvironment(),
  PATCHBAY_MODE: 'Mode where --live is not given: practice or live',
  PATCHBAY_ENGINE: `Engine where --engine is not given: practice, or live on ${orList(engineNames)} alone`,
  PATCHBAY_HOME: 'Folder of the library',
}
