import { triangle } from '../picture/kernels.ts'
import { resample } from '../picture/resample.ts'
import type { Grey } from './grey.ts'

/**
 * Scales a mask as nodes do. Each pixel is the weighted mean of those below it when it shrinks, and interpolated when
 * it grows; the same size is returned unchanged.
 */
export function scaleGrey(grey: Grey, width: number, height: number): Grey {
  if (grey.width === width && grey.height === height) return grey
  const { data } = resample({ ...grey, channels: 1 }, { width, height }, triangle)
  return { width, height, data }
}
