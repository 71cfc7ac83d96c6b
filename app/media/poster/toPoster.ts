const QUALITY = 0.85

/** The picture on a canvas as a file. Browsers that cannot write WebP write PNG instead. */
export async function toPoster(canvas: HTMLCanvasElement | OffscreenCanvas): Promise<Blob> {
  const type = 'image/webp'
  if (canvas instanceof OffscreenCanvas) return canvas.convertToBlob({ type, quality: QUALITY })
  const { promise, resolve, reject } = Promise.withResolvers<Blob>()
  canvas.toBlob(
    (blob) => (blob === null ? reject(new Error('The browser did not encode the picture.')) : resolve(blob)),
    type,
    QUALITY,
  )
  return promise
}
