// Answers by question, of one version of the data: a new version empties it. The least recently used goes first.

/** Each at most 1,000 rows with some 50 examples: a few hundred kilobytes at worst. */
const MAX_ANSWERS = 100;

export class AnswerCache {
  readonly #answers = new Map<string, unknown>();
  #version = -1;

  /** The answer of before, or what `work` gives; a rejected one is not kept. */
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
