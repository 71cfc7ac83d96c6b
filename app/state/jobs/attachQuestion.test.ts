import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { attachQuestion } from './attachQuestion.ts'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'

const inpainting = endpointNode(
  Endpoint.parse({
    engine: 'runcomfy',
    modelId: 'a/inpainting',
    title: 'Inpainting',
    category: 'Test',
    input: {
      type: 'object',
      properties: {
        prompt: { type: 'string', title: 'What to paint' },
        enable_safety: { type: 'boolean', title: 'Safety check' },
        image_url: { type: 'string', format: 'uri', title: 'Image' },
        steps: { type: 'integer', title: 'Steps' },
      },
    },
    outputs: ['image'],
  }),
)
const registry = testRegistry(inpainting)

test('what a request made is shown beside its differences from the job', () => {
  const differences = [
    { what: 'model', job: 'a/inpainting', request: 'a/text-to-image' },
    { what: 'input', field: 'prompt', job: 'boats', request: 'a field' },
    { what: 'input', field: 'enable_safety', job: 'true', request: 'false' },
    { what: 'input', field: 'image_url', job: 'https://a/1.png', request: 'data:image/png;base64,AA' },
    { what: 'input', field: 'steps', job: '8', request: '20' },
    { what: 'input', field: 'of_later', job: 'true', request: 'false' },
    { what: 'time', job: 'not a moment', request: '2026-11-30T08:05:00Z' },
  ] as const
  const question = attachQuestion(
    {
      requestId: 'req-1',
      status: 'completed',
      differences: [...differences],
      media: fakeMedia(1),
      engine: 'runcomfy',
      modelId: 'a/inpainting',
    },
    registry,
  )
  expect(question).toEqual({
    kind: 'choice',
    title: 'Attach this request?',
    message:
      'Request req-1 differs from this job. If you attach it, its result becomes the result of this job.',
    picture: { media: fakeMedia(1), caption: 'What the request made' },
    compared: {
      here: 'This job',
      there: 'The request',
      rows: [
        { name: 'Model', here: 'Inpainting', there: 'a/text-to-image' },
        { name: 'What to paint', here: 'boats', there: 'a field' },
        { name: 'Safety check', here: 'on', there: 'off' },
        { name: 'Image', here: 'https://a/1.png', there: 'a file that was sent along' },
        { name: 'Steps', here: '8', there: '20' },
        { name: 'of_later', here: 'true', there: 'false' },
        { name: 'Time', here: 'not a moment', there: expect.stringContaining('2026') },
      ],
    },
    choices: [{ id: 'attach', label: 'Attach anyway', weight: 'danger' }],
  })
})

test('a request that the engine knows nothing about has nothing to compare, and its state is shown in place of the picture', () => {
  const question = attachQuestion(
    {
      requestId: 'req-1',
      status: 'in_progress',
      differences: [{ what: 'nothing returned', job: 'a/b', request: '' }],
      media: null,
      engine: 'runcomfy',
      modelId: 'a/b',
    },
    registry,
  )
  expect(question).toEqual({
    kind: 'choice',
    title: 'Attach this request?',
    message:
      'The engine does not say what request req-1 is of. Attach it only if you know that it is this one.',
    picture: { media: null, caption: 'No picture yet: in_progress' },
    choices: [{ id: 'attach', label: 'Attach anyway', weight: 'danger' }],
  })
})
