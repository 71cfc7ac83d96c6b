import type { Colour } from '../colour.ts'
import { colour, mix } from '../colour.ts'
import type { Random } from '../random.ts'
import type { DrawContext } from '../context.ts'
import { repeat } from '../context.ts'
import { discPath, line, n, shape } from '../svg.ts'

/** A fir standing at (x, y), `high` pixels tall, as a path. */
export function fir(x: number, y: number, high: number, random: Random): string {
  const tiers = 5
  const wide = high * random.between(0.17, 0.24)
  let left = ''
  let right = ''
  for (let tier = 1; tier <= tiers; tier += 1) {
    const level = y - high + (high * 0.93 * tier) / tiers
    const reach = wide * (tier / tiers) * random.between(0.85, 1.1)
    const back = reach * 0.52
    right += `L${n(x + reach)} ${n(level)}L${n(x + back)} ${n(level - high * 0.025)}`
    left = `L${n(x - back)} ${n(level - high * 0.025)}L${n(x - reach)} ${n(level)}` + left
  }
  return `M${n(x)} ${n(y - high)}${right}L${n(x + high * 0.025)} ${n(y)}L${n(x - high * 0.025)} ${n(y)}${left}z`
}

/** A leafy tree: a trunk and a crown of discs, in a dark and a lit colour. */
export function leafy(
  context: DrawContext,
  x: number,
  y: number,
  high: number,
  leaf: Colour,
  random: Random,
): string {
  const trunk = `M${n(x)} ${n(y)}q${n(random.between(-0.05, 0.05) * high)} ${n(-high * 0.3)} ${n(random.between(-0.03, 0.03) * high)} ${n(-high * 0.6)}`
  const puffs = repeat(9, () => {
    const angle = random.between(0, Math.PI * 2)
    const away = random.between(0, 0.2) * high
    return {
      x: x + Math.cos(angle) * away * 1.15,
      y: y - high * 0.68 + Math.sin(angle) * away,
      r: high * random.between(0.1, 0.18),
    }
  })
  const lit = mix(leaf, context.palette.light, 0.22)
  return (
    line(trunk, mix(context.palette.near, colour(0.2, 0.03, 50), 0.4), Math.max(1, high * 0.05)) +
    shape(puffs.map((puff) => discPath(puff.x, puff.y, puff.r)).join(''), leaf) +
    shape(
      puffs
        .slice(0, 6)
        .map((puff) => discPath(puff.x - puff.r * 0.25, puff.y - puff.r * 0.3, puff.r * 0.62))
        .join(''),
      lit,
      0.55,
    )
  )
}

/** The colour of leaves in the season of the picture. */
export function leafColour(context: DrawContext, random: Random): Colour {
  const { palette, mood } = context
  const dim = mood.hour === 'night' ? 0.34 : mood.hour === 'dusk' ? 0.12 : 0
  const leaf =
    mood.season === 'autumn'
      ? colour(random.between(0.55, 0.72), 0.15, random.between(35, 80))
      : mood.season === 'spring'
        ? colour(random.between(0.78, 0.88), 0.09, random.between(350, 372))
        : mood.season === 'winter'
          ? colour(random.between(0.86, 0.94), 0.015, 240)
          : mix(palette.near, colour(0.55, 0.11, 145), 0.45)
  return mix(
    mood.tones.length > 0 && mood.season === null ? mix(palette.far, palette.near, 0.6) : leaf,
    palette.near,
    dim,
  )
}
