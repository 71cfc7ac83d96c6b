/** What is set, under this name, by whoever drives the page from outside: how quick they are is no matter then. */
const KEY = 'patchbay.messages'
/** The longest that a timer waits. */
const LONGEST = 2_147_483_647

/** What there is of the page's memory here. */
export type Memory = Pick<Storage, 'getItem'>

const memory = (): Memory | null => (typeof localStorage === 'undefined' ? null : localStorage)

/** How long words stay that go by themselves, in milliseconds; where `stay` is set, until they are closed. */
export const messageTime = (milliseconds: number, from: Memory | null = memory()): number =>
  from?.getItem(KEY) === 'stay' ? LONGEST : milliseconds
