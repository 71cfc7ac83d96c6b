import { useEffect, useState } from 'react'

/** The wall clock in milliseconds, once a second while something is shown that goes on. */
export function useNow(goesOn: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!goesOn) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [goesOn])
  return now
}
