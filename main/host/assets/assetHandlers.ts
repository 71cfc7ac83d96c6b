import type { Handlers } from '#shared/api/serve.ts'
import type { AssetStore } from '../../assets/assets.ts'
import { createThumbnails } from '../../assets/thumbnails.ts'
import { openAsset, saveAsset, savePoster } from './saveAsset.ts'
import type { WaitingUploads } from './waitingUploads.ts'

export interface AssetHandlersOptions {
  readonly assets: AssetStore
  readonly uploads: Pick<WaitingUploads, 'use'>
  /** The folder of the library. */
  readonly home: string
}

/** Files of the user that become assets, and what is known about one. */
export function createAssetHandlers({
  assets,
  uploads,
  home,
}: AssetHandlersOptions): Pick<Handlers, Extract<keyof Handlers, `asset.${string}`>> {
  const thumbnails = createThumbnails({ home, assets })
  return {
    'asset.keep': ({ name, upload, as }) => uploads.use(upload, (file) => saveAsset(assets, name, file, as)),
    'asset.keepPoster': ({ sha256, upload }) =>
      uploads.use(upload, (file) => savePoster({ assets, thumbnails }, sha256, file)),
    'asset.open': ({ sha256 }) => openAsset(assets, sha256),
  }
}
