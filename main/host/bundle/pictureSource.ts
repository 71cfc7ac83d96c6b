import type { PictureSource } from '../../bundle/collectPictures.ts'
import type { AssetStore } from '../../assets/assets.ts'
import type { RunRequest } from '../../library/runs.ts'
import { readWorkflowFile } from '../../assets/workflowFile.ts'
import { openAsset } from '../assets/saveAsset.ts'

/** The pictures that a run names: those of the library, and the files that it was allowed to read. */
export const pictureSource =
  (assets: AssetStore) =>
  ({ folder, pictures }: RunRequest): PictureSource => ({
    assets,
    openAsset: (sha256) => openAsset(assets, sha256),
    readFile: (file) => readWorkflowFile(file, { folder, trusted: (path) => pictures.includes(path) }),
  })
