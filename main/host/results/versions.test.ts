import { describe, expect, test } from 'vitest'
import type { VersionRow } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'
import { formatItemPath } from '#shared/run/address.ts'
import { toPinnedVersion } from '#shared/run/pinnedVersion.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Past } from './resultsFixture.ts'
import { drawing, jobOf, jobWith, one, pastLibrary } from './resultsFixture.ts'

const { bringHome, damageJobs, list, newest, hideVersion, run, versions } = pastLibrary()
const [first, second, third] = [fakeMedia(1), fakeMedia(2), fakeMedia(3)]

/** A run in which the node `a` made a picture. */
const drew = (
  id: string,
  at: number,
  media: Media,
  more: Partial<Past> & { readonly reused?: boolean } = {},
) =>
  run({
    id,
    workflow: workflowOf({ a: drawing('boats', 'A') }),
    steps: { a: { at, outputs: one(media), reused: more.reused ?? false } },
    ...more,
  })

/** What the job of an item of the node `a` brought when its run no longer waited for it. */
const late = (item: number, media: Media) => {
  const { facts, phase } = jobWith('r1', 'a', media, 0.02)
  return { facts: { ...facts, id: `job-${item}`, key: `k${item}`, item: formatItemPath([item]) }, phase }
}

const runsOf = (rows: readonly VersionRow[]): readonly string[] => rows.map(({ run: id }) => id)

test('a version is the complete output of a node, with its inputs', () => {
  drew('r1', 100, { ...first, path: '/pictures/a.png' }, { jobs: [jobOf('r1', 'a', 0, 'request-a', 0.01)] })
  expect(versions()).toEqual([
    {
      run: 'r1',
      at: 100,
      took: 99,
      mode: 'practice',
      cost: null,
      outputs: toPinnedVersion(one(first)).outputs,
      inputs: { prompt: 'boats' },
    },
  ])
})

test('the newest is first, and no more than requested are returned', () => {
  drew('r1', 100, first)
  drew('r2', 300, second)
  drew('r3', 200, third)
  expect(runsOf(versions())).toEqual(['r2', 'r3', 'r1'])
  expect(runsOf(versions({}, 2))).toEqual(['r2', 'r3'])
})

test('a reused result is listed once, for the run that made it', () => {
  drew('r1', 100, first)
  drew('r2', 200, second)
  drew('r3', 300, first, { reused: true })
  expect(runsOf(versions())).toEqual(['r2', 'r1'])
})

test('a pinned version that a later run output belongs to the run that made it', async () => {
  drew('r1', 100, first)
  drew('r2', 200, second)
  const node = { ...drawing('boats', 'A'), take: toPinnedVersion(one(first)) }
  drew('r3', 300, first, { workflow: workflowOf({ a: node }) })
  expect(runsOf(versions())).toEqual(['r2', 'r1'])
  // Nothing was made again: the list of all results has it once.
  expect((await list()).map(({ run: id }) => id)).toEqual(['r2', 'r1'])
})

test('what another workflow made, and this one only used, is a version too', () => {
  drew('r1', 100, first, { name: 'Elsewhere' })
  drew('r2', 200, first, { reused: true })
  expect(versions()).toMatchObject([{ run: 'r2', took: null, cost: null }])
})

describe('the versions of a node are those of', () => {
  test('its own workflow: by its name until it is saved, then by the file too', () => {
    drew('r1', 100, first)
    drew('r2', 200, second, { savedId: 'k1' })
    drew('r3', 300, third, { savedId: 'k2' })
    expect(runsOf(versions())).toEqual(['r1'])
    expect(runsOf(versions({ workflow: 'k1' }))).toEqual(['r2', 'r1'])
    expect(runsOf(versions({ workflow: 'k1', name: 'Renamed' }))).toEqual(['r2'])
  })

  test('the same node, with its current type', () => {
    drew('r1', 100, first)
    expect(versions({ node: 'b' })).toEqual([])
    expect(versions({ type: 'test/other' })).toEqual([])
  })
})

test('a hidden version is gone with all equal ones; its picture stays among the results', async () => {
  drew('r1', 100, first)
  drew('r2', 200, second)
  drew('r3', 300, first, { reused: true })
  hideVersion('r1')
  expect(runsOf(versions())).toEqual(['r2'])
  expect((await list()).length).toBe(2)
  hideVersion('r9')
  expect(runsOf(versions())).toEqual(['r2'])
})

describe('what a job brought after its run was over', () => {
  const cancelled = (id: string, media: Media) =>
    run({
      id,
      workflow: workflowOf({ a: drawing('boats', 'A') }),
      steps: {},
      jobs: [jobWith(id, 'a', media, 0.02)],
    })

  test('is a version of the node that paid for it', () => {
    cancelled('r1', first)
    expect(versions()).toEqual([
      {
        run: 'r1',
        job: 'r1-a-0',
        at: 1,
        took: 0,
        mode: 'practice',
        cost: 0.02,
        outputs: toPinnedVersion({ image: first, images: [first] }).outputs,
        inputs: { prompt: 'boats' },
      },
    ])
    expect(versions({ node: 'b' })).toEqual([])
    expect(versions({ name: 'Elsewhere' })).toEqual([])
  })

  test('is listed once, even if a later run reused it or its own run recorded it after all', () => {
    cancelled('r1', first)
    drew('r2', 200, first)
    drew('r3', 300, second, { jobs: [jobWith('r3', 'a', second, 0.02)] })
    expect(runsOf(versions())).toEqual(['r3', 'r1'])
  })

  test('can be hidden like any other', () => {
    cancelled('r1', first)
    drew('r2', 200, second)
    hideVersion('r1', 'r1-a-0')
    expect(runsOf(versions())).toEqual(['r2'])
  })

  test('of several items is hidden one by one', () => {
    run({
      id: 'r1',
      workflow: workflowOf({ a: drawing('boats', 'A') }),
      steps: {},
      jobs: [late(0, first), late(1, second), late(2, third)],
    })
    expect(versions().map(({ job }) => job)).toEqual(['job-2', 'job-1', 'job-0'])
    hideVersion('r1', 'job-1')
    expect(versions().map(({ job }) => job)).toEqual(['job-2', 'job-0'])
    hideVersion('r1', 'job-2')
    expect(versions().map(({ outputs }) => outputs)).toEqual([
      toPinnedVersion({ image: first, images: [first] }).outputs,
    ])
    hideVersion('r1', 'job-0')
    expect(versions()).toEqual([])
    expect(newest()).toEqual([])
  })

  test('is still there if what its step made is hidden', () => {
    drew('r1', 100, first, { jobs: [late(1, second)] })
    hideVersion('r1')
    expect(versions().map(({ job }) => job)).toEqual(['job-1'])
  })

  test('is also there if what its node made before was hidden', () => {
    drew('r1', 100, first)
    hideVersion('r1')
    bringHome(jobWith('r1', 'a', second, 0.02), 600)
    expect(versions().map(({ at, outputs }) => [at, outputs])).toEqual([
      [600, toPinnedVersion(one(second)).outputs],
    ])
  })

  test('does not block the others if it is damaged in the library', async () => {
    cancelled('r1', first)
    drew('r2', 200, second)
    damageJobs('r1')
    expect(runsOf(versions())).toEqual(['r2'])
    expect(newest()).toMatchObject([{ node: 'a', outputs: one(second) }])
    expect((await list()).map(({ media }) => media.sha256)).toEqual([second.sha256])
  })
})
