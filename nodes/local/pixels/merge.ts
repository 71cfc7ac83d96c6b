import { AppError } from '#shared/errors.ts'
import type { Pixels } from '#shared/services.ts'
import type { Channel } from './channel.ts'
import { channels } from './channel.ts'
import { describeSize } from './size.ts'

/** A picture from its channels, all of one size; without alpha it is opaque. Throws `input.invalid` for other sizes. */
export function merge(
  parts: Readonly<Record<Exclude<Channel, 'alpha'>, Pixels<1>>> & { readonly alpha: Pixels<1> | null },
): Pixels<4> {
  const { width, height } = parts.red
  const data = new Uint8Array(width * height * 4).fill(255)
  for (const [index, channel] of channels.entries()) {
    const part = parts[channel]
    if (part === null) continue
    if (part.width !== width || part.height !== height)
      throw new AppError(
        'input.invalid',
        `Red has ${describeSize(parts.red)} and ${channel} ${describeSize(part)}: resize one of them first.`,
      )
    for (let from = 0, to = index; from < part.data.length; from += 1, to += 4)
      data[to] = part.data[from] ?? 0
  }
  return { width, height, channels: 4, data }
}
