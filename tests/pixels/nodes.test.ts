import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { measureCase } from './measure.ts'
import type { PixelContext } from './openPixelContext.ts'
import { openPixelContext } from './openPixelContext.ts'
import { properties } from './properties/all.ts'
import { readPictures, readReferences } from './reference/readReference.ts'
import { toleranceOf } from './tolerances.ts'

let pixelContext: PixelContext
beforeAll(() => {
  pixelContext = openPixelContext()
})
afterAll(() => pixelContext.close())

const pictures = readPictures()

test.each(readReferences())('$node makes what $reference makes', async (reference) => {
  const tolerance = toleranceOf(reference.file)
  const wrong: string[] = []
  for (const one of reference.cases) {
    const { largest, mean } = await measureCase(reference, one, pictures, { registry, pixelContext })
    if (largest > tolerance.largest || mean > tolerance.mean)
      wrong.push(`${one.name}: ${largest} at most, ${mean.toFixed(2)} in the mean`)
  }
  expect(wrong).toEqual([])
})

test('README.md has a line for each reference and property', () => {
  const lines = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').split('\n')
  const named = [
    ...readReferences().map(({ node, reference }) => `| ${registry.get(node)?.title} | ${reference} |`),
    ...properties.map(({ name }) => `| ${name} |`),
  ]
  const cells = lines.map((line) => line.replaceAll(/ +/g, ' '))
  expect(named.filter((start) => !cells.some((line) => line.startsWith(start)))).toEqual([])
})
