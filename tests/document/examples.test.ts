import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { pinVersion } from '#shared/document/edits/nodes.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Media } from '#shared/ports/value.ts'
import { forecastRun } from '#shared/run/forecast.ts'
import { planRunnable } from '#shared/run/planRunnable.ts'
import { toPinnedVersion } from '#shared/run/pinnedVersion.ts'
import { fakeServices } from '#shared/testing/fakeServices.ts'
import { fakeMedia } from '#shared/testing/media.ts'

function example(name: string): Workflow {
  const read = readWorkflow(readFileSync(new URL(`../../examples/${name}.json`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(`${name} does not open`)
  return read.workflow
}

const four = (kind: Media['media']) => [1, 2, 3, 4].map((index) => fakeMedia(index, kind))

test.each<[string, Workflow, number]>([
  ['as it is', example('four-variations'), 5],
  [
    'with the four pictures that were repainted kept',
    pinVersion(
      'repaint',
      toPinnedVersion({ image: four('image'), images: four('image') }, true),
    )(example('four-variations')),
    0,
  ],
  [
    'with the four masks kept, as files of before have them',
    pinVersion('mask', toPinnedVersion({ mask: four('mask') }))(example('four-variations')),
    5,
  ],
])('Four variations, %s, can be run, with exactly as many jobs', async (_, workflow, jobs) => {
  const planned = planRunnable(workflow, registry)
  expect(planned.problems).toEqual([])
  const forecast = await forecastRun(planned, fakeServices())
  const count = [...forecast.jobs.values()].reduce((sum, more) => sum + more, 0)
  expect([count, forecast.atLeast]).toEqual([jobs, false])
})

test('a hundred and thirty drafts, each repainted from the list of one that it outputs, are exactly 260 jobs', async () => {
  const base = { position: { x: 0, y: 0 } }
  const turbo = 'runcomfy/tongyi-mai/z-image/turbo'
  const indices = Array.from({ length: 130 }, (_, index) => index)
  const planned = planRunnable(
    {
      ...example('four-variations'),
      nodes: indices.flatMap((seed) => [
        { ...base, id: `d${seed}`, type: turbo, values: { prompt: 'a boat', seed } },
        { ...base, id: `r${seed}`, type: `${turbo}/image-to-image`, values: { prompt: 'a ship', seed } },
      ]),
      edges: indices.map((seed) => ({
        id: `e${seed}`,
        from: { node: `d${seed}`, port: 'images' },
        to: { node: `r${seed}`, port: 'image_url' },
      })),
    },
    registry,
  )
  const forecast = await forecastRun(planned, fakeServices())
  expect([planned.problems, [...forecast.jobs.values()], forecast.atLeast]).toEqual([[], [130, 130], false])
})
