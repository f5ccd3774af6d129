// Caches the results of questions. All results in the cache belong to one version of the data. A new version empties
// the cache. If the cache is full, the least recently used result is removed.

/**
 * The largest number of results. A result takes a few hundred kilobytes at most, because it has at most 1,000 rows with
 * about 50 examples each.
 */
const MAX_ANSWERS = 100;

export class AnswerCache {
  readonly #answers = new Map<string, unknown>();
  #version = -1;

  /** Returns the cached result, or calls `work` and caches what it returns. An error is not cached. */
  async get<T>(version: number, question: string, work: () => Promise<T>): Promise<T> {
    if (version === this.#version && this.#answers.has(question)) {
      const known = this.#answers.get(question) as T;
      this.#answers.delete(question);
      this.#answers.set(question, known);
      return known;
    }
    const answer = await work();
    if (version > this.#version) {
      this.#answers.clear();
      this.#version = version;
    }
    if (version === this.#version) {
      this.#answers.set(question, answer);
      if (this.#answers.size > MAX_ANSWERS) this.#answers.delete(this.#answers.keys().next().value!);
    }
    return answer;
  }
}
