import type { Media } from '#shared/ports/value.ts'
import type { AssetStore } from './assets.ts'

/**
 * Reads an asset once. Its parts are then read by their places: only the whole file shows that its bytes are still those
 * that were stored. Rejects with `file.unreadable`.
 */
export async function checkBytes(assets: Pick<AssetStore, 'stream'>, media: Media): Promise<void> {
  for await (const piece of assets.stream(media)) void piece
}
