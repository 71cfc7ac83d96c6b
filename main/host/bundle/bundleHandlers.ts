import { mkdir, stat } from 'node:fs/promises'
import { safeName } from '#nodes/local/naming/safeName.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { AssetStore } from '../../assets/assets.ts'
import { MAX_FILE_BYTES } from '../../assets/workflowFile.ts'
import { importedResults } from '../../bundle/importedResults.ts'
import { saveRun } from '../../bundle/saveRun.ts'
import { packRun } from '../../bundle/packRun.ts'
import { writePacked } from '../../bundle/writePacked.ts'
import { unpackRun } from '../../bundle/unpackRun.ts'
import { createRedactor } from '../../platform/redact.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import { unwritable } from '../../platform/fileError.ts'
import { readBytes } from '../../platform/readBytes.ts'
import type { Library } from '../../library/openLibrary.ts'
import type { Announcer } from '../events/announcer.ts'
import { openAsset } from '../assets/saveAsset.ts'
import type { WaitingUploads } from '../assets/waitingUploads.ts'
import type { Exports } from './exports.ts'
import { pictureSource } from './pictureSource.ts'

export interface BundleOptions {
  readonly library: Pick<Library, 'runs' | 'database' | 'clock' | 'workers'>
  readonly assets: AssetStore
  readonly uploads: Pick<WaitingUploads, 'use'>
  readonly exports: Pick<Exports, 'add'>
  /** The node types as they are now. */
  readonly registry: () => Registry
  readonly announcer: Pick<Announcer, 'announceRows'>
  readonly newId: () => string
  /** Everything that must not be in a packed file. */
  readonly secrets: () => readonly string[]
  /** The folder for packed runs. */
  readonly out: string
}

type BundleHandlers = Pick<Handlers, Extract<keyof Handlers, `handover.${string}`>>

/** The exchange with others: workflows in pictures, and runs as one file. */
export function createBundleHandlers(options: BundleOptions): BundleHandlers {
  const { library, assets, exports, uploads, registry, announcer, newId, secrets, out } = options
  return {
    async 'handover.fromPicture'({ name, upload, asset }) {
      const bytes =
        asset === null
          ? await uploads.use(upload ?? '', ({ path }) => readBytes(path, MAX_FILE_BYTES))
          : await assets.read(await openAsset(assets, asset))
      const found = await library.workers.call('findWorkflow', bytes, name)
      return found === null ? null : { ...found, notes: [...found.notes] }
    },
    async 'handover.export'({ run }) {
      const pictures = pictureSource(assets)
      const packed = await packRun(run, { runs: library.runs, pictures, redact: createRedactor(secrets) })
      await mkdir(out, { recursive: true }).catch((thrown: unknown) => {
        throw unwritable(out, thrown)
      })
      const path = await writePacked(out, safeName(packed.name, 'run'), 'patchbay.zip', packed)
      const { size } = await stat(path)
      return { path, bytes: size, removed: [...packed.removed], download: exports.add(path) }
    },
    async 'handover.import'({ upload }) {
      const unpacked = await uploads.use(upload, ({ path }) => unpackRun(path, assets, library.clock.now()))
      const results = await importedResults(unpacked, registry(), assets)
      await nextTurn(unpacked.text)
      const saved = saveRun(newId(), unpacked, results, { ...library, now: () => library.clock.now() })
      await nextTurn(unpacked.text)
      announcer.announceRows()
      const { name, text, pictures, removed } = unpacked
      return { ...saved, name, text, pictures, reusable: results.size, removed: [...removed] }
    },
  }
}
