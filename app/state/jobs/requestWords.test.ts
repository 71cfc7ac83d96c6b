import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { attachQuestion } from './requestWords.ts'

test('what a request made is shown beside what differs from the job', () => {
  const differences = [
    { what: 'model', job: 'a/inpainting', request: 'a/text-to-image' },
    { what: 'input', field: 'prompt', job: 'boats', request: 'a field' },
    { what: 'time', job: 'not a moment', request: '2026-11-30T08:05:00Z' },
  ] as const
  const question = attachQuestion({
    requestId: 'req-1',
    status: 'completed',
    differences: [...differences],
    media: fakeMedia(1),
  })
  expect(question).toEqual({
    kind: 'choice',
    title: 'Attach this request?',
    words: 'Request req-1 is not like this job. Attached, what it made counts as the answer to this job.',
    picture: { media: fakeMedia(1), caption: 'What the request made' },
    compared: {
      here: 'This job',
      there: 'The request',
      rows: [
        { name: 'Model', here: 'a/inpainting', there: 'a/text-to-image' },
        { name: 'prompt', here: 'boats', there: 'a field' },
        { name: 'Time', here: 'not a moment', there: expect.stringContaining('2026') },
      ],
    },
    choices: [{ id: 'attach', label: 'Attach anyway', weight: 'danger' }],
  })
})

test('of a request that the engine tells nothing of there is nothing to compare, and its state stands for the picture', () => {
  const question = attachQuestion({
    requestId: 'req-1',
    status: 'in_progress',
    differences: [{ what: 'nothing told', job: 'a/b', request: '' }],
    media: null,
  })
  expect(question).toEqual({
    kind: 'choice',
    title: 'Attach this request?',
    words:
      'The engine does not say what request req-1 is of. Attach it only if you know that it is this one.',
    picture: { media: null, caption: 'No picture yet: in_progress' },
    choices: [{ id: 'attach', label: 'Attach anyway', weight: 'danger' }],
  })
})
