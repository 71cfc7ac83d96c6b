import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, test } from './fixtures.ts'
import { rasterise } from '#shared/mask/rasterise.ts'
import { STEP_NUMBERS, stepOf } from '#shared/mask/testing/stepOf.ts'

/** The model of masks as a script that a page can run. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('../../shared/mask/rasterise.ts', import.meta.url)),
        formats: ['iife'],
        name: 'mask',
      },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (output === undefined || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

/** Numbers that look hand-drawn and are the same each time. */
function numbersFrom(seed: number): number[] {
  let state = seed
  return Array.from({ length: STEP_NUMBERS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 1
  })
}

test('a painting has the same bytes on the host and in the page, in every size', async ({ contexts }) => {
  const page = await (await contexts.open()).newPage()
  await page.addScriptTag({ content: await bundle() })
  const paintings = Array.from({ length: 60 }, (_, index) => ({
    steps: Array.from({ length: 1 + (index % 5) }, (__, step) => stepOf(numbersFrom(index * 97 + step))),
    width: 40 + 37 * (index % 9),
    height: 33 + 29 * (index % 7),
  }))
  // As text: the tests have no DOM types.
  const there: unknown = await page.evaluate(`${JSON.stringify(paintings)}.map(({ steps, width, height }) =>
    btoa(Array.from(mask.rasterise({ steps }, width, height), (byte) => String.fromCharCode(byte)).join('')))`)
  const expected = paintings.map(({ steps, width, height }) =>
    Buffer.from(rasterise({ steps }, width, height)).toString('base64'),
  )
  expect(there).toEqual(expected)
  expect(new Set(expected).size).toBeGreaterThan(40)
})
