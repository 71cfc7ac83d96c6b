/** The name of a contender, by the name of its page. Ratios are relative to the last one. */
export const contenders = {
  patchbay: 'Patchbay',
  reactFlow: 'React Flow as it comes',
  litegraph: 'litegraph',
} as const

export type ContenderName = keyof typeof contenders
