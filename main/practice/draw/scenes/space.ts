import { colour, css, lighten, mix } from '../colour.ts'
import { land, jaggedRidge } from '../elements/land.ts'
import { stars } from '../elements/sky.ts'
import type { Scene, DrawContext } from '../context.ts'
import { layers, repeat } from '../context.ts'
import { disc, glow, linear, n, oval, radial, rectangle, turned } from '../svg.ts'

/** A banded planet, with or without rings, over nebulae, at times above the ground of another world. */
export const space: Scene = (context) => {
  const random = context.random.fork('space')
  const { width, height, unit, palette } = context
  const deep = mix(palette.skyTop, colour(0.1, 0.04, palette.skyTop.h), 0.72)
  const haze = [palette.accent, palette.far, palette.partner, palette.skyMid]
  const x = width * random.between(0.32, 0.68)
  const y = height * random.between(0.36, 0.54)
  const background = random.chance(0.55)
  return layers(
    linear(
      'deep',
      [0, 0],
      [width * 0.3, height],
      [
        [0, deep],
        [0.7, mix(deep, palette.far, 0.3)],
        [1, mix(deep, palette.skyMid, 0.45)],
      ],
    ),
    rectangle(0, 0, width, height, { gradient: 'deep' }),
    ...repeat(4, (index) =>
      glow(
        `haze${index}`,
        [width * random.next(), height * random.between(0, 0.9)],
        unit * random.between(24, 46),
        haze[index] ?? palette.far,
        random.between(0.22, 0.5),
      ),
    ),
    stars(context, height),
    planet(context, x, y, unit * random.between(17, 25)),
    moon(
      context,
      random.between(0.1, 0.9) * width,
      height * random.between(0.1, 0.75),
      unit * random.between(2, 4.5),
    ),
    background
      ? land(
          context,
          'crust',
          jaggedRidge(context, random.fork('crust'), height * 0.88, height * 0.11, 0.5),
          0.55,
          false,
        )
      : '',
    background
      ? land(
          context,
          'edge',
          jaggedRidge(context, random.fork('edge'), height * 0.97, height * 0.09, 0.5),
          1,
          false,
        )
      : '',
  )
}

function planet(context: DrawContext, x: number, y: number, r: number): string {
  const random = context.random.fork('planet')
  const { palette } = context
  const tilt = random.between(-28, 28)
  const base = mix(palette.accent, palette.skyLow, 0.25)
  const tones = [
    base,
    mix(base, palette.partner, 0.5),
    lighten(base, 0.07),
    mix(base, palette.far, 0.45),
    lighten(palette.partner, 0.05),
  ]
  let at = -r
  const bands = repeat(9, () => {
    const thick = r * random.between(0.1, 0.34)
    const top = at
    at += thick
    const swell = r * 0.1
    return `<path d="M${n(x - r)} ${n(y + top)}Q${n(x)} ${n(y + top + swell)} ${n(x + r)} ${n(y + top)}V${n(y + top + thick + r)}H${n(x - r)}z" fill="${css(random.pick([base, ...tones]))}"/>`
  })
  const ringed = random.chance(0.6)
  const ring = (half: string, width: number, reach: number, opacity: number): string =>
    turned(
      tilt,
      [x, y],
      `<path d="M${n(x - r * reach)} ${n(y)}A${n(r * reach)} ${n(r * reach * 0.24)} 0 0 ${half} ${n(x + r * reach)} ${n(y)}" fill="none" stroke="${css(mix(palette.light, palette.accent, 0.3))}" stroke-width="${n(width)}" stroke-opacity="${opacity}"/>`,
    )
  const rings = (half: string): string =>
    ringed
      ? ring(half, r * 0.13, 1.62, 0.75) + ring(half, r * 0.06, 1.83, 0.5) + ring(half, r * 0.045, 1.4, 0.35)
      : ''
  return layers(
    glow('air', [x, y], r * 1.5, lighten(base, 0.1), 0.55),
    rings('1'),
    `<clipPath id="globe"><circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}"/></clipPath><g clip-path="url(#globe)">`,
    disc(x, y, r, base),
    turned(tilt, [x, y], bands.join('')),
    radial('shade', [x - r * 0.42, y - r * 0.42], r * 1.75, [
      [0, colour(0.98, 0.02, 90), 0.26],
      [0.38, base, 0],
      [0.72, colour(0.1, 0.04, palette.skyTop.h), 0.62],
      [1, colour(0.08, 0.03, palette.skyTop.h), 0.94],
    ]),
    disc(x, y, r, { gradient: 'shade' }),
    '</g>',
    rings('0'),
  )
}

function moon(context: DrawContext, x: number, y: number, r: number): string {
  const tone = mix(context.palette.light, context.palette.skyMid, 0.3)
  return layers(
    disc(x, y, r, tone),
    oval(x + r * 0.3, y + r * 0.25, r * 0.78, r * 0.78, mix(tone, context.palette.near, 0.6), 0.7),
    disc(x - r * 0.35, y - r * 0.3, r * 0.16, mix(tone, context.palette.near, 0.35)),
  )
}
