import { readdirSync, readFileSync } from 'node:fs'

import { Endpoint } from '#shared/catalogue/endpoint.ts'

const folder = new URL('../../../nodes/endpoints/', import.meta.url)

/** The endpoints that come with the product, read from their files. */
export function bundledEndpoints(): readonly Endpoint[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((engine) => engine.isDirectory())
    .flatMap(({ name: engine }) =>
      readdirSync(new URL(`${engine}/`, folder))
        .filter((file) => file.endsWith('.json'))
        .map((file) =>
          Endpoint.parse(JSON.parse(readFileSync(new URL(`${engine}/${file}`, folder), 'utf8'))),
        ),
    )
}

const makers = [
  'Lumen',
  'Orchid',
  'Basalt',
  'Kestrel',
  'Tundra',
  'Marlin',
  'Quartz',
  'Saffron',
  'Vesper',
  'Zephyr',
]
const words = [
  'Fast',
  'Pro',
  'Ultra',
  'Portrait',
  'Anime',
  'Photo',
  'Sketch',
  'Relight',
  'Restore',
  'Cinema',
  'Logo',
]
const tasks = [
  'Text to image',
  'Image to image',
  'Inpainting',
  'Upscaling',
  'Image to video',
  'Text to speech',
  'Background removal',
]

/** A large catalogue of invented models of two engines, with the schemas of real endpoints in turn. */
export function syntheticCatalogue(size: number): readonly Endpoint[] {
  const bundled = bundledEndpoints()
  const pick = <T>(list: readonly T[], index: number): T => {
    const one = list[index % list.length]
    if (one === undefined) throw new Error('the list is empty')
    return one
  }
  return Array.from({ length: size }, (_, index) => {
    const like = pick(bundled, index)
    const maker = pick(makers, Math.floor(index / 7))
    const word = pick(words, index)
    return {
      ...like,
      engine: index % 2 === 0 ? 'fal' : 'runcomfy',
      modelId: `${maker.toLowerCase()}/${word.toLowerCase()}-${index}`,
      title: `${maker} ${word} ${Math.floor(index / 11)}`,
      category: pick(tasks, index),
      keywords: [maker.toLowerCase(), pick(words, index + 3).toLowerCase(), 'model'],
      help: `${pick(tasks, index)} by ${maker}, in the style of ${pick(words, index + 5).toLowerCase()} pictures.`,
    }
  })
}
