import { triangle } from '../picture/kernels.ts'
import { resample } from '../picture/resample.ts'
import type { Grey } from './grey.ts'

/**
 * A mask in another size, as nodes scale it. Each pixel is the weighted mean of what lies under it where it becomes smaller, and
 * between its neighbours where it becomes larger; the same size comes back as it is.
 */
export function scaleGrey(grey: Grey, width: number, height: number): Grey {
  if (grey.width === width && grey.height === height) return grey
  const { data } = resample({ ...grey, channels: 1 }, { width, height }, triangle)
  return { width, height, data }
}
