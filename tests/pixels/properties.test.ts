import { afterAll, beforeAll, expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { Studio } from './openStudio.ts'
import { openStudio } from './openStudio.ts'
import { properties } from './properties/all.ts'

let studio: Studio
beforeAll(() => {
  studio = openStudio()
})
afterAll(() => studio.close())

test.each(properties)('$name', async ({ measure, most }) => {
  expect(await measure({ registry, studio })).toBeLessThanOrEqual(most)
})
