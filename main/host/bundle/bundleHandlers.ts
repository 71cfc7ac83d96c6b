import { mkdir } from 'node:fs/promises'
import { safeName } from '#nodes/local/naming/safeName.ts'
import { AppError } from '#shared/errors.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { AssetStore } from '../../assets/assets.ts'
import { importedResults } from '../../bundle/importedResults.ts'
import { saveRun } from '../../bundle/saveRun.ts'
import { packRun } from '../../bundle/packRun.ts'
import { unpackRun } from '../../bundle/unpackRun.ts'
import { createRedactor } from '../../platform/redact.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import { unwritable } from '../../platform/fileError.ts'
import { writeNew } from '../../platform/writeNew.ts'
import type { Library } from '../../library/openLibrary.ts'
import type { Announcer } from '../events/announcer.ts'
import { openAsset } from '../assets/saveAsset.ts'
import { pictureSource } from './pictureSource.ts'

export interface BundleOptions {
  readonly library: Pick<Library, 'runs' | 'database' | 'clock' | 'workers'>
  readonly assets: AssetStore
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
  const { library, assets, registry, announcer, newId, secrets, out } = options
  return {
    async 'handover.fromPicture'({ name, base64, asset }) {
      const bytes =
        asset === null ? fromBase64(base64 ?? '', name) : await assets.read(await openAsset(assets, asset))
      const found = await library.workers.call('findWorkflow', bytes, name)
      return found === null ? null : { ...found, notes: [...found.notes] }
    },
    async 'handover.export'({ run }) {
      const pictures = pictureSource(assets)
      const packed = await packRun(run, { runs: library.runs, pictures, redact: createRedactor(secrets) })
      await mkdir(out, { recursive: true }).catch((thrown: unknown) => {
        throw unwritable(out, thrown)
      })
      const path = await writeNew(out, safeName(packed.name, 'run'), 'patchbay.zip', packed.bytes)
      return { path, bytes: packed.bytes.length, removed: [...packed.removed] }
    },
    async 'handover.import'({ base64 }) {
      await nextTurn(base64)
      const unpacked = await unpackRun(fromBase64(base64, 'The archive'), assets, library.clock.now())
      const run = newId()
      const results = await importedResults(unpacked, registry(), assets)
      await nextTurn(unpacked.text)
      saveRun(run, unpacked, results, { ...library, now: () => library.clock.now() })
      await nextTurn(unpacked.text)
      announcer.announceRows()
      const { name, text, pictures, removed } = unpacked
      return { run, name, text, pictures, reusable: results.size, removed: [...removed] }
    },
  }
}

function fromBase64(base64: string, name: string): Uint8Array {
  // Node's decoder skips invalid characters, so they are checked first.
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(base64) && base64.length % 4 === 0)
    return new Uint8Array(Buffer.from(base64, 'base64'))
  throw new AppError('file.unreadable', `${name} did not arrive whole: it is not in base64.`)
}
