// A slow, literal comparison of the scores of two lists of answers. Each sum goes through the customers one by one. The
// tests of significance need more customers than random logs have, so hand cases check them.
import type { ScoreKind } from "../../src/model/feedback.js";
import { clusteredDifference } from "../../src/stats/difference.js";
import { studentTQuantile } from "../../src/stats/studentT.js";
import { type CountedAnswer, ENDS, worth } from "./oracleFeedback.js";

export function oracleComparedScore(a: readonly CountedAnswer[], b: readonly CountedAnswer[], kind: ScoreKind) {
  const [onA, onB] = [a, b].map((list) => list.filter(({ answer }) => answer[kind] !== null));
  const customers = [...new Set([...onA!, ...onB!].map(({ customer }) => customer))].map((customer) => {
    const own = (list: readonly CountedAnswer[]) =>
      list.filter((one) => one.customer === customer).map(({ answer }) => worth(kind, answer[kind]!));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const [x, y] = [own(onA!), own(onB!)];
    return { n: x.length, s: sum(x), m: y.length, t: sum(y) };
  });
  const sum = (of: (c: (typeof customers)[number]) => number) => customers.reduce((total, c) => total + of(c), 0);
  const [N, S, M, T] = [sum((c) => c.n), sum((c) => c.s), sum((c) => c.m), sum((c) => c.t)];
  const [ofA, ofB] = [customers.filter(({ n }) => n > 0).length, customers.filter(({ m }) => m > 0).length];
  const sides = {
    a: { answers: N, customers: ofA, value: N < 5 ? null : S / N },
    b: { answers: M, customers: ofB, value: M < 5 ? null : T / M },
  };
  const nothing = { ...sides, difference: null, interval: null, significant: false };
  if (N < 5 || M < 5) return nothing;
  const difference = T / M - S / N;
  const [nn, mm] = [sum((c) => c.n * c.n), sum((c) => c.m * c.m)];
  if (kind === "csat") {
    const interval = clusteredDifference(
      { customers: ofA, n: N, f: S, nn, fn: sum((c) => c.n * c.s), ff: sum((c) => c.s * c.s) },
      { customers: ofB, n: M, f: T, nn: mm, fn: sum((c) => c.m * c.t), ff: sum((c) => c.t * c.t) },
      {
        nxny: sum((c) => c.n * c.m),
        nxfy: sum((c) => c.n * c.t),
        fxny: sum((c) => c.s * c.m),
        fxfy: sum((c) => c.s * c.t),
      },
    );
    return { ...nothing, difference, interval };
  }
  if (ofA < 2 || ofB < 2) return { ...nothing, difference };
  const fewer = Math.min(ofA, ofB);
  const squares = sum((c) => ((c.t - (T / M) * c.m) / M - (c.s - (S / N) * c.n) / N) ** 2);
  const degrees = Math.max(1, Math.min((N * N) / nn, (M * M) / mm) - 1);
  const half = studentTQuantile(0.975, degrees) * Math.sqrt((squares * fewer) / (fewer - 1));
  const most = ENDS[kind][1] - ENDS[kind][0];
  const interval = { low: Math.max(-most, difference - half), high: Math.min(most, difference + half) };
  return { ...nothing, difference, interval };
}
