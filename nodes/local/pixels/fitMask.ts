import type { Media } from '#shared/ports/value.ts'
import type { Images, Pixels, Size } from '#shared/services.ts'

/** A mask in the size of the picture that it belongs to: scaled if it has another. */
export async function fitMask(mask: Media, { width, height }: Size, images: Images): Promise<Pixels<1>> {
  const grey = await images.read(mask, 1)
  return grey.width === width && grey.height === height
    ? grey
    : images.resize(grey, { width, height }, 'smooth')
}
