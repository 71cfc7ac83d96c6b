import type { DrawOrder } from '../draw/index.ts'
import { formatOf, mimeTypes } from '../draw/index.ts'
import type { PracticeRequest } from '../requests/request.ts'
import type { PracticeContext } from '../server/context.ts'
import { openSample } from '../server/samples.ts'
import { outputsOf } from '../validate/endpoint.ts'

/** The output of a completed request, in the form in which fal's models have it: files as objects. */
export async function outputOf(context: PracticeContext, request: PracticeRequest): Promise<object> {
  const endpoint = context.endpoints.find(({ modelId }) => modelId === request.modelId)
  const order = context.pictures.orderOf(request)
  if (endpoint === undefined || order === null) return {}
  const files = await drawnFiles(context, request, order)
  const parts = outputsOf(endpoint).map((name): readonly [string, unknown] | null => {
    switch (name) {
      case 'image':
      case 'video':
        return [name, files[0]]
      case 'images':
      case 'videos':
        return [name, files]
      case 'audio':
        return ['audio', sample(context.url, 'wav')]
      case 'model':
        return ['model_mesh', sample(context.url, 'glb')]
      case 'file':
        return ['file', sample(context.url, 'zip')]
      case 'text':
        return ['output', order.subject.prompt]
      default:
        return null
    }
  })
  const isPainted = order.film === null && 'images' in Object.fromEntries(present(parts))
  return {
    ...Object.fromEntries(present(forms(parts))),
    seed: order.subject.seed,
    ...(isPainted && {
      timings: {},
      has_nsfw_concepts: files.map(() => false),
      prompt: order.subject.prompt,
    }),
  }
}

type Part = readonly [string, unknown] | null

const present = (parts: readonly Part[]): readonly (readonly [string, unknown])[] =>
  parts.filter((part) => part !== null)

/** An endpoint that has pictures both singly and as a list returns the list, as fal's do. */
const forms = (parts: readonly Part[]): readonly Part[] => {
  const names = new Set(present(parts).map(([name]) => name))
  return parts.filter((part) => part === null || !names.has(`${part[0]}s`))
}

async function drawnFiles(
  context: PracticeContext,
  request: PracticeRequest,
  order: DrawOrder,
): Promise<readonly object[]> {
  const format = formatOf(order)
  const files: object[] = []
  for (let index = 0; index < order.amount; index += 1) {
    const { bytes, width, height } = await context.pictures.open(request, index)
    const file_name = `${index}.${format}`
    files.push({
      url: `${context.url}/outputs/${request.requestId}/${file_name}`,
      content_type: mimeTypes[format],
      file_name,
      file_size: bytes.length,
      ...(order.film === null && { width, height }),
    })
  }
  return files
}

function sample(base: string, ending: string): object {
  const file = openSample(ending)
  const file_name = `sample.${ending}`
  return {
    url: `${base}/samples/${file_name}`,
    content_type: file?.mime,
    file_name,
    file_size: file?.bytes.length,
  }
}

/** How many units of the endpoint's price a request has used: images, or seconds of video. */
export function unitsOf(context: PracticeContext, request: PracticeRequest): number {
  const order = context.pictures.orderOf(request)
  return order === null ? 0 : order.amount * (order.film?.seconds ?? 1)
}
