import { afterAll, beforeAll, expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { PixelContext } from './openPixelContext.ts'
import { openPixelContext } from './openPixelContext.ts'
import { properties } from './properties/all.ts'

let pixelContext: PixelContext
beforeAll(() => {
  pixelContext = openPixelContext()
})
afterAll(() => pixelContext.close())

test.each(properties)('$name', async ({ measure, most }) => {
  expect(await measure({ registry, pixelContext })).toBeLessThanOrEqual(most)
})
