/** A button in a band of a card. */
export const cardButton =
  'nodrag h-[26px] shrink-0 cursor-pointer rounded-[6px] border border-line bg-raised px-2 text-[12px] hover:border-dim disabled:cursor-default disabled:opacity-50'
