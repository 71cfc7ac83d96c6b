/** The weight of a sample by its distance, in pixels of the smaller of two pictures. */
export interface Kernel {
  /** From this distance on the weight is 0, in pixels. */
  readonly reach: number
  weigh(distance: number): number
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** Lanczos' window of a sinc with three lobes (Duchon 1979). Keeps edges sharp, with faint rings beside them. */
export const lanczos3: Kernel = {
  reach: 3,
  weigh: (distance) => (Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0),
}

/** Linear interpolation when enlarging. Never negative, so that nothing rings. */
export const triangle: Kernel = {
  reach: 1,
  weigh: (distance) => Math.max(0, 1 - Math.abs(distance)),
}
