import type { Registry } from '#shared/nodes/registry.ts'
import type { EmbeddedText } from '#shared/picture/embeddedText.ts'
import { stripTexts, writeTexts } from '#shared/picture/pictureTexts.ts'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import type { FoundWorkflow } from '../../metadata/findWorkflow.ts'
import { findWorkflow } from '../../metadata/findWorkflow.ts'
import { zlib } from '../../platform/zlib.ts'
import type { SizeLimits, Smaller } from '../shrink.ts'
import { shrink } from '../shrink.ts'
import type { PreparedPicture, PrepareOptions } from '../preparePicture.ts'
import { preparePicture } from '../preparePicture.ts'
import type { Measures } from '../probeMedia.ts'
import { probeMedia } from '../probeMedia.ts'
import type { cutToFrame } from '../frames/cutToFrame.ts'

type CutToFrame = typeof cutToFrame

/** Pure functions that may take long, depending on untrusted files. Their arguments and results are cloned. */
export interface Tasks {
  /** As `findWorkflow`. */
  findWorkflow(bytes: Uint8Array, name: string): FoundWorkflow | null
  /** As `writeTexts`. */
  writeTexts(bytes: Uint8Array, texts: readonly EmbeddedText[]): Uint8Array
  /** As `stripTexts`. */
  stripTexts(bytes: Uint8Array): Uint8Array
  /** As `shrink`. */
  shrink(media: Media, encoded: Uint8Array, limits: SizeLimits): Promise<Smaller | null>
  /** As `preparePicture`. */
  preparePicture(media: Media, bytes: Uint8Array, options: PrepareOptions): Promise<PreparedPicture>
  /** As `cutToFrame`. */
  cutToFrame(...args: Parameters<CutToFrame>): ReturnType<CutToFrame>
  /** As `probeMedia`. */
  probeMedia(path: string, kind: MediaKind): Promise<Measures>
}

/** `registry` holds the node types that come with the product. */
export const createTasks = (registry: () => Registry): Tasks => ({
  findWorkflow: (bytes, name) => findWorkflow(bytes, name, registry()),
  writeTexts: (bytes, texts) => writeTexts(bytes, texts, zlib),
  stripTexts: (bytes) => stripTexts(bytes, zlib),
  preparePicture,
  cutToFrame: async (...args) => (await import('../frames/cutToFrame.ts')).cutToFrame(...args),
  probeMedia,
  shrink,
})
