import type { ApiName } from '#main/practice/apiName.ts'

/** The arguments of a program for an engine, and what is known of its API: everything else is the same for all. */
export interface EngineUnderTest {
  readonly id: ApiName
  /** The options of a live run on it. */
  readonly args: readonly string[]
  /** The environment variables of its address and its key. */
  readonly address: string
  readonly key: string
  /** It lists past requests: an accepted submit whose answer was lost is found there. */
  readonly lists: boolean
  /** Its words for the states of a request. */
  readonly words: { readonly queue: string; readonly progress: string; readonly failed: string }
}

export const enginesUnderTest: { readonly [id in ApiName]: EngineUnderTest } = {
  runcomfy: {
    id: 'runcomfy',
    args: ['--engine', 'runcomfy'],
    address: 'PATCHBAY_API_URL',
    key: 'RUNCOMFY_API_TOKEN',
    lists: false,
    words: { queue: 'in_queue', progress: 'in_progress', failed: 'failed' },
  },
  fal: {
    id: 'fal',
    args: ['--engine', 'fal'],
    address: 'PATCHBAY_FAL_URL',
    key: 'FAL_KEY',
    lists: true,
    words: { queue: 'IN_QUEUE', progress: 'IN_PROGRESS', failed: 'FAILED' },
  },
}
