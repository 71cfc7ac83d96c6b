/** Set under this name by scripts that drive the page, so that messages stay however slow the script is. */
const KEY = 'patchbay.messages'
/** The longest delay of a timer. */
const LONGEST = 2_147_483_647

/** The part of the page's storage that is used here. */
export type Memory = Pick<Storage, 'getItem'>

const memory = (): Memory | null => (typeof localStorage === 'undefined' ? null : localStorage)

/** How long messages that disappear by themselves stay, in milliseconds. With `stay` set, they stay until closed. */
export const messageTime = (milliseconds: number, from: Memory | null = memory()): number =>
  from?.getItem(KEY) === 'stay' ? LONGEST : milliseconds
