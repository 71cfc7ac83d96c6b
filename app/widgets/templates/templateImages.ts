const files = import.meta.glob<string>('../../../examples/results/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** The address of an image of what a template makes; null for one without. */
export const templateImage = (id: string): string | null =>
  files[`../../../examples/results/${id}.webp`] ?? null
