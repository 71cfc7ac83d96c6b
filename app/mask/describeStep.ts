import type { PaintStep } from '#shared/mask/painting.ts'

/** What was done, for those who hear it. */
export function describeStep(step: PaintStep): string {
  switch (step.tool) {
    case 'brush':
      return step.erase === true ? 'Erased a stroke.' : 'Painted a stroke.'
    case 'rectangle':
    case 'ellipse':
    case 'lasso':
      return `${step.erase === true ? 'Erased' : 'Painted'} ${step.tool === 'ellipse' ? 'an' : 'a'} ${step.tool}.`
    case 'fill':
      return step.erase === true ? 'Erased outside the shape.' : 'Filled outside the shape.'
    case 'invert':
      return 'Inverted.'
    case 'clear':
      return 'Cleared.'
    case 'grow':
      return step.by < 0 ? 'Made smaller.' : 'Made larger.'
    case 'feather':
      return 'Softened the edges.'
    case 'start':
      return step.from === 'alpha' ? 'Started from the transparent areas.' : 'Started from the incoming mask.'
  }
}
