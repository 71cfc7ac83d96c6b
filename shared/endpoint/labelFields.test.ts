import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { image, listOf, text } from '../ports/port.ts'
import { labelFields } from './labelFields.ts'

const ports = { image_url: image('Image'), clips: listOf(image('Clips')), prompt: text('Prompt') }
const unsendable = (field: string): AppError =>
  new AppError('media.unsendable', `${field} cannot be sent to Acme: it is too large.`, { data: { field } })
const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : '')

test.each([
  ['image_url', 'Image cannot be sent to Acme: it is too large.'],
  ['clips[1]', 'Clips 2 cannot be sent to Acme: it is too large.'],
  ['other', 'other cannot be sent to Acme: it is too large.'],
])('a user reads the title of the port of %s', (field, message) => {
  const labelled = labelFields(unsendable(field), ports)
  expect(messageOf(labelled)).toBe(message)
  expect(labelled).toMatchObject({ code: 'media.unsendable', data: { field } })
})

test('each field that an engine names gets its label', () => {
  const fields = [
    { field: 'prompt', words: 'too long' },
    { field: 'image_url', words: 'no image' },
  ]
  const refused = new AppError('job.refused', 'Wrong (prompt: too long; image_url: no image).', {
    data: { fields },
  })
  expect(messageOf(labelFields(refused, ports))).toBe('Wrong (Prompt: too long; Image: no image).')
})

test('what is no error of a field stays as it is', () => {
  const other = new AppError('job.failed', 'It failed.')
  expect(labelFields(other, ports)).toBe(other)
  expect(labelFields('thrown', ports)).toBe('thrown')
})

test.each(['[0]', 'unknown'])('a field %s that belongs to no input keeps its name', (field) => {
  const fields = [{ field, words: 'odd' }]
  const refused = new AppError('job.refused', `${field} is odd (${field}: odd).`, { data: { field, fields } })
  expect(labelFields(refused, ports)).toBe(refused)
})
