import { expect, test } from 'vitest'
import { choiceWords, fieldWords, shortChoice } from './plainWords.ts'

test.each([
  ['landscape_4_3', 'Landscape 4:3 · 1024 × 768', '4:3'],
  ['portrait_16_9', 'Portrait 16:9 · 576 × 1024', '9:16'],
  ['square_hd', 'Square HD · 1024 × 1024', '1:1'],
  ['1024x768', '1024 × 768', '1024 × 768'],
  ['16:9', '16:9', '16:9'],
  ['auto', 'Auto', 'Auto'],
  ['png', 'PNG', 'PNG'],
  ['webp', 'WebP', 'WebP'],
  ['720p', '720p', '720p'],
  ['4k', '4K', '4K'],
  ['at a time', 'At a time', 'At a time'],
  ['top-left', 'Top left', 'Top left'],
  ['very_high', 'Very high', 'Very high'],
  ['FLUX.1-dev', 'FLUX.1-dev', 'FLUX.1-dev'],
  ['owner/name', 'owner/name', 'owner/name'],
  ['en-US', 'en-US', 'en-US'],
  ['gpt-4.1', 'gpt-4.1', 'gpt-4.1'],
  ['', '', ''],
  ['constructor', 'Constructor', 'Constructor'],
  [8, '8', '8'],
])('the choice %s is shown as %s, and in a summary as %s', (choice, words, short) => {
  expect([choiceWords(choice), shortChoice(choice)]).toEqual([words, short])
})

test.each([
  ['enable_safety_checker', 'Enable safety checker'],
  ['num_inference_steps', 'Steps'],
  ['lora_url', 'LoRA URL'],
  ['cfg_scale', 'CFG scale'],
  ['image_url', 'Image'],
  ['__proto__', 'Proto'],
  ['Prompt', 'Prompt'],
])('the field %s is called %s', (key, words) => {
  expect(fieldWords(key)).toBe(words)
})
