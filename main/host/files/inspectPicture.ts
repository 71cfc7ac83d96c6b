import { sniffFormat } from '#shared/media/formats.ts'
import { measurePicture } from '../../assets/probePicture.ts'

export { MAX_FILE_BYTES as MAX_PICTURE_FILE_BYTES } from '../../assets/workflowFile.ts'

/** The size of a picture, in pixels. Rejects with `picture.*`, naming `file`. */
export const inspectPicture = async (
  bytes: Uint8Array,
  file: string,
): Promise<{ readonly format: string; readonly width: number; readonly height: number }> => ({
  format: sniffFormat(bytes) ?? '',
  ...(await measurePicture(bytes, file)),
})
