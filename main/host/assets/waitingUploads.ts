import { AppError } from '#shared/errors.ts'
import { bundleLimits } from '#shared/redact/bundleLimits.ts'
import type { ReceivedFile } from '#shared/services.ts'
import type { AssetStore } from '../../assets/assets.ts'

/** Files that a page has uploaded, until a request uses them: each once. */
export interface WaitingUploads {
  /** Resolves with the id by which requests name the file. Rejects with `picture.large` or `file.unwritable`. */
  receive(pieces: AsyncIterable<Uint8Array>): Promise<string>
  /**
   * Calls `use` with an upload, and removes what it leaves of it. Rejects with `file.unreadable` if the id names none,
   * or as `use` does.
   */
  use<T>(id: string, use: (file: ReceivedFile) => Promise<T>): Promise<T>
  /** Removes all of them. */
  close(): Promise<void>
}

/** Uploads that no request uses are removed, oldest first, when there are more. */
const MAX_WAITING = 64

export function createWaitingUploads(
  assets: Pick<AssetStore, 'receive'>,
  newId: () => string,
): WaitingUploads {
  const waiting = new Map<string, ReceivedFile>()
  return {
    async receive(pieces) {
      // The largest is an exported run.
      const file = await assets.receive(pieces, { max: bundleLimits.archive })
      const id = newId()
      waiting.set(id, file)
      for (const [oldest, old] of waiting) {
        if (waiting.size <= MAX_WAITING) break
        waiting.delete(oldest)
        await old.discard()
      }
      return id
    },
    async use(id, use) {
      const file = waiting.get(id)
      waiting.delete(id)
      if (file === undefined)
        throw new AppError(
          'file.unreadable',
          'The file did not arrive, or is not there any more. Choose it again.',
        )
      try {
        return await use(file)
      } finally {
        await file.discard()
      }
    },
    async close() {
      const files = [...waiting.values()]
      waiting.clear()
      for (const file of files) await file.discard()
    },
  }
}
