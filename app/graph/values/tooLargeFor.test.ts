import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { defaultSettings } from '#shared/api/defaultSettings.ts'
import { engineState } from '#shared/testing/engineState.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { enginesOfImage, tooLargeFor } from './tooLargeFor.ts'

const workflow = workflowOf(
  {
    load: 'local/load-image',
    via: 'local/reroute',
    blur: 'local/blur',
    make: 'acme/owner/model',
    far: 'other/owner/model',
    off: { type: 'third/owner/model', mode: 'muted' },
  },
  [
    'load.image > via.value',
    'via.value > make.image',
    'load.image > blur.image',
    'blur.image > far.image',
    'load.image > off.image',
  ],
)

test.each([
  ['load', ['acme']],
  ['far', ['other']],
  ['blur', []],
])('an image at %s gets to %j as it is', (node, engines) => {
  expect([...enginesOfImage(workflow, registry, node)]).toEqual(engines)
})

const large = { media: 'image', bytes: 7_000_000, width: 4000, height: 3000 } as const
const acme = engineState({ largestImage: { bytes: 6_000_000, pixels: 32_000_000 } })

test.each<[string, Parameters<typeof tooLargeFor>[0], Parameters<typeof tooLargeFor>[2], string | undefined]>(
  [
    ['has too many bytes', large, { engines: [acme], settings: defaultSettings }, 'acme'],
    [
      'has too many pixels',
      { media: 'image', bytes: 1, width: 8000, height: 4001 },
      { engines: [acme], settings: defaultSettings },
      'acme',
    ],
    ['fits', { ...large, bytes: 5_000_000 }, { engines: [acme], settings: defaultSettings }, undefined],
    ['is uploaded', large, { engines: [engineState()], settings: defaultSettings }, undefined],
    [
      'may be sent as a smaller copy',
      large,
      { engines: [acme], settings: { ...defaultSettings, smallerCopies: true } },
      undefined,
    ],
    ['was not looked at yet', { media: 'image' }, { engines: [acme], settings: defaultSettings }, undefined],
  ],
)('an image that %s', (_, media, view, engine) => {
  expect(tooLargeFor(media, new Set(['acme']), view)?.id).toBe(engine)
})
