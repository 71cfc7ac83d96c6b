import type { ApiName } from '#main/practice/apiName.ts'

/** An engine as a program is told to use it: everything else is the same for all of them. */
export interface EngineUnderTest {
  readonly id: ApiName
  /** The options of a live run on it. */
  readonly args: readonly string[]
  /** The environment variables of its address and its key. */
  readonly address: string
  readonly key: string
}

export const enginesUnderTest: { readonly [id in ApiName]: EngineUnderTest } = {
  runcomfy: {
    id: 'runcomfy',
    args: ['--engine', 'runcomfy'],
    address: 'PATCHBAY_API_URL',
    key: 'RUNCOMFY_API_TOKEN',
  },
  fal: { id: 'fal', args: ['--live'], address: 'PATCHBAY_FAL_URL', key: 'FAL_KEY' },
}
