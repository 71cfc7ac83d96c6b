import { expect, test } from 'vitest'
import { pixelsOf } from '../testing/pictures.ts'
import { paintThing } from './insert.ts'

const source = pixelsOf(200, 160, () => [60, 140, 200])
const box = { left: 40, top: 20, width: 80, height: 120 }
const subject = (prompt: string) => ({ prompt, seed: 5, index: 0, detail: 1, expanded: false })

function colours({ data }: { readonly data: Uint8Array }): readonly (readonly number[])[] {
  return Array.from({ length: data.length / 4 }, (_, at) => [...data.subarray(at * 4, at * 4 + 3)])
}

test.each(['a boat', 'a small house', 'a lighthouse', 'a hot air balloon', 'a black cat'])(
  '%s stands in what was there: the corners stay, the middle does not',
  async (prompt) => {
    const painted = await paintThing(subject(prompt), source, box)
    if (painted === null) throw new Error('it can be drawn')
    expect([painted.width, painted.height]).toEqual([80, 120])
    const all = colours(painted)
    expect([all[0], all[79], all.at(-80)?.length]).toEqual([[60, 140, 200], [60, 140, 200], 3])
    const changed = all.filter(([red]) => Math.abs((red ?? 0) - 60) > 12).length / all.length
    expect(changed).toBeGreaterThan(0.08)
    expect(changed).toBeLessThan(0.8)
  },
)

test('it has the colour that is asked for', async () => {
  const red = async (prompt: string): Promise<number> =>
    colours((await paintThing(subject(prompt), source, box)) ?? source).filter(
      ([r = 0, g = 0, b = 0]) => r > 130 && g < 100 && b < 100,
    ).length
  expect(await red('a red lighthouse')).toBeGreaterThan(200)
  expect(await red('a blue lighthouse')).toBe(0)
})

test('for a subject that cannot be inserted, a scene is painted instead', async () => {
  expect(await paintThing(subject('a portrait of a man'), source, box)).toBeNull()
  expect(await paintThing(subject('rain over the hills'), source, box)).toBeNull()
})
