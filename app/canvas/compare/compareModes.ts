import { createStore } from 'zustand/vanilla'

/** How a card shows the two pictures that it compares. */
export type CompareMode = 'slider' | 'side' | 'difference'

/** Forgetting one does not compile. */
export const modeLabels: { readonly [M in CompareMode]: string } = {
  slider: 'Slider',
  side: 'Side by side',
  difference: 'Difference',
}

/** By tab and node, as `tab/node`; the slider where there is none. It is a way of looking, and in no file. */
export const compareModes = createStore<Readonly<Record<string, CompareMode>>>(() => ({}))

export const setCompareMode = (key: string, mode: CompareMode): void => compareModes.setState({ [key]: mode })
