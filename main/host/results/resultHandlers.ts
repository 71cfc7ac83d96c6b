import type { Handlers } from '#shared/api/serve.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { AssetStore } from '../../assets/assets.ts'
import { createAnswers } from '../../library/answers.ts'
import type { History } from '../../library/history.ts'
import type { Library } from '../../library/openLibrary.ts'
import { createVersions } from '../../library/versions.ts'
import { createMarks } from '../../library/marks.ts'
import { deleteResults } from './deleteResults.ts'
import { readMakers } from './makers.ts'
import { listNewest } from './newest.ts'
import { listResults } from './results.ts'
import { revealSaved } from './revealSaved.ts'
import { readRanWorkflow } from './ranWorkflow.ts'
import { readDetails } from './story.ts'
import { hideVersion, listVersions } from './versions.ts'

type ResultHandlers = Pick<Handlers, Extract<keyof Handlers, `result.${string}`>>

export interface ResultHandlersOptions {
  readonly library: Pick<Library, 'clock' | 'database' | 'home' | 'runs' | 'store'>
  readonly history: History
  /** The node types as they are now. */
  readonly registry: () => Registry
  readonly assets: AssetStore
  /** Shows a file in its folder; absent if that is impossible. */
  readonly reveal?: ((path: string) => void) | undefined
}

/** What runs have made. */
export function createResultHandlers({
  library,
  history,
  registry,
  assets,
  reveal,
}: ResultHandlersOptions): ResultHandlers {
  const { clock, database, runs, store } = library
  const marks = createMarks(database)
  const past = { history, runs, store, registry }
  const versions = createVersions(database, registry)
  return {
    'result.list': async (query) => [
      ...(await listResults(query, { ...past, marks, originOf: (sha256) => assets.originOf(sha256) })),
    ],
    'result.mark'({ sha256s, ...change }) {
      marks.change(sha256s, change)
      return {}
    },
    'result.delete': ({ sha256s }) => deleteResults(sha256s, library),
    'result.restore'({ sha256s }) {
      marks.restore(sha256s)
      return {}
    },
    'result.newest': (of) => listNewest(of, { ...past, versions }),
    'result.takes': ({ most, ...of }) => listVersions(of, most, { ...past, versions }),
    'result.removeTake'(of) {
      hideVersion(of, clock.now(), versions)
      return {}
    },
    async 'result.reveal'(file) {
      await revealSaved(file, runs, reveal)
      return {}
    },
    'result.makers': () => ({ ...readMakers(database, registry()), tags: [...marks.tags()] }),
    'result.story': ({ sha256 }) => readDetails(sha256, { ...past, assets }),
    'result.workflow': ({ run }) => readRanWorkflow(run, { ...past, answers: createAnswers(database) }),
  }
}
