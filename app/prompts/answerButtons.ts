const shape = 'h-8 shrink-0 rounded-md border px-3 disabled:opacity-40'

export const plainAnswer = `${shape} border-line hover:bg-line/60`
export const mainAnswer = `${shape} border-accent bg-accent font-medium text-on-accent hover:brightness-110`
