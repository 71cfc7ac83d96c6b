import type { Pixels } from '#shared/services.ts'

export function invert({ width, height, data }: Pixels<1>): Pixels<1> {
  return { width, height, channels: 1, data: data.map((value) => 255 - value) }
}
