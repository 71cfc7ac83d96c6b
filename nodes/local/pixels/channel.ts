import type { Pixels } from '#shared/services.ts'

export const channels = ['red', 'green', 'blue', 'alpha'] as const
export type Channel = (typeof channels)[number]

/** One channel of a picture, as a mask. */
export function channelOf({ width, height, data }: Pixels<4>, channel: Channel): Pixels<1> {
  const grey = new Uint8Array(width * height)
  for (let to = 0, from = channels.indexOf(channel); to < grey.length; to += 1, from += 4)
    grey[to] = data[from] ?? 0
  return { width, height, channels: 1, data: grey }
}
