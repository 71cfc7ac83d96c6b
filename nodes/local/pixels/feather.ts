import type { Images, Pixels } from '#shared/services.ts'

/** Below this the blur would change nothing. */
const LEAST_SIGMA = 0.3

/**
 * Softens the edge of a mask: it fades over about `radius` pixels to each side, which is two standard deviations of the
 * Gaussian.
 */
export async function feather(mask: Pixels<1>, radius: number, images: Images): Promise<Pixels<1>> {
  const sigma = radius / 2
  return sigma < LEAST_SIGMA ? mask : images.blur(mask, sigma)
}
