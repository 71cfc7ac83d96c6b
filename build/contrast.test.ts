import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const styles = readFileSync(new URL('../app/styles.css', import.meta.url), 'utf8')

/** The colours of a theme by their names. */
const coloursOf = (selector: string): ReadonlyMap<string, string> => {
  const block = styles.slice(styles.indexOf(`${selector} {`)).split('}')[0] ?? ''
  return new Map(
    Array.from(block.matchAll(/--([\w-]+): (#\w{6});/g), ([, name = '', hex = '']) => [name, hex]),
  )
}

/** The relative luminance of a colour, as WCAG defines it. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

describe.each([
  ['dark', ':root'],
  ['light', ":root[data-theme='light']"],
])('in the %s theme', (_, selector) => {
  const colours = coloursOf(selector)
  const canvas = colours.get('canvas') ?? ''
  const onCanvas = [
    'far',
    'accent',
    'failed',
    'dim',
    ...[...colours.keys()].filter((name) => name.startsWith('port-')),
  ]
  test('every kind of port has a colour', () => {
    const glyphs = readFileSync(new URL('../app/widgets/portGlyph.ts', import.meta.url), 'utf8')
    const kinds = Array.from(glyphs.matchAll(/^ {2}(\w+): 'M/gm), ([, kind = '']) => kind)
    expect(kinds.length).toBeGreaterThan(10)
    // Integers are numbers, and `any` is as grey as JSON.
    const own = kinds.filter((kind) => kind !== 'integer' && kind !== 'any')
    expect(own.filter((kind) => !colours.has(`port-${kind}`))).toEqual([])
  })

  test.each(onCanvas)('%s stands out from the canvas, as a cable or an edge', (name) => {
    expect(contrast(colours.get(name) ?? '', canvas)).toBeGreaterThanOrEqual(3)
  })
})
