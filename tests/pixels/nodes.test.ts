import { afterAll, beforeAll, expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { measureCase } from './measure.ts'
import type { Studio } from './openStudio.ts'
import { openStudio } from './openStudio.ts'
import { readPictures, readReferences } from './reference/readReference.ts'
import { toleranceOf } from './tolerances.ts'

let studio: Studio
beforeAll(() => {
  studio = openStudio()
})
afterAll(() => studio.close())

const pictures = readPictures()

test.each(readReferences())('$node makes what $reference makes', async (reference) => {
  const tolerance = toleranceOf(reference.node)
  const wrong: string[] = []
  for (const one of reference.cases) {
    const { largest, mean } = await measureCase(reference, one, pictures, { registry, studio })
    if (largest > tolerance.largest || mean > tolerance.mean)
      wrong.push(`${one.name}: ${largest} at most, ${mean.toFixed(2)} in the mean`)
  }
  expect(wrong).toEqual([])
})
