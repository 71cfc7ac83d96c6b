import { join } from 'node:path'
import type { Media } from '#shared/ports/value.ts'
import { createAssetFolder } from '../../assets/assetFolder.ts'

/** The paths of a library's asset files. */
export function assetPaths(home: string): (media: Media) => string {
  const assets = createAssetFolder(join(home, 'assets'))
  return (media) => assets.pathOf(media.sha256, assets.endingOf(media) ?? '')
}
