/** A bell: "something a screen may show has changed". Who listens asks for the whole view anew. */
export type Changes = { announce(): void; onChange(listener: () => void): () => void };

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    announce() {
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
