/**
 * Memoizes a pure function per object, for as long as that object exists. Only for immutable objects: a cached result
 * differs from a new one only in its identity.
 *
 * @param compute Must depend only on its argument. Errors are not cached.
 */
export function weakMemo<K extends WeakKey, V>(compute: (key: K) => V): (key: K) => V {
  const answers = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    const known = answers.get(key)
    if (known !== undefined) return known.value
    const value = compute(key)
    answers.set(key, { value })
    return value
  }
}
