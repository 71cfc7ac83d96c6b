import { UnsupportedModel } from './decoders/unsupportedModel.ts'

/**
 * The reason in an event of the element, whose `detail` contains the error of the loader. The loader's own words, which
 * are for programmers, are in the console.
 */
export function reasonOf(event: Event): string {
  const detail: unknown = event instanceof CustomEvent ? event.detail : null
  const error =
    typeof detail === 'object' && detail !== null && 'sourceError' in detail ? detail.sourceError : null
  if (error instanceof UnsupportedModel) return error.message
  // What the loader says of a decoder that is not supported.
  const needsMeshopt = error instanceof Error && /MeshoptDecoder/.test(error.message)
  return needsMeshopt ? 'It is compressed with Meshopt.' : 'Its file is damaged or incomplete.'
}
