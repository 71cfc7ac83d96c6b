/** The part of an element that decides whether the wheel scrolls it. */
export interface Scrollable {
  readonly tagName: string
  readonly scrollWidth: number
  readonly scrollHeight: number
  readonly clientWidth: number
  readonly clientHeight: number
}

/** Fractions of pixels are no text to scroll to. */
const SLACK = 1

/** Whether an element uses the wheel itself: a number field steps with it, and a text does if there is more of it. */
export const usesWheel = ({
  tagName,
  scrollWidth,
  scrollHeight,
  clientWidth,
  clientHeight,
}: Scrollable): boolean =>
  tagName === 'INPUT' || scrollHeight > clientHeight + SLACK || scrollWidth > clientWidth + SLACK

/** The class of an element over which the wheel does not zoom at the moment. */
export const USES_WHEEL = 'uses-wheel'

/**
 * Decides before React Flow sees a turn of the wheel whether it zooms. Over a `nowheel` element it does if there is
 * nothing to scroll. A pinch always zooms.
 */
export function decideWheel(event: WheelEvent): void {
  const element = event.target instanceof Element ? event.target.closest('.nowheel') : null
  element?.classList.toggle(USES_WHEEL, !event.ctrlKey && usesWheel(element))
}
