// Steps of the tour about routes and transitions.
import { type Choice, text } from "./choose.js";
import { type TourStep, tourStep } from "./step.js";

export function fromAdToPurchase(start: Choice, goal: Choice): TourStep {
  return tourStep({
    name: "FromAdToPurchase",
    title: `From ${start.name} to ${goal.name}`,
    answers: `Which routes lead from ${start.name} to ${goal.name}, and how long do they take?`,
    more: [
      "One row is one route. In `totals`, `matched` counts the journeys that contain the start, `completed` those that then reached the goal, and `pending` those that still can.",
    ],
    chosen: [`from ${start.name}: ${start.because}`, `to ${goal.name}: ${goal.because}`],
    change: [
      "`within`: the longest time from start to goal",
      "`grain`: TOUCHPOINT, STAGE or KIND",
      "`repeats: KEEP`, to see repeated steps",
      "add `via: [{ ... }]`, `exclude: [{ ... }]` or `hide: [{ ... }]` to `options`; each `{ ... }` is a selector like the value of `from`",
    ],
    operations: `query FromAdToPurchase {
  commonRoutes(
    from: ${start.selector}
    to: ${goal.selector}
    options: { grain: CHANNEL, repeats: COLLAPSE, within: "P30D" }
    first: 10
  ) {
    totals { matched completed pending dropped completionRate otherRoutes otherCount }
    routes {
      label
      journeys
      share
      duration { median p90 }
    }
    answer { computedIn warnings }
  }
}
`,
  });
}

export function whereJourneysStart(goal: Choice): TourStep {
  const filter = goal.goal === null ? `{ touches: [${goal.selector}] }` : `{ reachedGoal: ${text(goal.goal)} }`;
  return tourStep({
    name: "WhereJourneysStart",
    title: "Where journeys start",
    answers: `With which contacts do journeys begin? With which of them do journeys to ${goal.name} begin?`,
    more: [
      "If the argument `from` is left out, a route starts at the beginning of the journey. The target `to` is any contact, so the route ends at the first contact. Each row is therefore one first contact.",
    ],
    chosen: [`${goal.name}: ${goal.because}`],
    change: ["`grain`: CHANNEL or STAGE", "`filter`: for example `{ startedFrom: ... }` or `{ attributes: [...] }`"],
    operations: `query WhereJourneysStart {
  all: commonRoutes(to: { any: true }, options: { grain: TOUCHPOINT }, first: 10) {
    totals { journeys }
    routes { label journeys share }
  }
  successful: commonRoutes(
    to: { any: true }
    options: { grain: TOUCHPOINT }
    filter: ${filter}
    first: 10
  ) {
    totals { journeys }
    routes { label journeys share }
  }
}
`,
  });
}

export function whatHappensAfter(point: Choice, isSupport: boolean): TourStep {
  const name = isSupport ? "AfterSupport" : "WhatHappensNext";
  return tourStep({
    name,
    title: `What happens after ${point.name}`,
    answers: `What do customers do after ${point.name}, and how long does it take?`,
    more: [
      "The part `next` of the answer shows what came right after (END if nothing did). The part `onwards` shows how journeys continue to their end, channel by channel.",
    ],
    chosen: [`${point.name}: ${point.because}`],
    change: [
      "`from`: another touchpoint, or `{ channels: [...] }`, `{ kinds: [...] }` or `{ stages: [...] }`",
      "`options` of `onwards`: add `startAt: LAST`, to begin at the last such contact of a journey",
    ],
    operations: `query ${name} {
  next: transitions(from: ${point.selector}, first: 10) {
    edges {
      to { label }
      count
      probability
      wait { median p90 }
      dropAfter
      isHandoff
    }
  }
  onwards: commonRoutes(
    from: ${point.selector}
    options: { grain: CHANNEL, repeats: COLLAPSE }
    first: 10
  ) {
    totals { matched otherRoutes }
    routes { label journeys share duration { median } }
  }
}
`,
  });
}

export function oneTouchpoint(point: Choice): TourStep {
  return tourStep({
    name: "OneTouchpoint",
    title: "One touchpoint and its neighbours",
    answers: `Where do customers come from before ${point.name}, and where do they go?`,
    more: ["The answer comes from the edges TRANSITIONS_TO of the graph."],
    chosen: [`${point.name}: ${point.because}`],
    change: [
      "`key`: any of `{ touchpoints { key visits } }`",
      "each `node` is a touchpoint, so you can select its `transitionsTo` as well",
    ],
    operations: `query OneTouchpoint {
  touchpoint(key: ${text(point.touchpoint!.key)}) {
    name
    kind
    channel { name medium assisted }
    stage { name }
    visits
    starts
    ends
    comesFrom: transitionsFrom(first: 5) {
      edges { node { key name } count journeys wait { median } isHandoff }
    }
    goesTo: transitionsTo(first: 5) {
      edges { node { key name } count journeys probability wait { median } isHandoff }
    }
  }
}
`,
  });
}
