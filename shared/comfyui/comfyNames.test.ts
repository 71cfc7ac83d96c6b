import { expect, test } from 'vitest'
import { comfyNameFrom, comfyNameOf, comfyNames } from './comfyNames.ts'

test.each([
  ['ksampler', 'KSampler'],
  ['KSampler (Advanced)', 'KSampler'],
  ['clip text encode (prompt)', 'CLIP Text Encode (Prompt)'],
  ['CLIPTextEncode', 'CLIP Text Encode (Prompt)'],
  ['vae  decode', 'VAE Decode'],
  ['Load Checkpoint', 'Load Checkpoint'],
  ['upscale', 'Upscale'],
])('%s is a name of ComfyUI', (query, name) => {
  expect(comfyNameOf(query)?.names[0]).toBe(name)
})

test('the beginning of a name is enough from four letters on', () => {
  expect(comfyNameFrom('clip text')?.names[0]).toBe('CLIP Text Encode (Prompt)')
  expect(comfyNameFrom('vae')).toBeNull()
  expect(comfyNameOf('clip text')).toBeNull()
})

test('a name leads to one entry, and each entry explains itself in a line', () => {
  for (const entry of comfyNames) {
    for (const name of entry.names) expect(comfyNameOf(name)).toBe(entry)
    expect(entry.text).toMatch(/^[A-Z].{10,120}\.$/)
    expect(entry.leads).not.toHaveLength(0)
  }
})
