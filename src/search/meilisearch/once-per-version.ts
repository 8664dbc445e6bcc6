/** Reads once for each version of the collection, and keeps the latest; what failed is read again by the next who asks. */
export const createOncePerVersion = <T>(read: () => Promise<T>): ((version: number) => Promise<T>) => {
  let kept: { readonly version: number; readonly value: Promise<T> } | null = null;
  return (version) => {
    if (kept?.version !== version) {
      const value = read();
      kept = { version, value };
      value.catch(() => {
        if (kept?.value === value) kept = null;
      });
    }
    return kept.value;
  };
};
