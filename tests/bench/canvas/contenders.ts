/** By the name of its page: what the contender is called. Ratios are to the last one. */
export const contenders = {
  patchbay: 'Patchbay',
  reactFlow: 'React Flow as it comes',
  litegraph: 'litegraph',
} as const

export type ContenderName = keyof typeof contenders
