import type { NodeType } from '../nodes/defineNode.ts'
import type { Endpoint } from './endpoint.ts'

/** Categories that name a kind of model, and what such a model does. */
const TASKS: Readonly<Record<string, string>> = {
  inpainting: 'Inpaint',
  outpainting: 'Outpaint',
  upscaling: 'Upscale',
  controlnet: 'ControlNet',
  training: 'Train',
  llm: 'Language model',
}

/**
 * What an endpoint does and, in `model`, with which model: `Inpaint` and `Z-Image Turbo`. Without `model` if neither the
 * endpoint nor its category says what it does: then the model's name is all there is.
 */
export function nameEndpoint({
  title,
  category,
  task,
}: Pick<Endpoint, 'title' | 'category' | 'task'>): Pick<NodeType, 'title' | 'model'> {
  const name = task ?? taskOf(category)
  return name === undefined ? { title } : { title: name, model: title }
}

/** Any other category may be anything: `Flux`, `Other`. */
function taskOf(category: string): string | undefined {
  const key = category.toLowerCase()
  if (Object.hasOwn(TASKS, key)) return TASKS[key]
  return /^\S.* to \S/.test(key) ? category : undefined
}
