import type { MakePoster } from '../poster/posters.ts'
import { createModelElement, modelLoaded, pictureOf } from './createModelElement.ts'
import { readFacts } from '../read/askMedia.ts'
import { isShown, isSmall } from './isShown.ts'

/** A view of a model from the front, drawn where nobody sees it. */
export const makeModelPoster: MakePoster = async (_, url) => {
  const facts = await readFacts(url)
  if (!isShown(facts) || !isSmall(facts)) throw new Error('No poster is made of this model.')
  const stage = document.createElement('div')
  stage.inert = true
  // Only what is in the window is drawn.
  Object.assign(stage.style, {
    position: 'fixed',
    inset: '0 auto auto 0',
    width: '512px',
    height: '384px',
    opacity: '0',
    zIndex: '-1',
    pointerEvents: 'none',
  })
  document.body.append(stage)
  try {
    const element = createModelElement(url, '', false)
    const loaded = modelLoaded(element)
    stage.append(element)
    await loaded
    return await pictureOf(element)
  } finally {
    stage.remove()
  }
}
