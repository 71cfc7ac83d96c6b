import { reasonOf } from './reasonOf.ts'
import { ModelViewerElement } from '@google/model-viewer'
import studio from './studio.hdr?url'

/** What shows a 3D model, with the browser's WebGL. */
export type ModelElement = ModelViewerElement

/**
 * An element that loads and shows the model at `url`; the caller puts it into the page. `interactive`: it can be turned
 * and moved. Throws if the browser has no WebGL.
 */
export function createModelElement(url: string, alt: string, interactive: boolean): ModelElement {
  if (document.createElement('canvas').getContext('webgl2') === null)
    throw new Error('This browser shows no 3D: it has no WebGL.')
  const element = new ModelViewerElement()
  element.alt = alt
  element.loading = 'eager'
  element.interactionPrompt = 'none'
  // Even light from above, a small picture: the element's own takes half a minute without a graphics card.
  element.environmentImage = studio
  element.cameraControls = interactive
  // A poster does without, because without a graphics card a shadow takes seconds.
  element.shadowIntensity = interactive ? 0.6 : 0
  // From the front, a little from the side and from above.
  element.cameraOrbit = '30deg 70deg auto'
  element.style.width = '100%'
  element.style.height = '100%'
  element.src = url
  return element
}

/** Resolves when the model of an element is shown; rejects if its file cannot be read. */
export async function modelLoaded(element: ModelElement): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  element.addEventListener('load', () => resolve(), { once: true })
  element.addEventListener('error', (event) => reject(new Error(reasonOf(event))), { once: true })
  return promise
}

/** The model as it is shown now, as a picture. */
export async function pictureOf(element: ModelElement): Promise<Blob> {
  // What is shown is drawn in the next frame, and can be copied in the one after it.
  await nextFrame()
  await nextFrame()
  return element.toBlob({ mimeType: 'image/webp', qualityArgument: 0.85 })
}

const nextFrame = async (): Promise<number> => {
  const { promise, resolve } = Promise.withResolvers<number>()
  requestAnimationFrame(resolve)
  return promise
}
