import { accent, requested } from '../elements/accents.ts'
import type { Ridge } from '../elements/land.ts'
import { land, ridgeAt, softRidge } from '../elements/land.ts'
import { placeLight, sky } from '../elements/sky.ts'
import { fir, leafColour, leafy } from '../elements/trees.ts'
import { glitter, water } from '../elements/water.ts'
import { distanceColour } from '../palette.ts'
import type { Random } from '../random.ts'
import type { Scene, DrawContext } from '../context.ts'
import { count, layers, repeat } from '../context.ts'
import { shape } from '../svg.ts'

/** Hills behind hills, the far ones lost in the air; at times a lake before them. */
export const hills: Scene = (context) => {
  const random = context.random.fork('hills')
  const { width, height, unit } = context
  const horizon = height * random.between(0.44, 0.58)
  const light = placeLight(context, horizon)
  const lake = context.mood.water || random.chance(0.28)
  const foot = lake ? height * random.between(0.72, 0.8) : height * 1.02
  const amount = random.whole(5, 7)
  const ridges = repeat(amount, (index) => {
    const share = index / (amount - 1)
    const y = horizon + (foot - horizon) * share ** 1.2 * 0.86
    return softRidge(
      context,
      random.fork(`ridge ${index}`),
      y,
      height * (0.075 - 0.02 * share),
      random.between(0.7, 1.9),
    )
  })
  const drawn = ridges.map((ridge, index) => {
    const nearness = (index + 0.6) / (amount + (lake ? 1.4 : 0))
    return (
      land(context, `hill${index}`, ridge, nearness) +
      (index >= 1 ? trees(context, ridge, nearness, random.fork(`trees ${index}`)) : '')
    )
  })
  const home = ridges[Math.max(1, amount - 3)] ?? []
  const spot = width * random.between(0.25, 0.75)
  const things = requested(context, ['house', 'lighthouse', 'cat']).map((name, index) => {
    const x = spot + index * unit * 18
    const high = unit * (name === 'lighthouse' ? 24 : name === 'cat' ? 15 : 11)
    return accent(name, context, [x, ridgeAt(home, x) + unit * 0.8], high)
  })
  return layers(
    sky(context, horizon * 1.1, light),
    ...drawn.slice(0, amount - 2),
    ...things,
    ...drawn.slice(amount - 2),
    lake ? water(context, foot) + glitter(context, foot, light) : '',
    ...requested(context, ['boat']).map((name) =>
      accent(name, context, [spot, foot + (height - foot) * 0.35], unit * 13),
    ),
  )
}

function trees(context: DrawContext, ridge: Ridge, nearness: number, random: Random): string {
  const { unit, width, palette } = context
  const tall = unit * (1.2 + nearness ** 1.6 * 9)
  const groves = repeat(random.whole(1, 3), () => ({
    x: random.next() * width,
    reach: width * random.between(0.05, 0.14),
  }))
  const standing = groves.flatMap(({ x, reach }) =>
    repeat(count(context, random.whole(4, 9)), () => x + reach * (random.next() + random.next() - 1)),
  )
  if (random.chance(0.62)) {
    const d = standing
      .map((x) => fir(x, ridgeAt(ridge, x) + tall * 0.08, tall * random.between(0.6, 1.25), random))
      .join('')
    return shape(d, distanceColour(palette, Math.min(1, nearness + 0.12)))
  }
  return standing
    .slice(0, 9)
    .map((x) =>
      leafy(
        context,
        x,
        ridgeAt(ridge, x) + tall * 0.06,
        tall * random.between(0.7, 1.2),
        leafColour(context, random),
        random,
      ),
    )
    .join('')
}
